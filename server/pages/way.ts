// The way of a consultation from its file to the link that is shared, as steps above each of its pages.

import type { PageContext } from './context.ts'
import type { Html } from './piece.ts'
import { steps } from './steps.ts'

const waySteps = ['file', 'preview', 'about', 'deadline', 'publish', 'share'] as const
export type WayStep = (typeof waySteps)[number]

/** How far a consultation has come; null before it exists. */
export interface Come {
  slug: string
  hasText: boolean
  described: boolean
  dated: boolean
  published: boolean
}

export function wayOf(ctx: PageContext, come: Come | null, now: WayStep): Html {
  const at = waySteps.indexOf(now)
  const draft = come && !come.published ? `/c/${come.slug}/desk/draft` : null
  const inDraft = (path: string): string | null => (draft && come?.hasText ? `${draft}${path}` : null)
  const known: Record<WayStep, { href: string | null; done: boolean }> = {
    file: { href: draft && `${draft}#file-form`, done: !!come?.hasText },
    preview: { href: inDraft(''), done: !!come && (at > 1 || come.described || come.dated || come.published) },
    about: { href: inDraft('/about'), done: !!come && (come.described || come.published) },
    deadline: { href: inDraft('/deadline'), done: !!come && (come.dated || come.published) },
    publish: { href: inDraft('/publish'), done: !!come?.published },
    share: { href: come?.published ? `/c/${come.slug}/desk/share` : null, done: false },
  }
  return steps(
    ctx,
    waySteps.map(step => ({ label: ctx.t(`way.${step}`), ...known[step] })),
    at,
  )
}
