// An answer that bears a tag of its bytes, so that who has it already is told so instead of sent it again.

import { hash } from 'node:crypto'
import { headerOf, type Ctx } from './http.ts'

/** `changedAt` is told as Last-Modified; the tag alone decides when both are asked. */
export function taggedAnswer(c: Ctx, body: string, type: string, changedAt?: string): Response {
  // Weak, because the same bytes travel compressed or not.
  const tag = `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`
  const changed = changedAt && new Date(changedAt)
  c.header('ETag', tag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Content-Type', type)
  if (changed) c.header('Last-Modified', changed.toUTCString())
  const asked = headerOf(c, 'if-none-match')
  const since = headerOf(c, 'if-modified-since')
  const same = asked
    ? asked.split(',').some(one => one.trim().replace(/^W\//, '') === tag.slice(2) || one.trim() === '*')
    : changed && since && Math.floor(changed.getTime() / 1_000) * 1_000 <= Date.parse(since)
  return same ? c.body(null, 304) : c.body(body)
}
