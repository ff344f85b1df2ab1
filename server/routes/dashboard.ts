// The dashboard, what a living page fetches of it, and its charts as files.

import { Hono } from 'hono'
import { hash } from 'node:crypto'
import type { Consultation } from '../../db/consultations.ts'
import { isOrder, orders, partsOf } from '../../shared/dashboard.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { WIDTH, type Sheet } from '../chart/paper.ts'
import { pictureOf } from '../chart/picture.ts'
import { tableOf } from '../chart/table.ts'
import { loadDashboard, type Dashboard } from '../dashboard.ts'
import type { House } from '../house.ts'
import { baseOf, headerOf, type Ctx, type Env } from '../http.ts'
import { createKeptPages, keptAnswer } from '../kept-pages.ts'
import { dashboardFragment, dashboardPage } from '../pages/dashboard.ts'
import { addressOf, charts, type Asked, type Chart, type ChartFormat } from '../pages/dashboard-figure.ts'
import { keptPictures, pngOf } from '../picture-png.ts'
import { createShelf } from '../shelf.ts'
import { createTakingParts, leftOut } from '../taking-part.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'

const types: Record<ChartFormat, string> = { svg: 'image/svg+xml', png: 'image/png', csv: 'text/csv; charset=utf-8' }
/** Pictures are drawn twice as large as they are meant to be seen, for screens and paper; very tall ones less so. */
const SHARP = 2
const MOST_PIXELS = 8_000_000
const MOST_PICTURES = 20
const MOST_DRAFTS = 1_000

export function dashboardRoutes(house: House): Hono<Env> {
  const { db, hub } = house
  const app = new Hono<Env>()
  const taking = createTakingParts(house)
  const kept = createKeptPages()
  /** By what stands in them: many who ask at once share one drawing. */
  const drawn = keptPictures(MOST_PICTURES)
  const png = ({ svg, height }: Sheet) =>
    pngOf(svg, { width: Math.round(WIDTH * Math.min(SHARP, Math.sqrt(MOST_PIXELS / (WIDTH * height)))) })
  const need = (c: Ctx) => needConsultation(db.read, c.req.param('slug') ?? '', c.get('session')?.actor ?? null)

  /** How many parts each draft has, and in which revision. */
  const parts = createShelf<{ revision: number; n: number }>(MOST_DRAFTS)
  async function load(found: Consultation): Promise<Dashboard> {
    const d = await loadDashboard(house, taking, found)
    parts.set(found.id, { revision: d.view.consultation.revision, n: partsOf(d.view.paragraphs).length })
    return d
  }
  /** A part that is not there is the whole draft: as many addresses are kept as there are pages. */
  function partThere(found: Consultation, asked: Asked): Asked {
    const known = parts.get(found.id)
    const gone = asked.part !== null && known?.revision === found.revision && asked.part >= known.n
    return gone ? { ...asked, part: null } : asked
  }

  /** The same for everybody but for the masthead: what is drawn without a session is kept, and whoever opts out is gone from it at once. */
  async function sendKept(c: Ctx, found: Consultation, what: string, draw: () => Promise<string>): Promise<Response> {
    const left = await leftOut(db.read, taking.known(found.id))
    const key = [c.get('lang'), house.instance.now.changedAt, baseOf(c, house.config), found.id, what, left].join(' ')
    const page = await kept.get(key, found.id, hub.seqOf(found.id) ?? found.lastSeq, draw)
    return keptAnswer(page, headerOf(c, 'accept-encoding') ?? '')
  }

  app.get('/c/:slug/dashboard', async c => {
    const found = await need(c)
    const asked = partThere(found, askedIn(c))
    const draw = async (more: { here?: string } = {}) =>
      String(await dashboardPage({ ...contextOf(house, c), ...more }, await load(found), asked))
    // Whatever else stands in the address, the page is the same, and says so.
    const here = addressOf(found.slug, asked).split('#')[0] ?? ''
    if (!c.get('session')) return sendKept(c, found, here, () => draw({ here }))
    c.header('Vary', 'Cookie, Accept-Encoding, Accept-Language')
    c.header('Cache-Control', 'private, no-cache')
    return c.html(await draw())
  })

  app.get('/c/:slug/fragment/dashboard', async c => {
    const found = await need(c)
    return sendKept(c, found, 'fragment', async () =>
      String(await dashboardFragment({ ...contextOf(house, c), me: null }, await load(found))),
    )
  })

  app.get('/c/:slug/dashboard/:picture{[a-z]+\\.(svg|png|csv)}', async c => {
    const found = await need(c)
    const [chart, format] = c.req.param('picture').split('.') as [Chart, ChartFormat]
    if (!charts.includes(chart)) throw new Refusal(no('notFound'))
    await house.limits.take('search', c.get('session')?.actor.id ?? null, c.get('network'))
    const d = await load(found)
    const asked = askedIn(c)
    const sheet = () => pictureOf(chart, { lang: c.get('lang'), t: c.get('t') }, d, asked)
    c.header('Content-Type', types[format])
    c.header('Content-Disposition', `attachment; filename="${found.slug}-${chart}-${d.view.seq}.${format}"`)
    c.header('Cache-Control', 'private, no-cache')
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    if (format === 'csv') return c.body(tableOf(chart, d, asked))
    if (format === 'svg') return c.body(sheet().svg)
    const paper = sheet()
    return c.body(await drawn(hash('sha256', paper.svg, 'base64url'), () => png(paper)))
  })
  return app
}

function askedIn(c: Ctx): Asked {
  const { sort, section, show } = c.req.query()
  return {
    order: isOrder(sort) ? sort : orders[0],
    part: section && /^\d{1,4}$/.test(section) ? Number(section) : null,
    all: show === 'all',
  }
}
