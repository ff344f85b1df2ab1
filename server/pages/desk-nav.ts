// The places of a desk: one list, from which the navigation beside every page is drawn. A new place is a line here.

import type { Capability } from '../../shared/role.ts'
import type { Desk, Waits } from '../desk.ts'

interface Entry {
  /** Its sentence is `work.nav.<name>`. */
  name: string
  /** After /c/:slug. */
  path: string
  may?: Capability
  when?: (desk: Desk) => boolean
  /** What waits there. */
  count?: keyof Waits
}

const published = (desk: Desk): boolean => desk.consultation.state !== 'draft'

const entries: Entry[] = [
  { name: 'overview', path: '/desk' },
  { name: 'draft', path: '/desk/draft', may: 'draft.see', when: desk => !published(desk) },
  { name: 'room', path: '/draft', may: 'draft.see' },
  { name: 'revision', path: '/desk/revision', may: 'draft.see', when: published },
  { name: 'comments', path: '/desk/comments', when: published, count: 'waiting' },
  { name: 'answers', path: '/desk/answers', may: 'comment.answer', when: published, count: 'unanswered' },
  { name: 'report', path: '/desk/report', may: 'report.staff', when: published },
  { name: 'share', path: '/desk/share', when: published },
  { name: 'settings', path: '/desk/settings', may: 'consultation.manage' },
  { name: 'people', path: '/desk/people', may: 'people.block' },
]

export const placesOf = (desk: Desk): Entry[] => entries.filter(e => (!e.may || desk.may(e.may)) && (e.when?.(desk) ?? true))
