// parley list, close, extend, reopen, staff, export, check, backup: what the operator does beside import and restore.

import { findConsultation, listConsultations } from '../../db/consultations.ts'
import { stateAt } from '../../shared/consultation.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { isLang, type Lang } from '../../shared/words.ts'
import { backupTo } from '../backup.ts'
import { checkHouse } from '../check.ts'
import type { House } from '../house.ts'
import { operator } from '../operator.ts'
import { buildReport, editions, isFormat, programVersion, tables } from '../report/report.ts'
import { operatorLink } from '../sign-in.ts'
import { UsageError, type Arguments } from './arguments.ts'
import { outputPath } from './files.ts'

export type CliCommand = (house: House, args: Arguments, base: string) => Promise<object>

const first = (args: Arguments, what: string): string => {
  const [value] = args.rest
  if (!value) throw new UsageError(`Which ${what}?`)
  return value
}
const moment = (args: Arguments) => ({ ...(args.value('zone') && { zone: args.value('zone') }), reason: args.need('reason') })

const list: CliCommand = async house => {
  const at = house.now()
  return (await listConsultations(house.db.read, {})).map(c => ({
    slug: c.slug,
    id: c.id,
    title: c.title,
    lang: c.lang,
    state: stateAt(c, at),
    opensAt: c.opensAt,
    closesAt: c.closesAt,
    revision: c.revision,
    seq: c.lastSeq,
    comments: c.comments,
    votes: c.votes,
  }))
}
const close: CliCommand = async (house, args) =>
  (
    await house.commands.run('consultation.close', operator, {
      consultation: first(args, 'consultation'),
      reason: args.need('reason'),
    })
  ).result as object
const extend: CliCommand = async (house, args) =>
  (
    await house.commands.run('consultation.extend', operator, {
      consultation: first(args, 'consultation'),
      until: args.need('until'),
      ...moment(args),
    })
  ).result as object
const reopen: CliCommand = async (house, args) =>
  (
    await house.commands.run('consultation.reopen', operator, {
      consultation: first(args, 'consultation'),
      until: args.value('until') ?? null,
      ...moment(args),
    })
  ).result as object

const staff: CliCommand = async (house, args, base) => {
  const [verb, email] = args.rest
  if (verb !== 'add' || !email) throw new UsageError('staff add EMAIL --role secretariat|moderator|drafter')
  const consultation = args.value('consultation')
  await house.commands.run('staff.grant', operator, { email, role: args.need('role'), ...(consultation && { consultation }) })
  return args.flag('link') ? { url: await operatorLink(house, email, base) } : { added: true }
}

const langOf = (lang: string | undefined): Lang => (isLang(lang) ? lang : 'en')

const exportReport: CliCommand = async (house, args, base) => {
  const slug = first(args, 'consultation')
  const format = args.need('format')
  if (!isFormat(format)) throw new UsageError(`No format ${format}.`)
  const table = args.oneOf('table', tables) ?? 'comments'
  const edition = args.oneOf('edition', editions) ?? 'public'
  const outFile = outputPath(args.need('output'))
  if (!(await findConsultation(house.db.read, { slug }))) throw new Refusal(no('notFound'))
  const built = await buildReport({
    where: house.where,
    base,
    consultation: slug,
    format,
    table,
    edition,
    lang: langOf(args.value('lang')),
    version: programVersion(),
    outFile,
  })
  return built
}

const check: CliCommand = house => checkHouse(house)
const backup: CliCommand = (house, args) => backupTo(house, outputPath(first(args, 'file')))

export const acts: Record<string, CliCommand> = { list, close, extend, reopen, staff, export: exportReport, check, backup }
