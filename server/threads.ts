// Threads: pages of comments in four orders, replies under them, for the API and for the page.

import { cursorOf, getComment, getPlace, listReplies, listThread, type Cursor } from '../db/comments.ts'
import type { Consultation } from '../db/consultations.ts'
import type { Trx } from '../db/query.ts'
import { sorts, type Comment, type Sort } from '../shared/comment.ts'
import { no, Refusal } from '../shared/refusal.ts'
import type { Actor } from '../shared/role.ts'
import { commentOf } from './comment-view.ts'
import { frameOf } from './view.ts'

export interface ThreadPage {
  seq: number
  total: number
  items: Comment[]
  next: string | null
}
export interface Asked {
  sort: Sort
  limit: number
  cursor: string | null
}

/** Reads sort, limit (1 to 1,000) and cursor from a query. */
export function askedOf(query: Record<string, string | undefined>): Asked {
  const sort = (query['sort'] ?? 'supported') as Sort
  if (!sorts.includes(sort)) throw new Refusal(no('invalid', 'sort'))
  const limit = Number(query['limit'] ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new Refusal(no('invalid'))
  return { sort, limit, cursor: query['cursor'] || null }
}

/** `placeId` is a unit's id or "whole". Call inside a snapshot. */
export async function threadOf(
  trx: Trx,
  c: Consultation,
  placeId: string,
  asked: Asked,
  viewer: Actor | null,
): Promise<ThreadPage> {
  const id = placeId === 'whole' ? c.wholeId : placeId
  const place = await getPlace(trx, { id, consultation: c.id })
  if (!place) throw new Refusal(no('notFound'))
  const found = await listThread(trx, {
    place: id,
    sort: asked.sort,
    after: asked.cursor ? decode(asked.cursor) : null,
    limit: asked.limit + 1,
  })
  const items = found.slice(0, asked.limit)
  const last = items.at(-1)
  const frame = frameOf(c, viewer)
  return {
    seq: c.lastSeq,
    total: place.threads,
    items: items.map(x => commentOf(x, frame)),
    next: found.length > items.length && last ? encode(cursorOf(asked.sort, last)) : null,
  }
}

export async function repliesOf(trx: Trx, c: Consultation, id: string, asked: Asked, viewer: Actor | null): Promise<ThreadPage> {
  const parent = await getComment(trx, { id, consultation: c.id })
  if (!parent) throw new Refusal(no('notFound'))
  const after = asked.cursor ? decode(asked.cursor).seq : 0
  const found = await listReplies(trx, { id, after, limit: asked.limit + 1 })
  const items = found.slice(0, asked.limit)
  const last = items.at(-1)
  const frame = frameOf(c, viewer)
  return {
    seq: c.lastSeq,
    total: parent.replies,
    items: items.map(x => commentOf(x, frame)),
    next: found.length > items.length && last ? encode({ key: 0, seq: last.seq }) : null,
  }
}

const encode = (c: Cursor): string => Buffer.from(`${c.key}/${c.seq}`).toString('base64url')

function decode(cursor: string): Cursor {
  const [key, seq] = Buffer.from(cursor, 'base64url').toString().split('/').map(Number)
  if (key === undefined || seq === undefined || !Number.isFinite(key) || !Number.isInteger(seq)) throw new Refusal(no('invalid'))
  return { key, seq }
}
