// The desk's routes for the next revision: text, changes, a file laid over it, publishing.

import { Hono } from 'hono'
import { hash } from 'node:crypto'
import { listDraft } from '../../db/drafts.ts'
import { getWorking } from '../../db/revisions.ts'
import { listEvery } from '../../db/paragraphs.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { decidable, type Decidable } from '../../shared/revision.ts'
import { can } from '../../shared/role.ts'
import { unitOf } from '../commands/draft-unit.ts'
import { asDraft } from '../commands/revision.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import { createImports, type Job } from '../imports.ts'
import { importingPage } from '../pages/preview-forms.ts'
import { revisionPage, tabs, type RevisionDesk, type Tab } from '../pages/revision.ts'
import { loadRevising, namesOf } from '../revising.ts'
import { contextOf } from './context.ts'
import { deskActs, type Drawing } from './desk-acts.ts'
import { actOf, fieldsOf, uploadOf } from './desk-fields.ts'
import { checkFormToken, needForm } from './form-token.ts'

/** How long an upload is waited for before a page shows its progress. */
const PATIENCE = 1_500
type Body = Record<string, unknown>
const done = new Set(['write', 'add', 'begin', 'decide', 'import'])
const doneBefore = new Set(['split', 'merge', 'move', 'drop', 'level', 'apart', 'names', 'describe', 'undo', 'redo'])

export function deskRevisionRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { need, page, act } = deskActs(house)
  const { db, commands, now } = house
  const imports = createImports(house)
  const baseOf = (slug: string): string => `/c/${slug}/desk/revision`

  const draw =
    (c: Ctx, more: Partial<RevisionDesk> = {}, tab?: Tab) =>
    async ({ trx, ctx, found, actor, desk, message }: Drawing) => {
      if (!found.publishedAt) throw new Refusal(no('notFound'))
      const t = c.get('t')
      const { view = '', at = null, split = null, edit = null, part, did = '' } = c.req.query()
      const n = Math.trunc(Number(part)) || 0
      const said = done.has(did) ? t(`revise.did.${did}`) : doneBefore.has(did) ? t(`preview.done.${did}`) : null
      return revisionPage(ctx, {
        desk,
        tab: tab ?? tabs.find(x => x === view) ?? 'text',
        making: await loadRevising(trx, found, actor, now(), { at: more.at ?? at, part: n, split, edit }, n),
        revision: found.revision + 1,
        mayEdit: can(actor, 'draft.edit', found.id),
        message,
        at: null,
        done: message ? null : said,
        typed: '',
        ...more,
      })
    }

  app.get('/c/:slug/desk/revision', async c => {
    const { found } = await need(c, 'draft.see')
    if (!found.publishedAt) return c.redirect(`/c/${found.slug}/desk/draft`, 303)
    c.header('Cache-Control', 'no-store')
    return c.html(await page(c, 'draft.see', draw(c)))
  })

  app.post('/c/:slug/desk/revision/begin', async c => {
    await needForm(c)
    return act(c, 'draft.edit', draw(c), async (actor, found) => {
      await commands.run('revision.begin', actor, { consultation: found.id })
      return `${baseOf(found.slug)}?did=begin`
    })
  })
  app.post('/c/:slug/desk/revision/drop', async c => {
    await needForm(c)
    return act(c, 'draft.edit', draw(c), async (actor, found) => {
      await commands.run('revision.drop', actor, { consultation: found.id })
      return baseOf(found.slug)
    })
  })
  app.post('/c/:slug/desk/revision/act', async c => {
    const fields = await needForm(c)
    const id = fields['id'] ?? ''
    return act(c, 'draft.edit', draw(c, { at: id || null }, 'text'), async (actor, found) => {
      const what = actOf(fields, found.id, await listDraft(db.read, { consultation: found.id }))
      if (!what) throw new Refusal(no('invalid'))
      // The same button of the same page pressed twice is one act.
      const content = hash('sha256', JSON.stringify([what.name, what.input]), 'base64url').slice(0, 20)
      const { result } = await commands.run(
        what.name,
        actor,
        what.input,
        `draft.${(fields['seq'] ?? '').slice(0, 12)}.${content}`,
      )
      const look = (result as { id: string | null }).id
      const at = look ? `&at=${look}#p-${look}` : ''
      return `${baseOf(found.slug)}?did=${what.name.slice('draft.'.length)}${at}`
    })
  })

  app.post('/c/:slug/desk/revision/decide', async c => {
    const body = await c.req.parseBody({ all: true })
    checkFormToken(c, body['token'])
    return act(c, 'draft.edit', draw(c, {}, 'changes'), async (actor, found) => {
      const part = Number(body['part']) || 0
      const reason = textIn(body, 'reason')
      const input = { consultation: found.id, decisions: decisionsIn(body), reason }
      await commands.run('revision.decide', actor, input)
      if (body['do'] !== 'publish') return `${baseOf(found.slug)}?view=changes&part=${part}&did=decide`
      const afterClosing = textIn(body, 'afterClosing')
      await commands.run('revision.publish', actor, { consultation: found.id, reason, ...(afterClosing && { afterClosing }) })
      return `/c/${found.slug}/revisions`
    })
  })

  app.post('/c/:slug/desk/revision/import', async c => {
    const { found, actor } = await need(c, 'draft.edit')
    await house.limits.take('staff', actor.id, c.get('network'))
    const { fields, file } = await fieldsOf(c)
    checkFormToken(c, fields['token'])
    if (!found.publishedAt) throw new Refusal(no('invalid', 'unpublished'))
    const upload = await uploadOf(fields, file)
    if (!upload) return c.html(await page(c, 'draft.edit', draw(c, {}, 'file'), c.get('t')('preview.refused.nothing')), 400)
    const { job, ended } = imports.start(found.id, actor, upload, await present(found.id))
    let clock: NodeJS.Timeout | undefined
    await Promise.race([ended, new Promise<void>(go => (clock = setTimeout(go, PATIENCE)))])
    clearTimeout(clock)
    return c.redirect(addressOf(found.slug, job), 303)
  })
  const addressOf = (slug: string, job: Job): string =>
    job.state === 'done' ? `${baseOf(slug)}?view=file` : `${baseOf(slug)}/import/${job.id}`

  /** What the file is laid over: the revision in the making, else what readers see. */
  const present = (id: string) =>
    db.snapshot(async trx => {
      const every = (await listEvery(trx, { consultation: id })).filter(p => !p.archivedAt).map(asDraft)
      const working = (await listDraft(trx, { consultation: id })).map(unitOf)
      return (await getWorking(trx, { consultation: id })) ? working : every
    })

  app.get('/c/:slug/desk/revision/import/:job', async c => {
    const { found } = await need(c, 'draft.edit')
    const job = imports.get(c.req.param('job'))
    if (job?.consultationId !== found.id) return c.redirect(`${baseOf(found.slug)}?view=file`, 303)
    if (job.state === 'done') return c.redirect(addressOf(found.slug, job), 303)
    const t = c.get('t')
    if (job.refused)
      return c.html(await page(c, 'draft.edit', draw(c, { typed: job.text }, 'file'), t(job.refused.key, job.refused.args)), 400)
    c.header('Refresh', '1')
    c.header('Cache-Control', 'no-store')
    return c.html(String(await importingPage(contextOf(house, c), { ...job.progress, title: found.title, come: null })))
  })

  app.post('/c/:slug/desk/revision/pairs', async c => {
    const fields = await needForm(c)
    return act(c, 'draft.edit', draw(c, {}, 'file'), async (actor, found) => {
      const names = namesOf((await listDraft(db.read, { consultation: found.id })).map(unitOf))
      const ids = new Map([...names].map(([id, name]) => [name, id]))
      const idOf = (name: string): string => {
        const id = ids.get(name.toUpperCase())
        if (!id) throw new Refusal(no('invalid', 'revisionPair', { name }))
        return id
      }
      const pairs = Object.keys(fields).flatMap(key => {
        const [, n] = /^id\.(\d+)$/.exec(key) ?? []
        if (n === undefined) return []
        const name = fields[key]?.trim() ?? ''
        const takes = (fields[`takes.${n}`] ?? '').split(/[\s,]+/).filter(Boolean)
        return [{ n: Number(n), id: name ? idOf(name) : null, takesIn: takes.map(idOf) }]
      })
      const put = fields['put']
      await commands.run('revision.import', actor, { consultation: found.id, put, ...(put !== 'away' && { pairs }) })
      return `${baseOf(found.slug)}?view=${put === 'accept' ? 'changes&did=import' : 'file'}`
    })
  })
  return app
}

const textIn = (body: Body, name: string): string => (typeof body[name] === 'string' ? body[name].trim() : '')
const textsIn = (body: Body, name: string): string[] => [body[name]].flat().filter(x => typeof x === 'string')

/** An address of a comment, or its id. */
const commentId = (line: string): string => /comment\/([A-Za-z0-9_-]+)/.exec(line)?.[1] ?? line.trim()

function decisionsIn(body: Body) {
  const ids = Object.keys(body).flatMap(key => /^reason\.(.+)$/.exec(key)?.[1] ?? [])
  return ids.map(id => {
    const of = decidable.find((x): x is Decidable => x === body[`class.${id}`])
    const because = textsIn(body, `because.${id}`).flatMap(text => text.split(/\s+/).filter(Boolean).map(commentId))
    return { id, ...(of && { class: of }), reason: textIn(body, `reason.${id}`), because: [...new Set(because)] }
  })
}
