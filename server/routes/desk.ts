// The desk's routes: what waits, moderation, answers, settings, deadline, corrections, roles.

import { Hono } from 'hono'
import { listReports } from '../../db/comments.ts'
import { getConsultation, listConsultations, type Consultation } from '../../db/consultations.ts'
import { filters, listDesk, type Filter } from '../../db/desk.ts'
import { listAttachments } from '../../db/drafts.ts'
import { getParagraph } from '../../db/paragraphs.ts'
import { listOutbox } from '../../db/people.ts'
import type { CommandName } from '../../shared/commands.schema.ts'
import { stateAt } from '../../shared/consultation.ts'
import { no, Refusal, refusals, refuseIf } from '../../shared/refusal.ts'
import { can, isStaff, mayDo } from '../../shared/role.ts'
import { termsOf } from '../../shared/search.ts'
import { commentOf } from '../comment-view.ts'
import { attachFile, detachFile } from '../commands/attachment.ts'
import type { House } from '../house.ts'
import { sentence, type Ctx, type Env } from '../http.ts'
import { masked } from '../mail/outbox.ts'
import { correctPage, deskHome, deskPage, type DeskItem } from '../pages/desk.ts'
import { consultationView, frameOf, needConsultation } from '../view.ts'
import { contextOf } from './context.ts'
import { fieldsOf } from './desk-fields.ts'
import { checkFormToken, needForm, type Fields } from './form-token.ts'

const PAGE = 50

export function deskRoutes(house: House): Hono<Env> {
  const { db, now, commands } = house
  const app = new Hono<Env>()
  const actorOf = (c: Ctx) => c.get('session')?.actor ?? null

  async function needStaff(c: Ctx): Promise<Consultation> {
    const actor = actorOf(c)
    if (!actor) throw new Refusal(no('signedOut'))
    const found = await needConsultation(db.read, c.req.param('slug') ?? '', actor)
    refuseIf(isStaff(actor, found.id) ? null : no('notAllowed'))
    return found
  }

  /** "Title | address" per line, as typed on the settings form. */
  const linksOf = (text: string) =>
    text
      .split('\n')
      .map(line => line.split('|').map(part => part.trim()))
      .flatMap(([title = '', url = '']) => (title && url ? [{ title, url }] : []))
  const linesOf = (links: string) =>
    (JSON.parse(links) as { title: string; url: string }[]).map(l => `${l.title} | ${l.url}`).join('\n')

  async function draw(c: Ctx, found: Consultation, message: string | null): Promise<string> {
    const actor = actorOf(c)
    const asked = (c.req.query('filter') ?? 'waiting') as Filter
    const filter = filters.includes(asked) ? asked : 'waiting'
    const query = {
      place: c.req.query('place') ?? '',
      author: c.req.query('author') ?? '',
      kind: c.req.query('kind') ?? '',
      q: (c.req.query('q') ?? '').slice(0, 200),
    }
    const before = Number(c.req.query('before')) || 2 ** 31 - 1
    return db.snapshot(async trx => {
      const fresh = (await getConsultation(trx, { id: found.id })) ?? found
      const author = query.author ? `%${query.author.toLowerCase().replace(/[%_]/g, '')}%` : ''
      const listed = await listDesk(trx, filter, {
        consultation: fresh.id,
        before,
        limit: PAGE + 1,
        place: query.place,
        author,
        kind: query.kind,
        terms: termsOf(query.q),
      })
      const items: DeskItem[] = []
      for (const x of listed.slice(0, PAGE)) {
        const unit = x.placeId === fresh.wholeId ? null : await getParagraph(trx, { id: x.placeId, consultation: fresh.id })
        items.push({
          comment: commentOf(x, frameOf(fresh, actor)),
          label: unit?.number ? `P${unit.number}` : (unit?.text.slice(0, 40) ?? '–'),
          reports: x.reports && can(actor, 'comment.moderate', fresh.id) ? await listReports(trx, { comment: x.id }) : [],
          seen: x.seenAt !== null,
        })
      }
      const last = listed[PAGE - 1]
      const next =
        listed.length > PAGE && last
          ? `/c/${fresh.slug}/desk?${new URLSearchParams({ ...query, filter, before: String(last.seq) }).toString()}#list`
          : null
      const ctx = { ...contextOf(house, c), staff: true }
      return String(
        await deskPage(ctx, {
          consultation: await consultationView(trx, fresh, now()),
          counts: { comments: fresh.comments, votes: fresh.votes, answered: fresh.answered },
          filter,
          query,
          items,
          next,
          message,
          files: await listAttachments(trx, { consultation: fresh.id }),
          described: {
            asker: fresh.asker ?? '',
            description: fresh.description,
            next: fresh.next,
            links: linesOf(fresh.links),
            reportPublic: fresh.reportPublicAt !== null,
            opens: fresh.opensAt ?? '',
          },
        }),
      )
    })
  }

  /** Runs a command of the desk and goes back to the list; a refusal is said on the desk itself. */
  async function perform(c: Ctx, name: CommandName, input: object, done?: string): Promise<Response> {
    const found = await needStaff(c)
    try {
      await commands.run(name, actorOf(c), { consultation: found.id, ...input })
      return c.redirect(done ?? backTo(c, found.slug), 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return c.html(await draw(c, found, sentence(c.get('t'), error, c.get('requestId'))), refusals[error.reason])
    }
  }
  /** The list as it was filtered, when the form stood on it. */
  function backTo(c: Ctx, slug: string): string {
    const from = c.req.header('referer')
    const url = from && URL.canParse(from) ? new URL(from) : null
    return url?.pathname === `/c/${slug}/desk`
      ? `${url.pathname}${url.search}#list`
      : url?.pathname.startsWith(`/c/${slug}/`)
        ? url.pathname + url.search
        : `/c/${slug}/desk`
  }
  const post = (path: string, name: CommandName, input: (fields: Fields, c: Ctx) => object, done?: string) =>
    app.post(path, async c => {
      const fields = await needForm(c)
      return perform(c, name, input(fields, c), done)
    })

  app.get('/desk', async c => {
    const actor = actorOf(c)
    if (!actor) return c.redirect('/sign-in?next=/desk')
    const all = (await listConsultations(db.read, {})).filter(x => isStaff(actor, x.id))
    const create = can(actor, 'consultation.create', null)
    if (!all.length && !create && !isStaff(actor, null)) throw new Refusal(no('notAllowed'))
    const at = now()
    const cards = all.map(x => ({
      ...x,
      dir: x.dir === 'rtl' ? ('rtl' as const) : ('ltr' as const),
      state: stateAt(x, at),
      zone: x.closingZone,
    }))
    const mails = create ? await listOutbox(db.read, { limit: 20 }) : []
    const outbox = mails.map(m => ({ kind: m.kind, to: masked(m.to), at: m.createdAt, sent: m.sentAt !== null }))
    return c.html(String(await deskHome({ ...contextOf(house, c), staff: true }, cards, { create }, outbox)))
  })
  app.post('/desk/staff', async c => {
    const fields = await needForm(c)
    await commands.run('staff.grant', actorOf(c), { email: fields['email'], role: fields['role'] })
    house.people.forget()
    return c.redirect('/desk', 303)
  })
  app.get('/c/:slug/desk', async c => c.html(await draw(c, await needStaff(c), null)))
  post('/c/:slug/desk/comments/:id/hide', 'comment.hide', (f, c) => ({
    id: c.req.param('id'),
    reason: f['reason'],
    note: f['note'] || null,
  }))
  post('/c/:slug/desk/comments/:id/restore', 'comment.restore', (_, c) => ({ id: c.req.param('id') }))
  post('/c/:slug/desk/comments/:id/keep', 'comment.keep', (_, c) => ({ id: c.req.param('id') }))
  app.post('/c/:slug/desk/answers', async c => {
    const fields = await needForm(c)
    const { id } = await c.req.parseBody({ all: true })
    const ids = [id].flat().filter(x => typeof x === 'string')
    return perform(c, 'comment.answer', { ids, outcome: fields['outcome'], text: fields['text'] ?? '' })
  })
  post('/c/:slug/desk/describe', 'consultation.describe', f => ({
    title: f['title'],
    asker: f['asker'] || null,
    description: f['description'] ?? '',
    next: f['next'] ?? '',
    links: linksOf(f['links'] ?? ''),
    guests: f['guests'] === 'yes',
    reportPublic: f['reportPublic'] === 'yes',
    minVotes: Number(f['minVotes']),
  }))
  /** An act that carries more than a command can: done and back, or refused on the desk itself. */
  async function act(c: Ctx, found: Consultation, handle: Parameters<typeof commands.act>[2]): Promise<Response> {
    const actor = actorOf(c)
    if (!actor) throw new Refusal(no('signedOut'))
    try {
      await house.limits.take('staff', actor.id, c.get('network'))
      await commands.act(found.id, actor, handle)
      return c.redirect(`/c/${found.slug}/desk`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return c.html(await draw(c, found, sentence(c.get('t'), error, c.get('requestId'))), refusals[error.reason])
    }
  }
  app.post('/c/:slug/desk/files', async c => {
    const found = await needStaff(c)
    refuseIf(mayDo(actorOf(c), 'consultation.manage', found.id))
    const { fields, file } = await fieldsOf(c)
    checkFormToken(c, fields['token'])
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    return act(c, found, ctx => attachFile(ctx, { name: file?.name ?? '', bytes }))
  })
  app.post('/c/:slug/desk/files/:id/remove', async c => {
    const found = await needStaff(c)
    await needForm(c)
    return act(c, found, ctx => detachFile(ctx, c.req.param('id')))
  })
  post('/c/:slug/desk/extend', 'consultation.extend', f => ({ until: f['until'], zone: f['zone'], reason: f['reason'] }))
  post('/c/:slug/desk/close', 'consultation.close', f => ({ reason: f['reason'] }))
  post('/c/:slug/desk/reopen', 'consultation.reopen', f => ({ until: f['until'] || null, zone: f['zone'], reason: f['reason'] }))
  post('/c/:slug/desk/archive', 'consultation.archive', () => ({}), '/desk')
  post('/c/:slug/desk/remove', 'consultation.remove', () => ({}), '/desk')

  app.get('/c/:slug/desk/correct/:id', async c => {
    const found = await needStaff(c)
    refuseIf(mayDo(actorOf(c), 'consultation.manage', found.id))
    const p = await getParagraph(db.read, { id: c.req.param('id'), consultation: found.id })
    if (!p) throw new Refusal(no('notFound'))
    return c.html(String(await correctPage(contextOf(house, c), found, p, null)))
  })
  post('/c/:slug/desk/correct/:id', 'paragraph.correct', (f, c) => ({
    id: c.req.param('id'),
    html: f['html'],
    reason: f['reason'],
  }))
  return app
}
