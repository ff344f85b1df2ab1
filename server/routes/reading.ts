// The public pages: front door, reading page, lasting addresses of units and comments, fragments for live pages, search.

import { Hono } from 'hono'
import { getComment } from '../../db/comments.ts'
import { getConsultation, listConsultations, type Consultation } from '../../db/consultations.ts'
import { getByNumber, getParagraph } from '../../db/paragraphs.ts'
import type { Trx } from '../../db/query.ts'
import { search } from '../../db/search.ts'
import { stateAt } from '../../shared/consultation.ts'
import { demoLangFor, isDemo } from '../../shared/demo.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { isStaff } from '../../shared/role.ts'
import { termsOf } from '../../shared/search.ts'
import { commentOf } from '../comment-view.ts'
import type { House } from '../house.ts'
import { headerOf, type Ctx, type Env } from '../http.ts'
import { createKeptPages, keptAnswer, type KeptPage } from '../kept-pages.ts'
import { commentPiece, wholeThread } from '../pages/thread.ts'
import { calendarFile } from '../pages/calendar.ts'
import { deadlineCard } from '../pages/deadline.ts'
import { homePage } from '../pages/home.ts'
import { readingPage } from '../pages/reading.ts'
import { printPage } from '../pages/print.ts'
import { tablePage } from '../pages/table.ts'
import { searchPage, type SearchHit } from '../pages/search.ts'
import type { Page, PageContext, ReadingPage, Refused } from '../pages/context.ts'
import { aboutOf, lookAgain, notesIn, openThread, quoted, sectionsIn, withReplies } from '../reading.ts'
import { askedOf } from '../threads.ts'
import { consultationView, frameOf, loadView, meIn, needConsultation } from '../view.ts'
import { contextOf } from './context.ts'

/** Comments on paper; more of them are read in the report. */
const MOST_NOTES = 2_000

/** What part of the reading page is asked for. */
export interface Wanted {
  section: number | null
  unit: string | null
  comment: string | null
  refused: Refused | null
}
const nothing: Wanted = { section: null, unit: null, comment: null, refused: null }

/** Draws the reading page for whoever asks, now. */
export async function drawReading(house: House, c: Ctx, found: Consultation, wanted: Partial<Wanted>): Promise<string> {
  const actor = c.get('session')?.actor ?? null
  const want = { ...nothing, ...wanted }
  return house.db.snapshot(async trx => {
    const consultation = await getConsultation(trx, { id: found.id })
    if (!consultation) throw new Refusal(no('notFound'))
    const view = await loadView(trx, consultation, actor, house.now())
    const page: ReadingPage = {
      view,
      about: await aboutOf(trx, consultation),
      ...sectionsIn(view, { section: want.section, unit: want.unit }),
      open: want.unit
        ? await openThread(trx, consultation, want.unit, askedOf({ ...c.req.query(), limit: '30' }), actor, want.comment)
        : null,
      look: await lookAgain(trx, consultation, view),
      rehearsal: consultation.rehearsalOf !== null,
    }
    const ctx = { ...contextOf(house, c, view.me), staff: isStaff(actor, consultation.id), refused: want.refused }
    return String(await readingPage(ctx, page))
  })
}

/** Pages that read nothing from their query: kept once, whatever it says. */
const unasked = /^\/c\/[^/]+\/(table|print)$/
const alone = (address: string): string => address.replace(/\?.*$/, '')

export function readingRoutes(house: House): Hono<Env> {
  const { db, now, hub } = house
  const app = new Hono<Env>()
  const kept = createKeptPages(house.metrics.page)
  const actorOf = (c: Ctx) => c.get('session')?.actor ?? null

  const keyOf = (c: Ctx): string =>
    `${c.get('lang')} ${house.instance.now.changedAt ?? ''} ${unasked.test(c.req.path) ? alone(c.req.url) : c.req.url}`

  /** What is kept is sent without asking the database; its age is at most a second. */
  async function sendKept(c: Ctx, page: KeptPage): Promise<Response> {
    c.set('packed', true)
    return keptAnswer(page, headerOf(c, 'accept-encoding') ?? '', { 'parley-for-all': '1' })
  }
  /** Kept for people without a session, drawn for everybody else. */
  async function send(c: Ctx, found: Consultation, draw: () => Promise<string>): Promise<Response> {
    if (!c.get('session')) return sendKept(c, await kept.get(keyOf(c), found.id, hub.seqOf(found.id) ?? found.lastSeq, draw))
    c.header('Vary', 'Cookie, Accept-Encoding, Accept-Language')
    c.header('Cache-Control', 'private, no-cache')
    return c.html(await draw())
  }
  const sendReading = (c: Ctx, found: Consultation, wanted: Partial<Wanted>): Promise<Response> =>
    send(c, found, () => drawReading(house, c, found, wanted))
  app.on(
    'GET',
    ['/c/:slug', '/c/:slug/paragraph/:id', '/c/:slug/comment/:id', '/c/:slug/table', '/c/:slug/print'],
    async (c, next) => {
      const page = c.get('session') ? null : kept.peek(keyOf(c), hub.seqOf)
      return page ? sendKept(c, page) : next()
    },
  )
  const need = (c: Ctx) => needConsultation(db.read, c.req.param('slug') ?? '', actorOf(c))

  app.get('/', async c => {
    const actor = actorOf(c)
    const at = now()
    const listed = (await listConsultations(db.read, {})).filter(x => x.publishedAt || isStaff(actor, x.id))
    const shown = listed.filter(x => !isDemo(x.id) || x.lang === demoLangFor(c.get('lang')))
    const cards = shown.map(x => ({
      slug: x.slug,
      title: x.title,
      lang: x.lang,
      dir: x.dir === 'rtl' ? ('rtl' as const) : ('ltr' as const),
      asker: x.asker,
      state: stateAt(x, at),
      opensAt: x.opensAt,
      closesAt: x.closesAt,
      zone: x.closingZone,
      closedAt: x.closedAt,
      comments: x.comments,
      votes: x.votes,
      demo: isDemo(x.id) ? demoLangFor(x.lang) : null,
    }))
    return c.html(String(await homePage(contextOf(house, c), cards)))
  })

  app.get('/c/:slug', async c => {
    const section = Number(c.req.query('section') ?? 0)
    return sendReading(c, await need(c), {
      section: Number.isInteger(section) ? section : 0,
      unit: c.req.query('thread') === 'whole' ? 'whole' : null,
    })
  })
  app.get('/c/:slug/paragraph/:id', async c => {
    const found = await need(c)
    const id = c.req.param('id')
    if (id !== 'whole' && id !== found.wholeId) {
      const unit = await getParagraph(db.read, { id, consultation: found.id })
      if (!unit) throw new Refusal(no('notFound'))
      if (unit.archivedAt) return c.redirect(`/c/${found.slug}/paragraph/${id}/history`)
    }
    return sendReading(c, found, { unit: id === found.wholeId ? 'whole' : id })
  })
  app.get('/c/:slug/comment/:id', async c => {
    const found = await need(c)
    const comment = await getComment(db.read, { id: c.req.param('id'), consultation: found.id })
    if (!comment) throw new Refusal(no('notFound'))
    const unit = await getParagraph(db.read, { id: comment.placeId, consultation: found.id })
    if (unit?.archivedAt) return c.redirect(`/c/${found.slug}/paragraph/${unit.id}/history?comment=${comment.id}#c-${comment.id}`)
    return sendReading(c, found, { unit: comment.placeId === found.wholeId ? 'whole' : comment.placeId, comment: comment.id })
  })
  app.get('/c/:slug/p/:number', async c => {
    const found = await need(c)
    const unit = await getByNumber(db.read, { number: Number(c.req.param('number')) || 0, consultation: found.id })
    if (!unit) throw new Refusal(no('notFound'))
    return c.redirect(`/c/${found.slug}/paragraph/${unit.id}#p-${unit.id}`)
  })
  /** What a piece of the page is drawn with, and from: of the view only what it shows. */
  async function pieceOf(trx: Trx, c: Ctx, found: Consultation): Promise<{ ctx: PageContext; page: Page }> {
    const actor = actorOf(c)
    const ctx = { ...contextOf(house, c, await meIn(trx, actor, found)), staff: isStaff(actor, found.id) }
    return { ctx, page: { consultation: await consultationView(trx, found, now()), whole: { id: found.wholeId } } }
  }
  app.get('/c/:slug/fragment/comment/:id', async c => {
    const found = await need(c)
    const actor = actorOf(c)
    const piece = await db.snapshot(async trx => {
      const stored = await getComment(trx, { id: c.req.param('id'), consultation: found.id })
      if (!stored) throw new Refusal(no('notFound'))
      const { ctx, page } = await pieceOf(trx, c, found)
      const comment = commentOf(stored, frameOf(found, actor))
      return stored.replyTo
        ? commentPiece(ctx, page, await quoted(trx, found, comment, actor))
        : commentPiece(ctx, page, await withReplies(trx, found, comment, actor, 1_000))
    })
    return fragment(c, String(await piece))
  })
  app.get('/c/:slug/fragment/thread/:place', async c => {
    const found = await need(c)
    const asked = askedOf({ limit: '30', ...c.req.query() })
    const piece = await db.snapshot(async trx => {
      const { ctx, page } = await pieceOf(trx, c, found)
      return wholeThread(ctx, page, await openThread(trx, found, c.req.param('place'), asked, actorOf(c), null))
    })
    return fragment(c, String(await piece))
  })
  app.get('/c/:slug/fragment/deadline', async c => {
    const found = await need(c)
    const piece = await db.snapshot(async trx =>
      deadlineCard(contextOf(house, c), await consultationView(trx, found, now()), await aboutOf(trx, found)),
    )
    return fragment(c, String(await piece))
  })

  const aloneContext = (c: Ctx): PageContext => {
    const ctx = contextOf(house, c)
    return { ...ctx, here: alone(ctx.here) }
  }
  app.get('/c/:slug/table', async c => {
    const found = await need(c)
    return send(c, found, async () => {
      const view = await db.snapshot(trx => loadView(trx, found, actorOf(c), now()))
      return String(await tablePage(aloneContext(c), view))
    })
  })
  app.get('/c/:slug/print', async c => {
    const found = await need(c)
    return send(c, found, async () => {
      const page = await db.snapshot(async trx => {
        const view = await loadView(trx, found, actorOf(c), now())
        return { view, about: await aboutOf(trx, found), ...(await notesIn(trx, found, view, null, MOST_NOTES)) }
      })
      return String(await printPage(aloneContext(c), page))
    })
  })
  app.get('/c/:slug/deadline.ics', async c => {
    const found = await need(c)
    if (!found.closesAt) throw new Refusal(no('notFound'))
    const ctx = contextOf(house, c)
    c.header('Content-Type', 'text/calendar; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${found.slug}.ics"`)
    c.header('Cache-Control', 'private, no-cache')
    return c.body(
      calendarFile(ctx, {
        id: found.id,
        title: found.title,
        url: `${ctx.base}/c/${found.slug}`,
        at: found.closesAt,
        zone: found.closingZone ?? 'UTC',
        stamp: found.lastAt,
      }),
    )
  })

  app.get('/c/:slug/search', async c => {
    const found = await need(c)
    await house.limits.take('search', actorOf(c)?.id ?? null, c.get('network'))
    const q = (c.req.query('q') ?? '').slice(0, 200)
    const terms = termsOf(q)
    const hits = await db.snapshot(async trx => {
      const out: SearchHit[] = []
      if (!terms.length) return out
      for (const hit of await search(trx, { consultation: found.id, terms, limit: 100 })) {
        if (hit.kind === 'paragraph') {
          const p = await getParagraph(trx, { id: hit.ref, consultation: found.id })
          if (p && !p.archivedAt)
            out.push({ kind: 'paragraph', id: p.id, number: p.number, text: p.text, author: null, lang: found.lang })
        } else {
          const x = await getComment(trx, { id: hit.ref, consultation: found.id })
          const seen = x && commentOf(x, frameOf(found, null))
          if (seen?.text)
            out.push({
              kind: 'comment',
              id: seen.id,
              number: null,
              text: seen.text,
              author: seen.author?.name ?? null,
              lang: seen.lang,
            })
        }
      }
      return out
    })
    return c.html(String(await searchPage(contextOf(house, c), { slug: found.slug, title: found.title, q, terms, hits })))
  })
  return app
}

function fragment(c: Ctx, body: string): Response {
  c.header('Cache-Control', 'no-store')
  return c.html(body) as Response
}
