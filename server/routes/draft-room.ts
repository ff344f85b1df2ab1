// The drafting room's routes: the page, pictures, freezing, preparing a revision, and the states of its history.

import { Hono } from 'hono'
import type { Consultation } from '../../db/consultations.ts'
import { getRoomState } from '../../db/draft-rooms.ts'
import { listParagraphs } from '../../db/paragraphs.ts'
import { getPerson } from '../../db/people.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { can, mayDo } from '../../shared/role.ts'
import { rightIn } from '../../shared/room.ts'
import { addPicture } from '../commands/draft-picture.ts'
import type { Version } from '../draft-room/draft-room.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import { historyPage, statePage, type HistoryEntry } from '../pages/draft-history.ts'
import { draftRoomPage } from '../pages/draft-room.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'
import { fieldsOf } from './desk-fields.ts'
import { checkFormToken, needForm } from './form-token.ts'

export function draftRoomRoutes(house: House): Hono<Env> {
  const { db, commands, draftRooms, limits } = house
  const app = new Hono<Env>()
  const actorOf = (c: Ctx) => c.get('session')?.actor ?? null

  async function need(c: Ctx, capability: 'draft.see' | 'draft.edit' | 'consultation.manage'): Promise<Consultation> {
    const actor = actorOf(c)
    const found = await needConsultation(db.read, c.req.param('slug') ?? '', actor)
    refuseIf(mayDo(actor, capability, found.id))
    c.header('Cache-Control', 'no-store')
    return found
  }
  const page = (c: Ctx) => ({ ...contextOf(house, c), staff: true })

  app.get('/c/:slug/draft', async c => {
    const found = await need(c, 'draft.see')
    const actor = actorOf(c)
    const frozen = ((await getRoomState(db.read, { id: found.id }))?.frozenAt ?? null) !== null
    const right = rightIn(actor, found.id, frozen)
    const paragraphs = await listParagraphs(db.read, { consultation: found.id })
    const did = c.req.query('did') ?? ''
    const said = ['restore', 'freeze', 'thaw'].includes(did) ? c.get('t')(`room.did.${did}`) : null
    return c.html(
      String(
        await draftRoomPage(page(c), {
          ...found,
          right: right === 'write' ? 'write' : 'read',
          frozen,
          published: found.publishedAt !== null,
          manages: can(actor, 'consultation.manage', found.id),
          counts: Object.fromEntries(paragraphs.flatMap(p => (p.comments ? [[p.id, p.comments]] : []))),
          said,
        }),
      ),
    )
  })

  app.post('/c/:slug/draft/files', async c => {
    const found = await need(c, 'draft.edit')
    const actor = actorOf(c)
    if (!actor) throw new Refusal(no('signedOut'))
    await limits.take('staff', actor.id, c.get('network'))
    const { fields, file } = await fieldsOf(c)
    checkFormToken(c, fields['token'])
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    const { result } = await commands.act(found.id, actor, ctx => addPicture(ctx, bytes))
    return c.json(result as { src: string })
  })

  for (const act of ['freeze', 'thaw'] as const)
    app.post(`/c/:slug/draft/${act}`, async c => {
      const found = await need(c, 'consultation.manage')
      await needForm(c)
      await draftRooms.project(found.id)
      await commands.run(`draft.${act}`, actorOf(c), { consultation: found.id })
      return c.redirect(`/c/${found.slug}/draft?did=${act}`, 303)
    })

  app.post('/c/:slug/draft/prepare', async c => {
    const found = await need(c, 'draft.edit')
    await needForm(c)
    const actor = actorOf(c)
    if (!actor) throw new Refusal(no('signedOut'))
    await draftRooms.prepare(found.id, actor)
    return c.redirect(found.publishedAt ? `/c/${found.slug}/desk/revision` : `/c/${found.slug}/desk/draft`, 303)
  })

  /** Whoever wrote is asked for by name once, in however many states they did. */
  async function entriesOf(c: Ctx, versions: readonly Version[]): Promise<HistoryEntry[]> {
    const ids = new Set(versions.flatMap(v => Object.keys(v.touched)))
    const names = new Map<string, string>()
    for (const id of ids) names.set(id, (await getPerson(db.read, { id }))?.name ?? c.get('t')('room.somebody'))
    return versions.map(({ touched, ...version }) => ({
      ...version,
      people: Object.entries(touched).map(([id, units]) => ({ name: names.get(id) ?? '', units: units.length })),
    }))
  }
  function numberOf(c: Ctx): number {
    const n = c.req.param('n') ?? ''
    if (!/^\d{1,9}$/.test(n)) throw new Refusal(no('notFound'))
    return Number(n)
  }

  app.get('/c/:slug/draft/history', async c => {
    const found = await need(c, 'draft.see')
    const entries = await entriesOf(c, await draftRooms.versions(found.id))
    return c.html(String(await historyPage(page(c), { ...found, zone: found.closingZone ?? 'UTC', entries })))
  })

  app.get('/c/:slug/draft/history/:n', async c => {
    const found = await need(c, 'draft.see')
    const kept = await draftRooms.version(found.id, numberOf(c))
    const [entry] = kept ? await entriesOf(c, [kept.version]) : []
    if (!kept || !entry) throw new Refusal(no('notFound'))
    const now = c.req.query('with') === 'now' ? ((await draftRooms.project(found.id))?.units ?? []) : null
    const mayRestore = can(actorOf(c), 'draft.edit', found.id)
    const shown = { ...found, zone: found.closingZone ?? 'UTC', entry, units: kept.units, now, mayRestore }
    return c.html(String(await statePage(page(c), shown)))
  })

  app.post('/c/:slug/draft/history/:n/restore', async c => {
    const found = await need(c, 'draft.edit')
    await needForm(c)
    const actor = actorOf(c)
    if (!actor) throw new Refusal(no('signedOut'))
    await draftRooms.restore(found.id, numberOf(c), actor)
    return c.redirect(`/c/${found.slug}/draft?did=restore`, 303)
  })
  return app
}
