// What the instance tells of itself: its own pages and logo for everybody, and their forms for administrators.

import { Hono } from 'hono'
import { listConsultations } from '../../db/consultations.ts'
import { getLogo } from '../../db/instance.ts'
import { isDemo } from '../../shared/demo.ts'
import { hasPage, ownPages, type OwnPage } from '../../shared/instance.ts'
import { no, Refusal, refusals, refuseIf } from '../../shared/refusal.ts'
import { can, mayDo, type Actor } from '../../shared/role.ts'
import { isLang } from '../../shared/words.ts'
import type { House } from '../house.ts'
import { sentence, type Ctx, type Env } from '../http.ts'
import { instancePage, ownPageForm, type InstanceForm } from '../pages/instance.ts'
import { ownPage } from '../pages/own-page.ts'
import { contextOf } from './context.ts'
import { fieldsOf } from './desk-fields.ts'
import { checkFormToken, needForm } from './form-token.ts'

export function instanceRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { db, commands } = house
  const actorOf = (c: Ctx): Actor | null => c.get('session')?.actor ?? null
  const mayManage = (c: Ctx) => refuseIf(mayDo(actorOf(c), 'instance.manage', null))
  /** The demonstration is nobody's first consultation. */
  const consultations = async (): Promise<number> => (await listConsultations(db.read, {})).filter(x => !isDemo(x.id)).length

  for (const page of ownPages)
    app.get(`/${page}`, async c => {
      return c.html(String(await ownPage(contextOf(house, c), page, can(actorOf(c), 'instance.manage', null))))
    })
  app.get('/logo/:id', async c => {
    const logo = await getLogo(db.read, { id: c.req.param('id') })
    if (!logo) throw new Refusal(no('notFound'))
    c.header('Content-Type', logo.type)
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    return c.body(new Uint8Array(logo.bytes))
  })

  async function draw(c: Ctx, form: Partial<InstanceForm>): Promise<string> {
    const { named, name } = house.instance.now
    const blank: InstanceForm = {
      first: !named,
      saved: c.req.query('did') === 'save',
      name: named ? name : '',
      refused: null,
      consultations: await consultations(),
    }
    c.header('Cache-Control', 'no-store')
    return String(await instancePage(contextOf(house, c), { ...blank, ...form }))
  }
  /** The next step of the first run, or back to where all is changed later. */
  async function next(after: OwnPage | null): Promise<string> {
    const open = ownPages.slice(after ? ownPages.indexOf(after) + 1 : 0).find(page => !hasPage(house.instance.now, page))
    if (open) return `/desk/instance/${open}?did=save`
    return (await consultations()) ? '/desk/instance?did=save' : '/desk/new'
  }

  app.get('/desk/instance', async c => {
    mayManage(c)
    return c.html(await draw(c, {}))
  })
  app.post('/desk/instance', async c => {
    mayManage(c)
    const { fields, file } = await fieldsOf(c)
    checkFormToken(c, fields['token'])
    const name = (fields['name'] ?? '').trim()
    const form = { name, saved: false }
    const t = c.get('t')
    if (!name) return c.html(await draw(c, { ...form, refused: { at: 'name', message: t('instance.nameNeeded') } }), 400)
    const logo = file?.size ? Buffer.from(await file.arrayBuffer()).toString('base64') : fields['noLogo'] ? null : undefined
    if (logo && logo.length > 12_000_000)
      return c.html(await draw(c, { ...form, refused: { at: 'logo', message: t('refused.tooLarge.logo') } }), 413)
    try {
      await commands.run('instance.describe', actorOf(c), { name, ...(logo !== undefined && { logo }) })
      return c.redirect(await next(null), 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const refused = { at: error.why === 'logo' ? 'logo' : 'name', message: sentence(t, error, c.get('requestId')) } as const
      return c.html(await draw(c, { ...form, refused }), refusals[error.reason])
    }
  })

  for (const page of ownPages) {
    app.get(`/desk/instance/${page}`, async c => {
      mayManage(c)
      const asked = c.req.query('of')
      const form = {
        page,
        of: isLang(asked) ? asked : c.get('lang'),
        saved: c.req.query('did') === 'save',
        consultations: await consultations(),
      }
      c.header('Cache-Control', 'no-store')
      return c.html(String(await ownPageForm(contextOf(house, c), form)))
    })
    app.post(`/desk/instance/${page}`, async c => {
      mayManage(c)
      const fields = await needForm(c)
      const text = (fields['text'] ?? '').replaceAll('\r\n', '\n')
      await commands.run('instance.describe', actorOf(c), { pages: [{ page, lang: fields['of'], text }] })
      return c.redirect(await next(page), 303)
    })
  }
  return app
}
