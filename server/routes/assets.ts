// Scripts and styles as built: named by their content, compressed once, kept in memory.

import { Hono } from 'hono'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Env } from '../http.ts'
import type { PageContext } from '../pages/context.ts'

const dist = new URL('../../dist/', import.meta.url)
const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
}

interface Asset {
  type: string
  plain: Buffer
  br?: Promise<Buffer>
  gzip?: Promise<Buffer>
}
const packBr = promisify(brotliCompress)
const packGzip = promisify(gzip)

type Manifest = Record<string, { file: string; css?: string[] }>
const manifest = (): Manifest => {
  const file = new URL('.vite/manifest.json', dist)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
}

/** Names of the built entries, from the build's manifest; empty before the first build. */
export function builtEntries(): PageContext['assets'] {
  const found = manifest()
  const file = (source: string): string | null => (found[source] ? `/${found[source].file}` : null)
  return {
    script: file('client/main.ts') ?? '',
    style: file('client/style/main.css') ?? '',
    desk: file('client/desk.ts'),
    deskStyle: file('client/style/desk.css'),
    file,
  }
}

/** The script that keeps the last draft read for when there is no connection; null before the first build. */
export function builtWorker(): string | null {
  const file = manifest()['client/worker.ts']?.file
  return file ? readFileSync(new URL(file, dist), 'utf8') : null
}

export function assetRoutes(): Hono<Env> {
  const app = new Hono<Env>()
  const assets = new Map<string, Asset>()
  const folder = new URL('assets/', dist)
  if (existsSync(folder))
    for (const name of readdirSync(folder))
      assets.set(name, {
        type: types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        plain: readFileSync(new URL(name, folder)),
      })
  app.get('/assets/:name', async c => {
    const asset = assets.get(c.req.param('name'))
    if (!asset) return c.notFound()
    const accepts = c.req.header('accept-encoding') ?? ''
    c.header('Content-Type', asset.type)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Vary', 'Accept-Encoding')
    if (accepts.includes('br')) {
      c.header('Content-Encoding', 'br')
      return c.body(new Uint8Array(await (asset.br ??= packBr(asset.plain))))
    }
    if (accepts.includes('gzip')) {
      c.header('Content-Encoding', 'gzip')
      return c.body(new Uint8Array(await (asset.gzip ??= packGzip(asset.plain))))
    }
    return c.body(new Uint8Array(asset.plain))
  })
  return app
}
