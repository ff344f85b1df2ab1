// The dashboard, what a living page fetches of it, and its charts as files.

import { Hono } from 'hono'
import type { Consultation } from '../../db/consultations.ts'
import { isOrder, orders } from '../../shared/dashboard.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { WIDTH, type Sheet } from '../chart/paper.ts'
import { pictureOf } from '../chart/picture.ts'
import { tableOf } from '../chart/table.ts'
import { loadDashboard } from '../dashboard.ts'
import type { House } from '../house.ts'
import { headerOf, type Ctx, type Env } from '../http.ts'
import { createKeptPages, keptAnswer } from '../kept-pages.ts'
import { dashboardFragment, dashboardPage } from '../pages/dashboard.ts'
import { charts, queryOf, type Asked, type Chart, type ChartFormat } from '../pages/dashboard-figure.ts'
import { keptPictures, pngOf } from '../picture-png.ts'
import { createTakingParts, leftOut } from '../taking-part.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'

const types: Record<ChartFormat, string> = { svg: 'image/svg+xml', png: 'image/png', csv: 'text/csv; charset=utf-8' }
/** Pictures are drawn twice as large as they are meant to be seen, for screens and paper; very tall ones less so. */
const SHARP = 2
const MOST_PIXELS = 8_000_000
const MOST_PICTURES = 20

export function dashboardRoutes(house: House): Hono<Env> {
  const { db, hub } = house
  const app = new Hono<Env>()
  const taking = createTakingParts(house)
  const kept = createKeptPages()
  /** By number and what was asked: many who ask at once share one drawing. */
  const drawn = keptPictures(MOST_PICTURES)
  const png = ({ svg, height }: Sheet) =>
    pngOf(svg, { width: Math.round(WIDTH * Math.min(SHARP, Math.sqrt(MOST_PIXELS / (WIDTH * height)))) })
  const need = (c: Ctx) => needConsultation(db.read, c.req.param('slug') ?? '', c.get('session')?.actor ?? null)

  /** The same for everybody but for the masthead: what is drawn without a session is kept, and whoever opts out is gone from it at once. */
  async function sendKept(c: Ctx, found: Consultation, draw: () => Promise<string>): Promise<Response> {
    const key = `${c.get('lang')} ${c.req.url} ${await leftOut(db.read, taking.known(found.id))}`
    const page = await kept.get(key, found.id, hub.seqOf(found.id) ?? found.lastSeq, draw)
    return keptAnswer(page, headerOf(c, 'accept-encoding') ?? '')
  }

  app.get('/c/:slug/dashboard', async c => {
    const found = await need(c)
    const draw = async () =>
      String(await dashboardPage(contextOf(house, c), await loadDashboard(house, taking, found), askedIn(c)))
    if (!c.get('session')) return sendKept(c, found, draw)
    c.header('Vary', 'Cookie, Accept-Encoding, Accept-Language')
    c.header('Cache-Control', 'private, no-cache')
    return c.html(await draw())
  })

  app.get('/c/:slug/fragment/dashboard', async c => {
    const found = await need(c)
    return sendKept(c, found, async () =>
      String(await dashboardFragment({ ...contextOf(house, c), me: null }, await loadDashboard(house, taking, found))),
    )
  })

  app.get('/c/:slug/dashboard/:picture{[a-z]+\\.(svg|png|csv)}', async c => {
    const found = await need(c)
    const [chart, format] = c.req.param('picture').split('.') as [Chart, ChartFormat]
    if (!charts.includes(chart)) throw new Refusal(no('notFound'))
    await house.limits.take('search', c.get('session')?.actor.id ?? null, c.get('network'))
    const d = await loadDashboard(house, taking, found)
    const asked = askedIn(c)
    const sheet = () => pictureOf(chart, { lang: c.get('lang'), t: c.get('t') }, d, asked)
    c.header('Content-Type', types[format])
    c.header('Content-Disposition', `attachment; filename="${found.slug}-${chart}-${d.view.seq}.${format}"`)
    c.header('Cache-Control', 'private, no-cache')
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    if (format === 'csv') return c.body(tableOf(chart, d, asked))
    if (format === 'svg') return c.body(sheet().svg)
    const key = [found.id, d.view.seq, d.days.length, c.get('lang'), chart, queryOf(asked)].join(' ')
    return c.body(await drawn(key, () => png(sheet())))
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
