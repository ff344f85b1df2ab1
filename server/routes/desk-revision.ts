// The desk's routes for the next revision: text, changes, a file laid over it, publishing.

import { Hono } from 'hono'
import { listDraft } from '../../db/drafts.ts'
import { getWorking } from '../../db/revisions.ts'
import { listEvery } from '../../db/paragraphs.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import type { Pair } from '../../shared/mapping.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { decidable, type Decidable } from '../../shared/revision.ts'
import { can } from '../../shared/role.ts'
import { unitOf } from '../commands/draft-unit.ts'
import { asDraft } from '../commands/revision.ts'
import { checkStamp, mappingIn } from '../commands/revision-import.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import type { Imports, Job } from '../imports.ts'
import { importingPage } from '../pages/preview-forms.ts'
import { revisionPage, tabs, type RevisionDesk, type Tab } from '../pages/revision.ts'
import { loadRevising, namesOf, typedIn, type Typed } from '../revising.ts'
import { contextOf } from './context.ts'
import { deskActs, type Drawing } from './desk-acts.ts'
import { fieldsOf, uploadOf } from './desk-fields.ts'
import { actOnDraft, onceKey, waitFor } from './draft-forms.ts'
import { checkFormToken, needForm, type Fields } from './form-token.ts'

/** How long an upload is waited for before a page shows its progress. */
const PATIENCE = 1_500
type Body = Record<string, unknown>
const done = new Set(['write', 'add', 'begin', 'decide', 'import'])
const doneBefore = new Set(['split', 'merge', 'move', 'drop', 'level', 'apart', 'names', 'describe', 'undo', 'redo'])

export function deskRevisionRoutes(house: House, imports: Imports): Hono<Env> {
  const app = new Hono<Env>()
  const { need, page, act } = deskActs(house)
  const { db, commands, now } = house
  const baseOf = (slug: string): string => `/c/${slug}/desk/revision`

  const draw =
    (c: Ctx, more: Partial<RevisionDesk> = {}, tab?: Tab, typed?: Typed & { part?: number }) =>
    async ({ trx, ctx, found, actor, desk, message }: Drawing) => {
      if (!found.publishedAt) throw new Refusal(no('notFound'))
      const t = c.get('t')
      const { view = '', at = null, split = null, edit = null, part, did = '' } = c.req.query()
      const shown = tab ?? tabs.find(x => x === view) ?? 'text'
      const asked = { at: more.at ?? at, part: typed?.part ?? (Math.trunc(Number(part)) || 0), split, edit }
      const said = done.has(did) ? t(`revise.did.${did}`) : doneBefore.has(did) ? t(`preview.done.${did}`) : null
      return revisionPage(ctx, {
        desk,
        tab: shown,
        making: await loadRevising(trx, found, actor, now(), shown, asked, typed),
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
      return `${baseOf(found.slug)}${await actOnDraft(house, fields, found.id, actor)}`
    })
  })

  app.post('/c/:slug/desk/revision/decide', async c => {
    const body = await c.req.parseBody({ all: true })
    checkFormToken(c, body['token'])
    const part = Math.trunc(Number(body['part'])) || 0
    const reason = textIn(body, 'reason')
    const afterClosing = textIn(body, 'afterClosing')
    const decisions = decisionsIn(body)
    return act(c, 'draft.edit', draw(c, {}, 'changes', { decisions, reason, afterClosing, part }), async (actor, found) => {
      await commands.run('revision.decide', actor, { consultation: found.id, decisions, reason })
      if (body['do'] !== 'publish') return `${baseOf(found.slug)}?view=changes&part=${part}&did=decide`
      const seen = textIn(body, 'seen')
      const given = { reason, ...(afterClosing && { afterClosing }), ...(seen && { seen }) }
      await commands.run('revision.publish', actor, { consultation: found.id, ...given })
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
    await waitFor(ended, PATIENCE)
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
    return act(c, 'draft.edit', draw(c, {}, 'file', { pairs: fields }), async (actor, found) => {
      const { seq = '', stamp = '', put } = fields
      const [working, present] = await db.snapshot(async trx => [
        await getWorking(trx, { consultation: found.id }),
        (await listDraft(trx, { consultation: found.id })).map(unitOf),
      ])
      const mapping = mappingIn(working)
      // What names mean is asked before they are looked up; the command asks once more, where nothing can come between.
      if (mapping) checkStamp(present, mapping, stamp)
      const pairs = pairsIn(fields, mapping?.pairs ?? [], present)
      const input = { consultation: found.id, stamp, put, ...(put !== 'away' && { pairs }) }
      await commands.run('revision.import', actor, input, onceKey(seq, input))
      return `${baseOf(found.slug)}?view=${put === 'accept' ? 'changes&did=import' : 'file'}`
    })
  })
  return app
}

const textIn = (body: Body, name: string): string => (typeof body[name] === 'string' ? body[name].trim() : '')
const textsIn = (body: Body, name: string): string[] => [body[name]].flat().filter(x => typeof x === 'string')

/** An address of a comment, or its id. */
const commentId = (line: string): string => /comment\/([A-Za-z0-9_-]+)/.exec(line)?.[1] ?? line.trim()

/** The corrections of the pairing form, with ids for the names that were typed. */
function pairsIn(fields: Fields, pairs: readonly Pair[], present: readonly DraftUnit[]) {
  const ids = new Map([...namesOf(present)].map(([id, name]) => [name, id]))
  const idOf = (name: string): string => {
    const id = ids.get(name.toUpperCase())
    if (!id) throw new Refusal(no('invalid', 'revisionPair', { name }))
    return id
  }
  const typed = typedIn(fields)
  const places = new Set(Object.keys(typed).map(name => Number(name.split('.')[1])))
  return [...places].map(n => {
    const name = typed[`id.${n}`]?.trim()
    const takes = typed[`takes.${n}`]?.split(/[\s,]+/).filter(Boolean)
    const id = name === undefined ? (pairs[n]?.id ?? null) : name ? idOf(name) : null
    return { n, id, ...(takes && { takesIn: takes.map(idOf) }) }
  })
}

function decisionsIn(body: Body) {
  const ids = Object.keys(body).flatMap(key => /^reason\.(.+)$/.exec(key)?.[1] ?? [])
  return ids.map(id => {
    const of = decidable.find((x): x is Decidable => x === body[`class.${id}`])
    const because = textsIn(body, `because.${id}`).flatMap(text => text.split(/\s+/).filter(Boolean).map(commentId))
    const about = textIn(body, `about.${id}`)
    const said = { ...(of && { class: of }), ...(about && { about }) }
    return { id, ...said, reason: textIn(body, `reason.${id}`), because: [...new Set(because)] }
  })
}
