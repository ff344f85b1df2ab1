// Plain forms carry the token of their session; without a session the Origin alone guards.

import { no, Refusal } from '../../shared/refusal.ts'
import type { Ctx } from '../http.ts'

export type Fields = Record<string, string>

/** The fields of a plain form; refused when it was drawn for another session. */
export async function needForm(c: Ctx): Promise<Fields> {
  const fields = await readForm(c)
  checkFormToken(c, fields['token'])
  return fields
}

/** The fields alone, for who judges the token later and gives back what was typed. */
export async function readForm(c: Ctx): Promise<Fields> {
  const body = await c.req.parseBody()
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : '']))
}

export function checkFormToken(c: Ctx, token: unknown): void {
  const session = c.get('session')
  if (session && session.formToken !== token) throw new Refusal(no('notAllowed', 'form'))
}
