// An answer that bears a tag of its bytes, so that who has it already is told so instead of sent it again.

import { hash } from 'node:crypto'
import { headerOf, type Ctx } from './http.ts'

/** When it last changed, and when it was asked for; ISO. */
interface Changed {
  at: string
  now: string
}
const seconds = (at: string): number => Math.floor(Date.parse(at) / 1_000)

/**
 * `changed` is told as Last-Modified; the tag alone decides when both are asked. Dates have no parts of seconds: until the
 * second of the last change is over another one may follow in it, and then no date is told that would deny it.
 */
export function taggedAnswer(c: Ctx, body: string, type: string, changed?: Changed): Response {
  // Weak, because the same bytes travel compressed or not.
  const tag = `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`
  const dated = changed && seconds(changed.at) < seconds(changed.now) ? seconds(changed.at) * 1_000 : null
  c.header('ETag', tag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Content-Type', type)
  if (dated !== null) c.header('Last-Modified', new Date(dated).toUTCString())
  const asked = headerOf(c, 'if-none-match')
  const since = headerOf(c, 'if-modified-since')
  const same = asked
    ? asked.split(',').some(one => one.trim().replace(/^W\//, '') === tag.slice(2) || one.trim() === '*')
    : dated !== null && since && dated <= Date.parse(since)
  return same ? c.body(null, 304) : c.body(body)
}
