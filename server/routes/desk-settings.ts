// Settings of a consultation: its words with their preview, its files, its deadline, its copy, and its end.

import { Hono } from 'hono'
import { listAttachments } from '../../db/drafts.ts'
import type { Consultation } from '../../db/consultations.ts'
import type { Trx } from '../../db/query.ts'
import type { CommandName } from '../../shared/commands.schema.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { can, mayDo } from '../../shared/role.ts'
import { attachFile, detachFile } from '../commands/attachment.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import { linksOf, settingsPage, settingsPreview, type Described, type SettingsPage } from '../pages/desk-settings.ts'
import { backOf, deskActs, withDone, type Drawing } from './desk-acts.ts'
import { fieldsOf, slugFrom } from './desk-fields.ts'
import { checkFormToken, needForm, type Fields } from './form-token.ts'

const linesOf = (links: string): string =>
  (JSON.parse(links) as { title: string; url: string }[]).map(l => `${l.title} | ${l.url}`).join('\n')

const typedIn = (f: Fields): Described => ({
  title: f['title'] ?? '',
  asker: f['asker'] ?? '',
  description: f['description'] ?? '',
  links: f['links'] ?? '',
  next: f['next'] ?? '',
  minVotes: f['minVotes'] ?? '',
  guests: f['guests'] === 'yes',
})

/** A line that is no link is said, not dropped. */
function needLinks(text: string): { title: string; url: string }[] {
  const links = linksOf(text)
  if (links.length !== text.split('\n').filter(line => line.trim()).length) throw new Refusal(no('invalid', 'links'))
  return links
}

export function deskSettingsRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { need, page, act } = deskActs(house)
  const { commands } = house

  const storedIn = (found: Consultation): Described => ({
    title: found.title,
    asker: found.asker ?? '',
    description: found.description,
    links: linesOf(found.links),
    next: found.next,
    minVotes: String(found.minVotes),
    guests: found.guests === 1,
  })
  const filesOf = (trx: Trx, found: Consultation) => listAttachments(trx, { consultation: found.id })
  const draw =
    (c: Ctx, more: Partial<SettingsPage> = {}) =>
    async ({ trx, ctx, found, actor, desk, message }: Drawing) =>
      settingsPage(ctx, {
        desk,
        described: storedIn(found),
        files: await filesOf(trx, found),
        copy: { title: found.title, slug: '' },
        mayCreate: can(actor, 'consultation.create', null),
        saved: c.req.query('did') === 'saved',
        message,
        ...more,
      })

  app.get('/c/:slug/desk/settings', async c => c.html(await page(c, 'consultation.manage', draw(c))))
  app.post('/c/:slug/desk/describe', async c => {
    const fields = await needForm(c)
    const described = typedIn(fields)
    if (fields['do'] === 'preview') return c.html(await page(c, 'consultation.manage', draw(c, { described })))
    return act(c, 'consultation.manage', draw(c, { described }), async (actor, found) => {
      const { title, asker, description, next, guests, links, minVotes } = described
      await commands.run('consultation.describe', actor, {
        consultation: found.id,
        title,
        asker: asker || null,
        description,
        next,
        guests,
        links: needLinks(links),
        minVotes: Number(minVotes),
      })
      return `/c/${found.slug}/desk/settings?did=saved`
    })
  })
  app.post('/c/:slug/desk/settings/preview', async c => {
    const fields = await needForm(c)
    return c.html(
      await page(c, 'consultation.manage', async ({ trx, ctx, found, desk }) =>
        settingsPreview(ctx, desk, typedIn(fields), await filesOf(trx, found)),
      ),
    )
  })

  app.post('/c/:slug/desk/files', async c => {
    const { found } = await need(c, 'consultation.manage')
    const { fields, file } = await fieldsOf(c)
    checkFormToken(c, fields['token'])
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    return act(c, 'consultation.manage', draw(c), async actor => {
      await commands.act(found.id, actor, ctx => attachFile(ctx, { name: file?.name ?? '', bytes }))
      return `/c/${found.slug}/desk/settings#files`
    })
  })
  app.post('/c/:slug/desk/files/:id/remove', async c => {
    const { found } = await need(c, 'consultation.manage')
    await needForm(c)
    return act(c, 'consultation.manage', draw(c), async actor => {
      await commands.act(found.id, actor, ctx => detachFile(ctx, c.req.param('id')))
      return `/c/${found.slug}/desk/settings#files`
    })
  })

  const dated = (name: 'extend' | 'close' | 'reopen', input: (f: Fields) => object): void => {
    app.post(`/c/:slug/desk/${name}`, async c => {
      const fields = await needForm(c)
      return act(c, 'consultation.manage', draw(c), async (actor, found) => {
        await commands.run(`consultation.${name}` satisfies CommandName, actor, { consultation: found.id, ...input(fields) })
        return backOf(c, fields, `/c/${found.slug}/desk`)
      })
    })
  }
  dated('extend', f => ({ until: f['until'], zone: f['zone'], reason: f['reason'] }))
  dated('close', f => ({ reason: f['reason'] }))
  dated('reopen', f => ({ until: f['until'] || null, zone: f['zone'], reason: f['reason'] }))

  app.post('/c/:slug/desk/duplicate', async c => {
    const { title = '', slug = '' } = await needForm(c)
    const copy = { title, slug: slug.trim() || slugFrom(title) }
    return act(c, 'consultation.manage', draw(c, { copy }), async (actor, found) => {
      refuseIf(mayDo(actor, 'consultation.create', null))
      await commands.run('consultation.duplicate', actor, { consultation: found.id, ...copy })
      return `/c/${copy.slug}/desk`
    })
  })
  app.post('/c/:slug/desk/archive', async c => {
    const { back } = await needForm(c)
    return act(c, 'consultation.manage', draw(c), async (actor, found) => {
      await commands.run('consultation.archive', actor, { consultation: found.id, ...(back === 'yes' && { back: true }) })
      return back === 'yes' ? `/c/${found.slug}/desk` : withDone(c, '/desk', { archived: found.slug })
    })
  })
  app.post('/c/:slug/desk/remove', async c => {
    const { confirm = '' } = await needForm(c)
    return act(c, 'consultation.manage', draw(c), async (actor, found) => {
      refuseIf(mayDo(actor, 'consultation.manage', found.id))
      if (!found.publishedAt && confirm.trim() !== found.slug) throw new Refusal(no('invalid', 'confirm'))
      await commands.run('consultation.remove', actor, { consultation: found.id })
      return '/desk'
    })
  })
  return app
}
