// A consultation: its dates, its state, and who may open, move or close it.

import { no, type No } from './refusal.ts'
import { isStaff, type Actor } from './role.ts'

export type State = 'draft' | 'announced' | 'open' | 'closed'

/** The dates a consultation is judged by; UTC, ISO 8601 with Z. */
export interface Dates {
  publishedAt: string | null
  opensAt: string | null
  closesAt: string | null
  closedAt: string | null
}

/** One public entry of what happened to the deadline: who (a role), when, why. */
export interface HistoryEntry {
  act: 'published' | 'opened' | 'extended' | 'closed' | 'reopened' | 'corrected' | 'revised' | 'described'
  at: string
  by: 'secretariat' | 'administrator' | 'drafter' | 'system' | 'operator'
  reason: string | null
  from?: string | null
  to?: string | null
  /** The unit corrected: its lasting id and the revision that shows it. */
  paragraphId?: string
  revision?: number
}

/** A consultation is closed from the instant its closing time is reached, whether or not the closing is stamped yet (G13, G14). */
export function stateAt(c: Dates, now: string): State {
  if (!c.publishedAt) return 'draft'
  if (c.closedAt || (c.closesAt && now >= c.closesAt)) return 'closed'
  if (c.opensAt && now < c.opensAt) return 'announced'
  return 'open'
}

/** C1: comments and votes are taken only while open; nobody but staff learns of an unpublished consultation. */
export function mayTakePart(actor: Actor | null, c: Dates & { id: string; guests: boolean }, now: string): No {
  const state = stateAt(c, now)
  if (state === 'draft') return no('notFound')
  if (state === 'announced') return no('notOpenYet')
  if (state === 'closed') return no('closed')
  if (!actor) return no('signedOut')
  if (actor.kind === 'guest' && !c.guests) return no('signedOut', 'guests')
  return null
}

/** C2: an unpublished consultation is seen by its staff alone (or by the rehearsal link, judged by the page). */
export const maySee = (actor: Actor | null, c: Dates & { id: string }): No =>
  c.publishedAt || isStaff(actor, c.id) ? null : no('notFound')

export function mayExtend(c: Dates, until: string, now: string): No {
  const state = stateAt(c, now)
  if (state === 'draft') return no('invalid', 'unpublished')
  if (state === 'closed') return no('closed', 'extend')
  if (until <= now) return no('invalid', 'past')
  if (c.closesAt && until <= c.closesAt) return no('invalid', 'earlier')
  return null
}

export function mayClose(c: Dates, now: string): No {
  const state = stateAt(c, now)
  if (state === 'draft') return no('invalid', 'unpublished')
  return c.closedAt ? no('closed', 'already') : null
}

export function mayReopen(c: Dates, until: string | null, now: string): No {
  if (!c.closedAt) return no('invalid', 'notClosed')
  return until && until <= now ? no('invalid', 'past') : null
}

export function mayPublish(c: Dates, units: number, now: string): No {
  if (c.publishedAt) return no('invalid', 'published')
  if (!units) return no('invalid', 'empty')
  if (c.closesAt && c.closesAt <= now) return no('invalid', 'past')
  if (c.closesAt && c.opensAt && c.closesAt <= c.opensAt) return no('invalid', 'closesBeforeOpens')
  return null
}

/** The line above the title: what the draft is there for. */
export const kickerOf = (state: State): string => (state === 'closed' ? 'reading.kickerClosed' : 'reading.kicker')
