// Signing in and out, the first administrator, and what people may do with what is stored about them.

import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { getAdministrator } from '../../db/people.ts'
import { no, Refusal, refusals } from '../../shared/refusal.ts'
import { isLang } from '../../shared/words.ts'
import { secret } from '../clock.ts'
import type { House } from '../house.ts'
import { baseOf, dropSession, safeNext, sentence, setSession, type Ctx, type Env } from '../http.ts'
import { linkPage, mePage, setupPage, signInPage, type SignInStep } from '../pages/sign-in.ts'
import { setUp } from '../setup.ts'
import { askSignIn, emailOf, signInByCode, signInByLink } from '../sign-in.ts'
import { contextOf } from './context.ts'
import { needForm } from './form-token.ts'

const BROWSER = 'parley-asked'

export function signInRoutes(house: House): Hono<Env> {
  const { config, limits } = house
  const app = new Hono<Env>()
  /** Nothing of the person stays on the device: no page, no typed word, no copy for later. */
  const leave = (c: Ctx) => {
    dropSession(c, config)
    c.header('Clear-Site-Data', '"cache", "storage"')
  }
  const page = async (c: Ctx, step: SignInStep, status: 200 | 400 | 429 = 200) => {
    c.header('Cache-Control', 'no-store')
    return c.html(String(await signInPage(contextOf(house, c), step)), status)
  }
  const why = (c: Ctx, error: unknown): string => {
    if (!(error instanceof Refusal)) throw error
    return sentence(c.get('t'), error, c.get('requestId'))
  }

  app.get('/sign-in', c => page(c, { step: 'ask', next: safeNext(c.req.query('next')), email: '', message: null }))
  app.post('/sign-in', async c => {
    const fields = await needForm(c)
    const next = safeNext(fields['next'])
    try {
      const email = emailOf(fields['email'] ?? '')
      await limits.take('signIn', email, c.get('network'))
      const browser = getCookie(c, BROWSER) ?? secret()
      await askSignIn(house, { email, browser, next, base: baseOf(c, config), t: c.get('t') })
      setCookie(c, BROWSER, browser, {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/sign-in',
        maxAge: 900,
        secure: config.publicUrl?.startsWith('https:') ?? false,
      })
      return await page(c, { step: 'code', next, email, message: null })
    } catch (error) {
      return page(c, { step: 'ask', next, email: fields['email'] ?? '', message: why(c, error) }, 400)
    }
  })
  app.post('/sign-in/code', async c => {
    const fields = await needForm(c)
    try {
      await limits.take('code', null, c.get('network'))
      const done = await signInByCode(house, fields['code'] ?? '', getCookie(c, BROWSER), c.get('session'))
      setSession(c, config, done.token)
      return c.redirect(safeNext(fields['next'] || done.next), 303)
    } catch (error) {
      return page(c, { step: 'code', next: safeNext(fields['next']), email: '', message: why(c, error) }, 400)
    }
  })
  app.get('/sign-in/link', async c => {
    c.header('Cache-Control', 'no-store')
    return c.html(String(await linkPage(contextOf(house, c), { token: c.req.query('token') ?? '', message: null })))
  })
  app.post('/sign-in/link', async c => {
    const fields = await needForm(c)
    try {
      await limits.take('code', null, c.get('network'))
      const done = await signInByLink(house, fields['link'] ?? '', getCookie(c, BROWSER), c.get('session'))
      setSession(c, config, done.token)
      return c.redirect(safeNext(done.next), 303)
    } catch (error) {
      const message = why(c, error)
      return c.html(String(await linkPage(contextOf(house, c), { token: '', message })), 400)
    }
  })
  app.post('/sign-out', async c => {
    const fields = await needForm(c)
    const session = c.get('session')
    if (session) {
      await house.people.end(session)
      house.live.drop(session.actor.id, 4401)
      house.draftRooms.recheck()
    }
    leave(c)
    return c.redirect(safeNext(fields['next']), 303)
  })

  app.get('/setup', async c => {
    if (await getAdministrator(house.db.read, {})) throw new Refusal(no('gone'))
    return c.html(
      String(await setupPage(contextOf(house, c), { token: c.req.query('token') ?? '', name: '', email: '', message: null })),
    )
  })
  app.post('/setup', async c => {
    const fields = await needForm(c)
    const [setupToken = '', name = '', email = ''] = [fields['setup'], fields['name']?.trim(), fields['email']]
    try {
      if (!name) throw new Refusal(no('invalid', 'name'))
      setSession(c, config, await setUp(house, setupToken, name, email))
      return c.redirect('/desk/instance', 303)
    } catch (error) {
      const status = error instanceof Refusal ? refusals[error.reason] : 500
      return c.html(
        String(await setupPage(contextOf(house, c), { token: setupToken, name, email, message: why(c, error) })),
        status,
      )
    }
  })

  app.get('/me', async c => {
    if (!c.get('session')) return c.redirect(`/sign-in?next=/me`)
    return c.html(String(await mePage(contextOf(house, c), { message: null })))
  })
  app.post('/me', async c => {
    const fields = await needForm(c)
    const session = c.get('session')
    if (!session) throw new Refusal(no('signedOut'))
    if (fields['act'] === 'erase') {
      await house.commands.run('person.erase', session.actor, {})
      house.people.forget(session.actor.id)
      house.live.drop(session.actor.id, 4401)
      house.draftRooms.recheck()
      leave(c)
      return c.redirect('/', 303)
    }
    if (fields['act'] === 'optOut')
      await house.commands.run('person.optOut', session.actor, { optOut: fields['optOut'] === 'yes' })
    else await house.commands.run('person.rename', session.actor, { name: fields['name'] ?? '' })
    house.people.forget(session.actor.id)
    return c.redirect('/me', 303)
  })
  app.post('/lang', async c => {
    const fields = await needForm(c)
    if (isLang(fields['lang'])) setCookie(c, 'lang', fields['lang'], { path: '/', sameSite: 'Lax', maxAge: 365 * 86_400 })
    return c.redirect(safeNext(fields['next']), 303)
  })
  return app
}
