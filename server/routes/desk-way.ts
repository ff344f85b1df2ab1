// The steps between the preview and the public page: describing, the deadline, publishing; a refusal stands on its step with what was typed.

import { Hono } from 'hono'
import { getConsultation, type Consultation } from '../../db/consultations.ts'
import { listDraft } from '../../db/drafts.ts'
import { listRehearsals } from '../../db/removal.ts'
import { momentOf } from '../../shared/deadline.ts'
import { no, Refusal, refusals, refuseIf } from '../../shared/refusal.ts'
import { mayDo, type Actor } from '../../shared/role.ts'
import type { House } from '../house.ts'
import { sentence, type Ctx, type Env } from '../http.ts'
import type { Described } from '../pages/preview.ts'
import type { Html } from '../pages/piece.ts'
import type { PageContext } from '../pages/context.ts'
import { aboutPage, deadlinePage, publishPage, type WayPage } from '../pages/way-forms.ts'
import { comeOf, describedOf } from '../preview.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'
import { needForm, type Fields } from './form-token.ts'

const pages = { about: aboutPage, deadline: deadlinePage, publish: publishPage } as const
type Step = keyof typeof pages

export function wayRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { db, commands } = house
  const actorOf = (c: Ctx): Actor | null => c.get('session')?.actor ?? null

  async function need(c: Ctx): Promise<Consultation> {
    const found = await needConsultation(db.read, c.req.param('slug') ?? '', actorOf(c))
    refuseIf(mayDo(actorOf(c), 'consultation.manage', found.id))
    return found
  }

  interface Said {
    title?: string
    typed: Partial<Described>
    refused: string | null
    which: boolean
  }
  function draw(c: Ctx, found: Consultation, step: Step, said?: Said): Promise<string> {
    const t = c.get('t')
    const did = c.req.query('did')
    return db.snapshot(async trx => {
      const now = await getConsultation(trx, { id: found.id })
      if (!now) throw new Refusal(no('notFound'))
      const units = await listDraft(trx, { consultation: now.id })
      const [rehearsal] = await listRehearsals(trx, { of: now.id })
      const page: WayPage = {
        come: comeOf(now, units.length),
        title: said?.title ?? now.title,
        lang: now.lang,
        dir: now.dir === 'rtl' ? 'rtl' : 'ltr',
        described: { ...describedOf(now), ...said?.typed },
        units: units.filter(u => u.kind !== 'heading').length,
        rehearsal: rehearsal?.slug ?? null,
        dates: { opensAt: now.opensAt, closesAt: now.closesAt, zone: now.closingZone ?? 'UTC' },
        done: did === 'save' ? t('way.saved') : did === 'rehearse' ? t('preview.done.rehearse') : null,
        refused: said?.refused ?? null,
        which: said?.which ?? false,
      }
      const drawn: (ctx: PageContext, p: WayPage) => Html = pages[step]
      return String(await drawn(contextOf(house, c), page))
    })
  }

  for (const step of Object.keys(pages) as Step[])
    app.get(`/c/:slug/desk/draft/${step}`, async c => {
      const found = await need(c)
      if (found.publishedAt) return c.redirect(`/c/${found.slug}/desk/share`, 303)
      c.header('Cache-Control', 'no-store')
      return c.html(await draw(c, found, step))
    })

  /** Saves a step and goes to the next; a refusal is said on the step itself. */
  async function save(c: Ctx, found: Consultation, step: Step, next: string, input: object, said: Partial<Said>) {
    try {
      await commands.run('consultation.describe', actorOf(c), { consultation: found.id, ...input })
      return c.redirect(`/c/${found.slug}/desk/draft/${next}?did=save`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason !== 'invalid') throw error
      const refused = sentence(c.get('t'), error, c.get('requestId'))
      const which = error.why === 'timeTwice'
      return c.html(await draw(c, found, step, { typed: {}, ...said, refused, which }), refusals[error.reason])
    }
  }

  app.post('/c/:slug/desk/draft/about', async c => {
    const found = await need(c)
    const fields: Fields = await needForm(c)
    const { title = '', asker = '', description = '', next = '' } = fields
    const guests = fields['guests'] === 'yes'
    const input = { title, asker: asker.trim() || null, description, next, guests }
    return save(c, found, 'about', 'deadline', input, { title, typed: { asker, description, next, guests } })
  })

  app.post('/c/:slug/desk/draft/deadline', async c => {
    const found = await need(c)
    const fields: Fields = await needForm(c)
    const { opens = '', closes = '', zone = '' } = fields
    const earlier: { earlier?: boolean } = fields['earlier'] ? { earlier: fields['earlier'] === 'yes' } : {}
    const input = { opensAt: opens || null, closesAt: closes || null, ...(zone && { zone }), ...earlier }
    const typed = { opens, closes, zone }
    const read = closes ? momentOf(closes, zone || found.closingZone || 'UTC', earlier.earlier) : null
    // Publishing would refuse it later; here it can be put right at once.
    if (read && 'moment' in read && read.moment.utc <= house.now())
      return c.html(await draw(c, found, 'deadline', { typed, refused: c.get('t')('refused.invalid.past'), which: false }), 400)
    return save(c, found, 'deadline', 'publish', input, { typed })
  })

  app.post('/c/:slug/desk/draft/publish', async c => {
    const found = await need(c)
    await needForm(c)
    try {
      await commands.run('consultation.publish', actorOf(c), { consultation: found.id })
      return c.redirect(`/c/${found.slug}/desk/share?did=publish`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason !== 'invalid') throw error
      const refused = sentence(c.get('t'), error, c.get('requestId'))
      return c.html(await draw(c, found, 'publish', { typed: {}, refused, which: false }), refusals[error.reason])
    }
  })
  return app
}
