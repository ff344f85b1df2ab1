// A comment on its way: one attempt at a time for each place, under one key until there is an answer.

import type { Comment } from '../../shared/comment.ts'
import type { Refused } from '../api.ts'
import { keepOf } from '../offline/device.ts'
import { queue } from '../offline/sending.ts'
import { page } from '../page.ts'

export const keep = keepOf(page.slug)

/** Comments posted from this page: shown at once, wherever their news comes from. */
export const own = new Set<string>()

export type Outcome = { posted: Comment } | { no: Refused }
const underway = new Map<string, Promise<Outcome>>()

export interface Draft {
  place: string
  replyTo: string
  lang: string
  /** Given when the person has no name yet. */
  name: string | null
}

export function post(draft: Draft, waits: () => void): Promise<Outcome> {
  const key = `${draft.place} ${draft.replyTo}`
  const known = underway.get(key) ?? send(draft, waits).finally(() => underway.delete(key))
  underway.set(key, known)
  return known
}

function send({ place, replyTo, lang, name }: Draft, waits: () => void): Promise<Outcome> {
  const kept = keep.put(place, replyTo, { waiting: true })
  own.add(kept.id)
  const input = { id: kept.id, paragraphId: place, text: kept.text, replyTo: replyTo || null, kind: kept.kind || null, lang }
  return new Promise(resolve => {
    const act = {
      key: kept.key,
      slug: page.slug,
      name: 'comment.post' as const,
      about: `${place} ${replyTo}`,
      input,
      rename: name,
    }
    queue.send(act, {
      waits,
      done(answer) {
        if ('ok' in answer) {
          keep.clear(place, replyTo)
          resolve({ posted: answer.ok.result as Comment })
        } else {
          keep.refused(place, replyTo)
          resolve({ no: answer.no })
        }
        return true
      },
    })
  })
}
