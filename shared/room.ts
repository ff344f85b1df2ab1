// The drafting room's rules and figures: who may enter and write, how a refusal is told, and how much a person may send.

import { can, type Actor } from './role.ts'

/** Codes from 4400 to 4499 tell the browser that trying again is of no use. */
export const closings = { unreadable: 4400, signedOut: 4401, notAllowed: 4403, notFound: 4404, tooLarge: 4413 } as const
export type Closing = keyof typeof closings

/** What a person may do in the room of a draft: nothing, read, or write; frozen by the secretariat, everybody reads. */
export function rightIn(actor: Actor | null, consultationId: string, frozen: boolean): 'none' | 'read' | 'write' {
  if (!can(actor, 'draft.see', consultationId)) return 'none'
  return can(actor, 'draft.edit', consultationId) && !frozen ? 'write' : 'read'
}

const KIB = 1024
export const roomLimits = {
  /** Frames of people who only read, and cursors. */
  smallFrame: 16 * KIB,
  update: 1024 * KIB,
  draft: 16 * 1024 * KIB,
  /** Writing frames of one connection: this many at once, this many a second for as long as one likes. */
  burst: 1_000,
  perSecond: 100,
  /** Devices of the past that one update, one connection and one draft may bring along. */
  clientsPerUpdate: 64,
  clientsPerSeat: 256,
  clientsPerDraft: 10_000,
  /** Bytes that wait for one slow reader before it is let go, or for the disk before writers are: more than a whole draft, so that it can be opened. */
  waiting: 24 * 1024 * KIB,
  /** Stored updates of one draft, before they are made one state. */
  rows: 2_000,
} as const
export type RoomLimits = { -readonly [K in keyof typeof roomLimits]: number }

/** Kinds of frames: the first four are y-protocols' own, the last is what this server tells browsers that ask for it. */
export const frames = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, told: 100 } as const
/** `saved` = writing frames of this connection that are durable; `right` as it is now. */
export interface Told {
  saved?: number
  right?: 'read' | 'write'
  frozen?: boolean
}
/** Cursors have as many colours as style.css names. */
export const COLOURS = 8
