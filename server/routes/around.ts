// What stands around the pages: for search machines, for phones that install Parley, for whoever watches over it, and the API told to people.

import { Hono } from 'hono'
import { listConsultations } from '../../db/consultations.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import type { House } from '../house.ts'
import { baseOf, type Env } from '../http.ts'
import { mayMeasure } from '../may-measure.ts'
import { openApi } from '../openapi.ts'
import { apiPage } from '../pages/api.ts'
import { markSvg } from '../pages/head.ts'
import { robots, siteMap } from '../pages/sitemap.ts'
import { keptPictures, pngOf } from '../picture-png.ts'
import { taggedAnswer } from '../tagged.ts'
import { contextOf } from './context.ts'
import { builtWorker } from './assets.ts'

const HOUR = 3_600
/** By the name in their address: pixels, and the room around the mark in units of its own 26. */
const icons: Record<string, { width: number; edge: number }> = {
  'icon-180.png': { width: 180, edge: 4 },
  'icon-192.png': { width: 192, edge: 2 },
  'icon-512.png': { width: 512, edge: 2 },
  'icon-mask-512.png': { width: 512, edge: 9 },
}

export function aroundRoutes(house: House): Hono<Env> {
  const { config, db, metrics } = house
  const app = new Hono<Env>()
  const drawn = keptPictures(Object.keys(icons).length)
  const worker = builtWorker()

  app.get('/robots.txt', c => {
    c.header('Cache-Control', `public, max-age=${HOUR}`)
    return c.text(robots(baseOf(c, config)))
  })
  app.get('/sitemap.xml', async c => {
    const seen = (await listConsultations(db.read, {})).filter(x => x.publishedAt)
    const places = seen.map(x => ({ path: `/c/${x.slug}`, changedAt: x.lastAt }))
    const body = siteMap(baseOf(c, config), [{ path: '/', changedAt: null }, ...places])
    return taggedAnswer(c, body, 'application/xml; charset=utf-8')
  })
  app.get('/manifest.webmanifest', c => {
    const t = c.get('t')
    const { instance } = contextOf(house, c)
    const icon = (name: string, sizes: string, purpose: string) => ({ src: `/${name}`, sizes, type: 'image/png', purpose })
    const manifest = {
      id: '/',
      name: instance.name,
      short_name: instance.name.slice(0, 12),
      description: t('home.lead'),
      lang: c.get('lang'),
      dir: 'auto',
      start_url: '/?lang=' + c.get('lang'),
      scope: '/',
      display: 'minimal-ui',
      background_color: '#fbfaf6',
      theme_color: '#fbfaf6',
      icons: [
        icon('icon-192.png', '192x192', 'any'),
        icon('icon-512.png', '512x512', 'any'),
        icon('icon-mask-512.png', '512x512', 'maskable'),
      ],
    }
    c.header('Cache-Control', `public, max-age=${HOUR}`)
    c.header('Content-Type', 'application/manifest+json; charset=utf-8')
    return c.body(JSON.stringify(manifest))
  })
  app.get('/:icon{icon-[a-z0-9-]+\\.png}', async c => {
    const name = c.req.param('icon')
    const icon = icons[name]
    if (!icon) throw new Refusal(no('notFound'))
    const picture = await drawn(name, () => pngOf(markSvg(icon.edge), { width: icon.width }))
    c.header('Cache-Control', `public, max-age=${24 * HOUR}`)
    c.header('Content-Type', 'image/png')
    return c.body(picture)
  })
  app.get('/worker.js', c => {
    if (worker === null) throw new Refusal(no('notFound'))
    return taggedAnswer(c, worker, 'text/javascript; charset=utf-8')
  })
  app.get('/metrics', async c => {
    if (!mayMeasure(c, config)) throw new Refusal(no('notFound'))
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', metrics.type)
    return c.body(await metrics.text())
  })
  app.get('/api', async c => c.html(String(await apiPage(contextOf(house, c), openApi(config)))))
  return app
}
