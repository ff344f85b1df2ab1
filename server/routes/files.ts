// Pictures of a draft and files beside it: served inert, by the type found in their bytes.

import { Hono } from 'hono'
import { getFile } from '../../db/drafts.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import type { House } from '../house.ts'
import type { Env } from '../http.ts'
import { needConsultation } from '../view.ts'

const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** As RFC 8187 wants it: what encodeURIComponent leaves and a header may not hold is encoded too. */
const percent = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

export function fileRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/c/:slug/file/:id', async c => {
    const found = await needConsultation(house.db.read, c.req.param('slug'), c.get('session')?.actor ?? null)
    const file = await getFile(house.db.read, { id: c.req.param('id'), consultation: found.id })
    if (!file) throw new Refusal(no('notFound'))
    const inline = file.purpose === 'picture' && shown.has(file.type)
    c.header('Content-Type', inline ? file.type : 'application/octet-stream')
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    c.header('Content-Disposition', inline ? 'inline' : `attachment; filename*=UTF-8''${percent(file.name)}`)
    c.header('Cache-Control', 'private, max-age=86400')
    return c.body(new Uint8Array(file.bytes))
  })
  return app
}
