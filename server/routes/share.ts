// Sharing: the page with link, code and pictures for everybody and for staff, the card that other sites may frame, the picture for networks.

import { Hono } from 'hono'
import { hash } from 'node:crypto'
import { getConsultation, type Consultation } from '../../db/consultations.ts'
import { getLogo } from '../../db/instance.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { isStaff } from '../../shared/role.ts'
import { langOfTag, wordsOf } from '../../shared/words.ts'
import { cardSvg, type Card } from '../card.ts'
import { policy } from '../headers.ts'
import type { House } from '../house.ts'
import { baseOf, headerOf, type Ctx, type Env } from '../http.ts'
import { createKeptPages, keptAnswer } from '../kept-pages.ts'
import { embedPage } from '../pages/embed.ts'
import { deadlineText } from '../pages/deadline.ts'
import { sharePage } from '../pages/share.ts'
import { keptPictures, pngOf } from '../picture-png.ts'
import { comeOf } from '../preview.ts'
import { qrSvg } from '../qr.ts'
import { consultationView, loadView, needConsultation } from '../view.ts'
import { contextOf } from './context.ts'

/** Pictures kept, by what stands in them. */
const MOST = 100
const QR_PIXELS = 1_200
/** The card alone may be framed by other sites; nothing in it runs or asks. */
const framable =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *"

export function shareRoutes(house: House): Hono<Env> {
  const { db, now, hub } = house
  const app = new Hono<Env>()
  const kept = createKeptPages()
  const pictures = keptPictures(MOST)
  const actorOf = (c: Ctx) => c.get('session')?.actor ?? null
  const need = (c: Ctx, actor = actorOf(c)) => needConsultation(db.read, c.req.param('slug') ?? '', actor)

  async function draw(c: Ctx, found: Consultation, way: boolean): Promise<Response> {
    const t = c.get('t')
    const page = {
      c: await consultationView(db.read, found, now()),
      about: { asker: found.asker },
      come: way ? comeOf(found, 1) : null,
      done: way && c.req.query('did') === 'publish' ? t('way.published') : null,
    }
    c.header('Cache-Control', 'private, no-cache')
    c.header('Content-Security-Policy', `${policy}; frame-src 'self'`)
    return c.html(String(await sharePage(contextOf(house, c), page)))
  }

  app.get('/c/:slug/share', async c => {
    const found = await need(c)
    if (!found.publishedAt) return c.redirect(`/c/${found.slug}/desk/draft`, 303)
    return draw(c, found, false)
  })
  app.get('/c/:slug/desk/share', async c => {
    const actor = actorOf(c)
    const found = await need(c)
    if (!actor) throw new Refusal(no('signedOut'))
    refuseIf(isStaff(actor, found.id) ? null : no('notAllowed'))
    if (!found.publishedAt) return c.redirect(`/c/${found.slug}/desk/draft`, 303)
    return draw(c, found, true)
  })

  /** Drawn for nobody in particular: cookies do not reach a frame of another site, and none may matter here. */
  app.get('/c/:slug/embed', async c => {
    const found = await need(c, null)
    const key = [c.get('lang'), house.instance.now.changedAt, baseOf(c, house.config), found.id].join(' ')
    const page = await kept.get(key, found.id, hub.seqOf(found.id) ?? found.lastSeq, () =>
      db.snapshot(async trx => {
        const fresh = await getConsultation(trx, { id: found.id })
        if (!fresh) throw new Refusal(no('notFound'))
        const view = await loadView(trx, fresh, null, now())
        return String(await embedPage(contextOf(house, c, null), view, fresh))
      }),
    )
    return keptAnswer(page, headerOf(c, 'accept-encoding') ?? '', {
      'cache-control': 'public, max-age=60',
      'content-security-policy': framable,
      'cross-origin-resource-policy': 'cross-origin',
      vary: 'Accept-Encoding, Accept-Language',
    })
  })

  /** Named and kept by what stands in it: who has it already is told so, and whoever asks, it is drawn once. */
  async function sendPng(c: Ctx, svg: string, width?: number): Promise<Response> {
    const tag = hash('sha256', `${width ?? ''} ${svg}`, 'base64url').slice(0, 22)
    c.header('ETag', `"${tag}"`)
    c.header('Cache-Control', 'public, max-age=300')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    if (headerOf(c, 'if-none-match') === `"${tag}"`) return c.body(null, 304)
    const bytes = await pictures(tag, () => pngOf(svg, width ? { width } : {}))
    c.header('Content-Type', 'image/png')
    return c.body(bytes)
  }

  app.get('/c/:slug/card.png', async c => {
    const found = await need(c, null)
    return sendPng(c, cardSvg(await cardOf(found)))
  })
  async function cardOf(found: Consultation): Promise<Card> {
    const lang = langOfTag(found.lang) ?? 'en'
    const t = wordsOf(lang)
    const view = await consultationView(db.read, found, now())
    const { logo, name } = house.instance.now
    const stored = logo && (await getLogo(db.read, { id: logo.id }))
    const drawn = stored && logo && stored.type !== 'image/webp' ? { ...logo, href: dataUrl(stored) } : null
    return {
      instance: name,
      logo: drawn,
      asks: found.asker ? t('card.asks', { asker: found.asker }) : '',
      title: found.title,
      state: t(`state.${view.state}`),
      deadline: deadlineText({ t, lang }, view),
      open: view.state === 'open',
      dir: found.dir === 'rtl' ? 'rtl' : 'ltr',
    }
  }

  const addressOf = (c: Ctx, found: Consultation): string => `${contextOf(house, c).base}/c/${found.slug}`
  app.get('/c/:slug/qr.svg', async c => {
    const found = await need(c)
    c.header('Content-Type', 'image/svg+xml')
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    if (c.req.query('download') !== undefined) c.header('Content-Disposition', `attachment; filename="${found.slug}-qr.svg"`)
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(qrSvg(addressOf(c, found)))
  })
  app.get('/c/:slug/qr.png', async c => {
    const found = await need(c)
    c.header('Content-Disposition', `inline; filename="${found.slug}-qr.png"`)
    return sendPng(c, qrSvg(addressOf(c, found)), QR_PIXELS)
  })
  return app
}

const dataUrl = ({ type, bytes }: { type: string; bytes: Uint8Array }): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
