// The desk before anything is public: a new consultation, its import, the preview and the acts on it, the rehearsal.

import { Hono } from 'hono'
import { getConsultation, type Consultation } from '../../db/consultations.ts'
import { no, Refusal, refusals, refuseIf } from '../../shared/refusal.ts'
import { mayDo, type Actor, type Capability } from '../../shared/role.ts'
import { deskOf } from '../desk.ts'
import type { House } from '../house.ts'
import { sentence, type Ctx, type Env } from '../http.ts'
import type { Imports, Job } from '../imports.ts'
import { newConsultationPage, type NewConsultation } from '../pages/new-consultation.ts'
import { importingPage } from '../pages/preview-forms.ts'
import { previewPage, type Said } from '../pages/preview.ts'
import { comeOf, loadPreview, type Asked } from '../preview.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'
import { fieldsOf, slugFrom, uploadOf } from './desk-fields.ts'
import { actOnDraft, waitFor } from './draft-forms.ts'
import { checkFormToken, type Fields } from './form-token.ts'

/** How long an upload is waited for before a page shows its progress. */
const PATIENCE = 1_200
const done = new Set(['split', 'merge', 'move', 'drop', 'level', 'apart', 'names', 'describe', 'undo', 'redo', 'import'])

export function draftRoutes(house: House, imports: Imports, patience = PATIENCE): Hono<Env> {
  const app = new Hono<Env>()
  const { db, commands, limits } = house
  const actorOf = (c: Ctx): Actor | null => c.get('session')?.actor ?? null

  /** Fields of a form of our own, from somebody who may; counted against the limits of staff. */
  async function need(
    c: Ctx,
    capability: Capability,
    consultationId: string | null,
  ): Promise<{ fields: Fields; file: File | null; actor: Actor }> {
    const actor = actorOf(c)
    refuseIf(mayDo(actor, capability, consultationId))
    if (!actor) throw new Refusal(no('signedOut'))
    await limits.take('staff', actor.id, c.get('network'))
    const read = await fieldsOf(c)
    checkFormToken(c, read.fields['token'])
    return { ...read, actor }
  }
  const told = (c: Ctx, refusal: Refusal): string => sentence(c.get('t'), refusal, c.get('requestId'))
  const consultation = (c: Ctx): Promise<Consultation> => needConsultation(db.read, c.req.param('slug') ?? '', actorOf(c))

  async function draw(c: Ctx, found: Consultation, said: Partial<Said>, asked: Partial<Asked> = {}): Promise<string> {
    return db.snapshot(async trx => {
      const now = await getConsultation(trx, { id: found.id })
      if (!now) throw new Refusal(no('notFound'))
      const preview = await loadPreview(trx, now, actorOf(c), { at: null, part: 0, split: null, ...asked })
      const desk = await deskOf(trx, now, actorOf(c), house.now())
      return String(
        await previewPage({ ...contextOf(house, c), staff: true }, desk, preview, {
          done: null,
          refused: null,
          typed: {},
          ...said,
        }),
      )
    })
  }
  async function drawNew(c: Ctx, form: Partial<NewConsultation>): Promise<string> {
    const blank: NewConsultation = { title: '', slug: '', lang: c.get('lang'), text: '', errors: {} }
    return String(await newConsultationPage(contextOf(house, c), { ...blank, ...form }))
  }

  async function follow(c: Ctx, slug: string, job: Job, ended: Promise<void>): Promise<Response> {
    await waitFor(ended, patience)
    return c.redirect(addressOf(slug, job), 303)
  }
  const addressOf = (slug: string, job: Job): string => {
    if (job.state === 'running') return `/c/${slug}/desk/import/${job.id}`
    return job.state === 'done' ? `/c/${slug}/desk/draft?did=import` : `/c/${slug}/desk/draft?job=${job.id}#file-form`
  }

  app.get('/desk/new', async c => {
    refuseIf(mayDo(actorOf(c), 'consultation.create', null))
    return c.html(await drawNew(c, {}))
  })

  app.post('/desk/import', async c => {
    const { fields, file, actor } = await need(c, 'consultation.create', null)
    const t = c.get('t')
    const title = (fields['title'] ?? '').trim()
    const slug = (fields['slug'] ?? '').trim() || slugFrom(title)
    const typed = { title, slug, lang: fields['lang'] ?? '', text: fields['text'] ?? '' }
    const upload = await uploadOf(fields, file)
    const errors: NewConsultation['errors'] = {
      ...(!title && { title: t('preview.refused.title') }),
      ...(!/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/.test(slug) && { slug: t('preview.refused.slug') }),
      ...(!upload && { file: t('preview.refused.nothing') }),
    }
    if (!upload || Object.keys(errors).length) return c.html(await drawNew(c, { ...typed, errors }), 400)
    try {
      const { result } = await commands.run('consultation.create', actor, { slug, title, lang: typed.lang })
      const { job, ended } = imports.start((result as { id: string }).id, actor, upload)
      return follow(c, slug, job, ended)
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason !== 'invalid') throw error
      const at =
        error.why === 'slug' || error.detail['field'] === 'slug' ? 'slug' : error.detail['field'] === 'lang' ? 'lang' : 'title'
      return c.html(await drawNew(c, { ...typed, errors: { [at]: told(c, error) } }), refusals[error.reason])
    }
  })

  app.get('/c/:slug/desk/import/:job', async c => {
    const found = await consultation(c)
    refuseIf(mayDo(actorOf(c), 'draft.edit', found.id))
    const job = imports.get(c.req.param('job'))
    if (job?.consultationId !== found.id) return c.redirect(`/c/${found.slug}/desk/draft`, 303)
    if (job.state !== 'running') return c.redirect(addressOf(found.slug, job), 303)
    c.header('Refresh', '1')
    c.header('Cache-Control', 'no-store')
    return c.html(
      String(await importingPage(contextOf(house, c), { ...job.progress, title: found.title, come: comeOf(found, 0) })),
    )
  })

  app.post('/c/:slug/desk/draft/import', async c => {
    const found = await consultation(c)
    const { fields, file, actor } = await need(c, 'draft.edit', found.id)
    if (found.publishedAt) throw new Refusal(no('invalid', 'published'))
    const upload = await uploadOf(fields, file)
    if (!upload)
      return c.html(await draw(c, found, { refused: { at: 'file', message: c.get('t')('preview.refused.nothing') } }), 400)
    const { job, ended } = imports.start(found.id, actor, upload)
    return follow(c, found.slug, job, ended)
  })

  app.get('/c/:slug/desk/draft', async c => {
    const found = await consultation(c)
    refuseIf(mayDo(actorOf(c), 'draft.see', found.id))
    if (found.publishedAt) return c.redirect(`/c/${found.slug}`, 303)
    const t = c.get('t')
    const { at = null, part, split = null, did = '', job: jobId = '' } = c.req.query()
    const job = imports.get(jobId)
    const refused = job?.consultationId === found.id ? job.refused : null
    const said: Partial<Said> = {
      done: done.has(did) ? t(`preview.done.${did}`) : null,
      ...(refused && { refused: { at: 'file', message: t(refused.key, refused.args) }, typed: { text: job?.text ?? '' } }),
    }
    c.header('Cache-Control', 'no-store')
    return c.html(await draw(c, found, said, { at, part: Math.trunc(Number(part)) || 0, split }))
  })

  app.post('/c/:slug/desk/draft/act', async c => {
    const found = await consultation(c)
    const { fields, actor } = await need(c, 'draft.edit', found.id)
    const id = fields['id'] ?? ''
    try {
      return c.redirect(`/c/${found.slug}/desk/draft${await actOnDraft(house, fields, found.id, actor)}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const refused = { at: id || 'top', message: told(c, error) }
      const split = fields['act'] === 'split' ? id : null
      return c.html(await draw(c, found, { refused }, { at: id || null, split }), refusals[error.reason])
    }
  })

  app.post('/c/:slug/desk/rehearse', async c => {
    const found = await consultation(c)
    const { actor } = await need(c, 'consultation.manage', found.id)
    await commands.run('consultation.rehearse', actor, { consultation: found.id })
    return c.redirect(`/c/${found.slug}/desk/draft/publish?did=rehearse#rehearsal`, 303)
  })
  return app
}
