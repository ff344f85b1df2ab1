// What the desk's routes share: who may come in, the snapshot a page is drawn from, acts that go back to where they came from.

import { createHmac } from 'node:crypto'
import { getConsultation, type Consultation } from '../../db/consultations.ts'
import type { Trx } from '../../db/query.ts'
import type { CommandName } from '../../shared/commands.schema.ts'
import { no, Refusal, refusals, refuseIf } from '../../shared/refusal.ts'
import { isStaff, mayDo, type Actor, type Capability } from '../../shared/role.ts'
import { deskOf, type Desk } from '../desk.ts'
import type { House } from '../house.ts'
import { safeNext, sentence, type Ctx } from '../http.ts'
import type { PageContext } from '../pages/context.ts'
import type { Html } from '../pages/piece.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'
import type { Fields } from './form-token.ts'

/** What a page of the desk is drawn with, all of one moment. */
export interface Drawing {
  trx: Trx
  ctx: PageContext
  found: Consultation
  actor: Actor
  desk: Desk
  message: string | null
}
type Draw = (d: Drawing) => Promise<Html>

export function deskActs(house: House) {
  const { db, now, commands } = house

  /** Staff of this consultation who hold the capability, when one is asked for. */
  async function need(c: Ctx, may?: Capability): Promise<{ found: Consultation; actor: Actor }> {
    const actor = c.get('session')?.actor
    if (!actor) throw new Refusal(no('signedOut'))
    const found = await needConsultation(db.read, c.req.param('slug') ?? '', actor)
    refuseIf(may ? mayDo(actor, may, found.id) : isStaff(actor, found.id) ? null : no('notAllowed'))
    return { found, actor }
  }

  async function page(c: Ctx, may: Capability | undefined, draw: Draw, message: string | null = null): Promise<string> {
    const { found, actor } = await need(c, may)
    return db.snapshot(async trx => {
      const fresh = (await getConsultation(trx, { id: found.id })) ?? found
      const desk = await deskOf(trx, fresh, actor, now())
      const ctx = { ...contextOf(house, c), staff: true }
      return String(await draw({ trx, ctx, found: fresh, actor, desk, message }))
    })
  }

  /** Runs the work and goes where it says; a refusal is said on the page the form stood on. */
  async function act(
    c: Ctx,
    may: Capability | undefined,
    draw: Draw,
    work: (actor: Actor, found: Consultation) => Promise<string>,
  ) {
    const { found, actor } = await need(c)
    try {
      await house.limits.take('staff', actor.id, c.get('network'))
      return c.redirect(await work(actor, found), 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.reason === 'notAllowed' && may && mayDo(actor, may, found.id)) throw error
      const message = sentence(c.get('t'), error, c.get('requestId'))
      return c.html(await page(c, may, draw, message), refusals[error.reason])
    }
  }

  /** Several commands of one name, committed together; answers the ids that were done. What stood otherwise already is passed over. */
  async function each(actor: Actor, name: CommandName, inputs: { id: string }[], consultation: string): Promise<string[]> {
    const ran = await Promise.all(
      inputs.map(async input => {
        try {
          await commands.run(name, actor, { consultation, ...input })
          return input.id
        } catch (error) {
          if (error instanceof Refusal && ['conflict', 'gone', 'notFound'].includes(error.reason)) return null
          throw error
        }
      }),
    )
    return ran.filter(id => id !== null)
  }
  return { need, page, act, each }
}

/** The page the form stood on: as it says itself, else as the browser says; never another site's. */
export function backOf(c: Ctx, fields: Fields, usual: string): string {
  const said = safeNext(fields['back'])
  if (said !== '/') return said
  const from = c.req.header('referer')
  const url = from && URL.canParse(from) ? new URL(from) : null
  const slug = c.req.param('slug') ?? ''
  return url?.pathname.startsWith(`/c/${slug}/`) ? url.pathname + url.search : usual
}

/** What an address of the desk asks. */
export const askedIn = (address: string): Record<string, string> => Object.fromEntries(new URL(address, 'http://x').searchParams)

/** Only one's own session can make it: an undo that stands in an address somebody sends is never offered. */
const stampOf = (c: Ctx, fields: Record<string, string>): string =>
  createHmac('sha256', c.get('session')?.formToken ?? '')
    .update(new URLSearchParams(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))).toString())
    .digest('base64url')
    .slice(0, 22)

/** The address with what was just done, for which undo is offered to who did it. */
export const withDone = (c: Ctx, address: string, done: Record<string, string>): string =>
  withFields(address, { ...done, stamp: stampOf(c, done) })

/** What was just done, as these fields of the address say; null when this session did not do it. */
export function doneIn<T extends string>(c: Ctx, names: readonly T[]): Record<T, string> | null {
  const done = Object.fromEntries(names.map(name => [name, c.req.query(name) ?? ''])) as Record<T, string>
  const stamp = c.req.query('stamp')
  return stamp && stamp === stampOf(c, done) ? done : null
}
export const undone = { did: null, of: null, stamp: null }

/** The address with other fields; null takes one away. */
export function withFields(address: string, fields: Record<string, string | null>): string {
  const url = new URL(address, 'http://x')
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return url.pathname + url.search
}
