// Text is compressed on its way out, off the event loop; what was kept compressed, is small, or is no text passes as it is.

import type { MiddlewareHandler } from 'hono'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { headerOf, type Ctx, type Env } from './http.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)
const text = /^(text\/(?!event-stream)|application\/(json|ld\+json|atom\+xml|xml|manifest\+json)|image\/svg)/
const LEAST = 1_024

type Packed = { body: Uint8Array<ArrayBuffer>; encoding: 'br' | 'gzip' }

/** Quality 4: half the time of 6 for three per cent more bytes; these answers are drawn for one person and sent once. */
async function packed(accepts: string, plain: Uint8Array): Promise<Packed | null> {
  if (/\bbr\b/.test(accepts))
    return { body: await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }), encoding: 'br' }
  return /\bgzip\b/.test(accepts) ? { body: await zip(plain, { level: 5 }), encoding: 'gzip' } : null
}

export function compress(): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    // The answers of commands are small, and there are thousands of them.
    if (c.req.method !== 'GET' || c.get('packed') || !text.test(c.res.headers.get('content-type') ?? '')) return
    if (c.res.headers.has('content-encoding') || !c.res.body) return
    // What says its own length is streamed from a file: a report.
    if (c.res.headers.has('content-length')) return
    const accepts = headerOf(c as Ctx, 'accept-encoding') ?? ''
    const plain = new Uint8Array(await c.res.arrayBuffer())
    const done = plain.length >= LEAST ? await packed(accepts, plain) : null
    const headers = new Headers(c.res.headers)
    const vary = headers.get('vary')
    if (!vary?.includes('Accept-Encoding')) headers.set('vary', vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding')
    if (done) headers.set('content-encoding', done.encoding)
    const { status } = c.res
    c.res = undefined
    c.res = new Response(done?.body ?? plain, { status, headers })
  }
}
