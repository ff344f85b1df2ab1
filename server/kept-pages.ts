// Pages for people without a session, drawn and compressed once a second at most; they hold no token and nobody's choice.

import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { createShelf } from './shelf.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)
const LAG = 1_000
/** Letters of all pages together: some hundred pages of a long draft, many more of short ones. */
const MOST = 24_000_000
/** What a page costs beside its text. */
const FRAME = 2_000

export interface KeptPage {
  consultation: string
  seq: number
  minute: number
  madeAt: number
  plain: string
  br: Promise<Buffer<ArrayBuffer>> | null
  gzip: Promise<Buffer<ArrayBuffer>> | null
}

export interface KeptPages {
  /** The page of this key at this number, drawn anew when it is older than the log and than a second, or its words about time. */
  get: (key: string, consultation: string, seq: number, draw: () => Promise<string>) => Promise<KeptPage>
  /** The kept page when it may still be shown, without asking the database; null when it must be drawn. */
  peek: (key: string, seqOf: (consultation: string) => number | undefined) => KeptPage | null
}
export type Encoding = 'br' | 'gzip' | null

export function createKeptPages(told: (how: 'kept' | 'drawn') => void = () => {}, now: () => number = Date.now): KeptPages {
  const kept = createShelf<KeptPage>(MOST, page => page.plain.length + FRAME)
  const drawing = new Map<string, Promise<KeptPage>>()

  const fresh = (page: KeptPage, seq: number | undefined): boolean =>
    page.minute === minuteOf(now()) && (page.seq === seq || now() - page.madeAt < LAG)

  async function make(key: string, consultation: string, seq: number, draw: () => Promise<string>): Promise<KeptPage> {
    told('drawn')
    try {
      const made: KeptPage = {
        consultation,
        seq,
        minute: minuteOf(now()),
        madeAt: now(),
        plain: await draw(),
        br: null,
        gzip: null,
      }
      kept.set(key, made)
      return made
    } finally {
      drawing.delete(key)
    }
  }
  return {
    peek(key, seqOf) {
      const found = kept.get(key)
      if (!found || !fresh(found, seqOf(found.consultation))) return null
      told('kept')
      return found
    },
    async get(key, consultation, seq, draw) {
      const found = kept.get(key)
      if (found && fresh(found, seq)) return found
      const pending = drawing.get(key) ?? make(key, consultation, seq, draw)
      drawing.set(key, pending)
      return pending
    },
  }
}

const minuteOf = (ms: number): number => Math.floor(ms / 60_000)

/** Bytes in the best encoding the browser takes; compressed once. */
async function encoded(page: KeptPage, accepts: string): Promise<{ body: string | Buffer<ArrayBuffer>; encoding: Encoding }> {
  if (accepts.includes('br')) {
    page.br ??= brotli(page.plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: 20 },
    }) as Promise<Buffer<ArrayBuffer>>
    return { body: await page.br, encoding: 'br' }
  }
  if (accepts.includes('gzip')) {
    page.gzip ??= zip(page.plain, { level: 6 }) as Promise<Buffer<ArrayBuffer>>
    return { body: await page.gzip, encoding: 'gzip' }
  }
  return { body: page.plain, encoding: null }
}

/** The answer that a kept page is, packed as the browser takes it; `more` replaces and adds headers. */
export async function keptAnswer(page: KeptPage, accepts: string, more: Record<string, string> = {}): Promise<Response> {
  const { body, encoding } = await encoded(page, accepts)
  return new Response(body, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-cache',
      vary: 'Cookie, Accept-Encoding, Accept-Language',
      ...more,
      ...(encoding && { 'content-encoding': encoding }),
    },
  })
}
