// Downloads of the report: the public edition from closing on or when the secretariat opens it, the staff edition for staff.

import { Hono } from 'hono'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { getConsultation, type Consultation } from '../../db/consultations.ts'
import { stateAt } from '../../shared/consultation.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { can, mayDo } from '../../shared/role.ts'
import { isLang, langOfTag } from '../../shared/words.ts'
import type { House } from '../house.ts'
import { baseOf, type Ctx, type Env } from '../http.ts'
import { builderPage, offered, reportAddress, type Choice } from '../pages/desk-report.ts'
import { buildingPage, reportsPage, type ReportLink } from '../pages/reports.ts'
import { createReportJobs, type Job, type Wanted } from '../report-jobs.ts'
import { isFormat, tables, type Built, type Edition, type Format, type Table } from '../report/report.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'
import { deskActs, type Drawing } from './desk-acts.ts'
import { needForm } from './form-token.ts'

const WAIT = 4_000

export function reportRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const jobs = createReportJobs(house)
  const actorOf = (c: Ctx) => c.get('session')?.actor ?? null

  /** The clean draft is public with the consultation; comments wait for the closing or the secretariat's word. */
  function judge(c: Ctx, found: Consultation, format: Format, edition: Edition): void {
    const actor = actorOf(c)
    if (format.startsWith('clean-')) return
    if (edition === 'staff') refuseIf(mayDo(actor, 'report.staff', found.id))
    else if (stateAt(found, house.now()) !== 'closed' && !found.reportPublicAt && !can(actor, 'report.staff', found.id))
      throw new Refusal(no('notFound'))
  }
  async function wantedOf(c: Ctx): Promise<{ found: Consultation; wanted: Wanted }> {
    const found = await needConsultation(house.db.read, c.req.param('slug') ?? '', actorOf(c))
    const format = (c.req.param('file') ?? '').split('.')[1] ?? ''
    const table = (c.req.query('table') ?? 'comments') as Table
    const edition = (c.req.query('edition') ?? 'public') as Edition
    if (!isFormat(format) || !tables.includes(table) || !['public', 'staff'].includes(edition)) throw new Refusal(no('notFound'))
    judge(c, found, format, edition)
    const fresh = (await getConsultation(house.db.read, { id: found.id })) ?? found
    return { found, wanted: wantedAt(c, fresh, format, table, edition) }
  }
  function wantedAt(c: Ctx, at: Consultation, format: Format, table: Table, edition: Edition): Wanted {
    const lang = c.req.query('lang')
    return {
      consultation: at.id,
      seq: at.lastSeq,
      format,
      table,
      edition,
      lang: isLang(lang) ? lang : (langOfTag(at.lang) ?? c.get('lang')),
      base: baseOf(c, house.config),
    }
  }

  app.get('/c/:slug/reports', async c => {
    const found = await needConsultation(house.db.read, c.req.param('slug'), actorOf(c))
    const actor = actorOf(c)
    const open = stateAt(found, house.now()) === 'closed' || found.reportPublicAt !== null || can(actor, 'report.staff', found.id)
    const link = (format: Choice['format'], edition: Edition, table: Table = 'comments'): ReportLink => ({
      name: table === 'comments' ? format : `csv-${table}`,
      format,
      edition,
      href: reportAddress(found.slug, { format, edition, table }),
      sha256: jobs.built(wantedAt(c, found, format, table, edition))?.sha256 ?? null,
    })
    const links = (edition: Edition): ReportLink[] => [
      ...(['docx', 'pdf', 'xlsx', 'csv'] as const).map(format => link(format, edition)),
      link('csv', edition, 'paragraphs'),
      ...(found.revision > 1 ? [link('csv', edition, 'changes')] : []),
      ...(['html', 'json', 'draft-docx'] as const).map(format => link(format, edition)),
    ]
    const staff = can(actor, 'report.staff', found.id)
    const clean = (['clean-docx', 'clean-pdf'] as const).map(format => link(format, 'public'))
    return c.html(
      String(
        await reportsPage(contextOf(house, c), {
          slug: found.slug,
          title: found.title,
          closedSeq: found.closedSeq,
          seq: found.lastSeq,
          links: [...clean, ...(open ? links('public') : []), ...(staff ? links('staff') : [])],
          open,
        }),
      ),
    )
  })

  app.get('/c/:slug/:file{report\\.[a-z-]+}', async c => {
    const { found, wanted } = await wantedOf(c)
    await house.limits.take('export', actorOf(c)?.id ?? null, c.get('network'))
    const job = await jobs.settled(wanted, c.req.header('prefer') === 'respond-async' ? 0 : WAIT)
    if (job.state === 'failed') throw new Error('the report could not be made')
    if (job.state === 'done') return download(c, job.built)
    return building(c, found, job)
  })

  /** Not ready yet: the same address again in a moment, with how far it has come. */
  async function building(c: Ctx, found: Consultation, job: Extract<Job, { state: 'building' }>): Promise<Response> {
    const here = new URL(c.req.url)
    c.header('Location', here.pathname + here.search)
    c.header('Refresh', '3')
    c.header('Cache-Control', 'no-store')
    const page = buildingPage(contextOf(house, c), {
      slug: found.slug,
      title: found.title,
      done: job.done,
      total: job.total,
      cancel: `${here.pathname.replace(/\.sha256$/, '')}/cancel${here.search}`,
    })
    return c.html(String(await page), 202)
  }
  app.get('/c/:slug/:file{report\\.[a-z-]+\\.sha256}', async c => {
    const { found, wanted } = await wantedOf(c)
    const job = await jobs.settled(wanted, c.req.header('prefer') === 'respond-async' ? 0 : WAIT)
    if (job.state === 'failed') throw new Error('the report could not be made')
    if (job.state === 'building') return building(c, found, job)
    return c.text(`${job.built.sha256}  ${job.built.name}\n`)
  })
  app.post('/c/:slug/:file{report\\.[a-z-]+}/cancel', async c => {
    const { found, wanted } = await wantedOf(c)
    jobs.cancel(wanted)
    return c.redirect(`/c/${found.slug}/reports`, 303)
  })

  const { page, act } = deskActs(house)
  const choiceOf = (c: Ctx): Choice => ({
    format: offered.find(f => f === c.req.query('format')) ?? 'docx',
    edition: c.req.query('edition') === 'staff' ? 'staff' : 'public',
    table: c.req.query('table') === 'paragraphs' ? 'paragraphs' : 'comments',
  })
  const drawBuilder =
    (c: Ctx) =>
    async ({ ctx, found, desk, message }: Drawing) => {
      const choice = choiceOf(c)
      const { format, table, edition } = choice
      const built = jobs.built(wantedAt(c, found, format, table, edition))
      return builderPage(ctx, { desk, choice, href: reportAddress(found.slug, choice), sha256: built?.sha256 ?? null, message })
    }
  app.get('/c/:slug/desk/report', async c => c.html(await page(c, 'report.staff', drawBuilder(c))))
  app.post('/c/:slug/desk/report/public', async c => {
    const { open } = await needForm(c)
    return act(c, 'report.staff', drawBuilder(c), async (actor, found) => {
      await house.commands.run('consultation.describe', actor, { consultation: found.id, reportPublic: open === 'yes' })
      return `/c/${found.slug}/desk/report`
    })
  })
  return app
}

function download(c: Ctx, built: Built): Response {
  c.header('Content-Type', built.type)
  c.header('Content-Length', String(built.bytes))
  c.header('Content-Disposition', `attachment; filename="${built.name}"`)
  c.header('Repr-Digest', `sha-256=:${Buffer.from(built.sha256, 'hex').toString('base64')}:`)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
  return c.body(Readable.toWeb(createReadStream(built.file)) as ReadableStream)
}
