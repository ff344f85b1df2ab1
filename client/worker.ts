// The service worker: keeps the drafts read last for when there is no connection, drawn for nobody, and the files they need. Online it changes nothing.

interface Lasting extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
interface Asked extends Lasting {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}
interface Told extends Lasting {
  data: { keep?: string; lang?: string; forget?: true }
}
interface Scope {
  addEventListener: <E extends Event>(type: string, heard: (event: E) => void) => void
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
}
const scope = globalThis as unknown as Scope

const PAGES = 'parley-pages'
const FILES = 'parley-files'
const MOST_PAGES = 6
const MOST_FILES = 20
/** A server that does not answer for so long is as good as none; a slow one has sent its page by then. */
const PATIENCE = 10_000
/** An answer of this kind comes from a server that cannot serve just now, or from a proxy that does not reach it. */
const BROKEN = 502
/** A copy that is younger need not be fetched once more. */
const FRESH = 30 * 60_000

scope.addEventListener<Lasting>('install', event => event.waitUntil(scope.skipWaiting()))
scope.addEventListener<Lasting>('activate', event => event.waitUntil(scope.clients.claim()))
scope.addEventListener<Told>('message', event => {
  const { keep, lang, forget } = event.data
  if (forget) event.waitUntil(caches.delete(PAGES))
  else if (keep) event.waitUntil(keepAgain(new URL(keep, location.origin), lang ?? ''))
})
scope.addEventListener<Asked>('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (url.pathname.startsWith('/assets/')) event.respondWith(file(request))
  else if (request.mode === 'navigate' && (draftOf(url) || url.pathname === '/')) event.respondWith(page(event, url))
})

/** The draft that an address belongs to: its own, or that of one of its units or comments. */
const draftOf = (url: URL): string | undefined => /^\/c\/[^/]+(?=$|\/(?:paragraph|comment)\/)/.exec(url.pathname)?.[0]
/** What a copy is kept under: without a language, with the section. */
const keyOf = (url: URL): string =>
  url.pathname + (url.searchParams.has('section') ? `?section=${url.searchParams.get('section')}` : '')

/** Named by their content: what is kept is right. */
async function file(request: Request): Promise<Response> {
  const known = await caches.match(request.url, { cacheName: FILES })
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await put(FILES, request.url, answer.clone(), MOST_FILES)
  return answer
}

/** The network first, always; the copy only where there is no answer, or none of Parley's own, marked as what it is. */
async function page(event: Asked, url: URL): Promise<Response> {
  const fresh = fetch(event.request).then(answer => {
    event.waitUntil(keep(url, answer.clone()))
    return answer
  })
  const copy = await kept(url)
  // What a server or a proxy before it says for itself is passed on.
  if (!copy) return fresh
  const waited = new Promise<never>((_, late) => setTimeout(late, PATIENCE))
  event.waitUntil(fresh.catch(() => undefined))
  return Promise.race([fresh, waited]).then(
    answer => (answer.status >= BROKEN ? copy() : answer),
    () => copy(),
  )
}

/** The copy of this page, of its draft, or for the front door of the draft read last. */
async function kept(url: URL): Promise<(() => Promise<Response>) | undefined> {
  const cache = await caches.open(PAGES)
  const draft = draftOf(url)
  const all = await cache.keys()
  const last = all.at(-1)
  if (!draft) return last && (async () => Response.redirect(last.url))
  const found =
    (await cache.match(keyOf(url))) ?? (await cache.match(draft)) ?? (await cache.match(draft, { ignoreSearch: true }))
  if (!found) return undefined
  return async () => {
    const at = new Date(found.headers.get('date') ?? 0).toISOString()
    const headers = new Headers(found.headers)
    headers.delete('content-encoding')
    headers.delete('content-length')
    return new Response((await found.text()).replace('<html', `<html data-kept="${at}"`), { headers })
  }
}

/** Only what the server drew for nobody is kept; the files it needs are kept with it. */
async function keep(url: URL, answer: Response): Promise<void> {
  if (!answer.ok || answer.redirected || !draftOf(url) || !answer.headers.has('parley-for-all')) return
  const text = await answer.clone().text()
  await put(PAGES, keyOf(url), answer, MOST_PAGES)
  const needed = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(m => m[1] ?? '')
  await Promise.all(needed.map(path => file(new Request(path))))
}

/** A page drawn for a person is not kept: the same one is asked for without a session, in the language that is read. */
async function keepAgain(url: URL, lang: string): Promise<void> {
  if (!draftOf(url)) return
  const known = await caches.match(keyOf(url), { cacheName: PAGES })
  if (known && Date.now() - Date.parse(known.headers.get('date') ?? '') < FRESH) return
  const asked = new URL(keyOf(url), url)
  asked.searchParams.set('lang', lang)
  await keep(url, await fetch(asked, { credentials: 'omit' }))
}

/** The newest stands last; the oldest make room. */
async function put(name: string, key: string, answer: Response, most: number): Promise<void> {
  const cache = await caches.open(name)
  await cache.delete(key)
  await cache.put(key, answer)
  for (const old of (await cache.keys()).slice(0, -most)) await cache.delete(old)
}
