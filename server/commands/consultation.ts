// consultation.create, describe, publish, archive, remove: the life of a consultation but for its deadline.

import { addPlace } from '../../db/comments.ts'
import {
  addConsultation,
  addLog,
  addNotice,
  findConsultation,
  getConsultation,
  setArchived,
  setDescription,
  setPublished,
} from '../../db/consultations.ts'
import { listDraft } from '../../db/drafts.ts'
import { addEdition, addParagraph } from '../../db/paragraphs.ts'
import { addRevision } from '../../db/revisions.ts'
import { removeConsultation, removeRehearsals } from '../../db/removal.ts'
import type { ConsultationRow, DraftUnitRow } from '../../db/schema.ts'
import { addItem } from '../../db/votes.ts'
import { mayPublish, stateAt } from '../../shared/consultation.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { momentOf } from '../../shared/deadline.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo, type Actor } from '../../shared/role.ts'
import type { Trx } from '../../db/query.ts'
import type { Ctx, Done, HouseCtx, In } from '../command.ts'
import { footnotesHtml } from './footnotes.ts'

const rightToLeft = new Set(['ar', 'he', 'fa', 'ur', 'yi', 'dv', 'ps', 'sd', 'ug', 'ckb'])
export const dirOf = (lang: string): 'ltr' | 'rtl' => (rightToLeft.has(lang.split('-')[0] ?? '') ? 'rtl' : 'ltr')

/** Which role the public page names for an act. */
function byOf(actor: Actor): string {
  if (actor.kind === 'system' || actor.kind === 'operator') return actor.kind
  const has = (role: string): boolean => actor.grants.some(g => g.role === role)
  return has('administrator') ? 'administrator' : !has('secretariat') && has('drafter') ? 'drafter' : 'secretariat'
}

/** UTC of a moment given as wall time and zone; thrown as a refusal when it does not exist or is ambiguous. */
export function needMoment(text: string, zone: string, earlier?: boolean) {
  const read = momentOf(text, zone, earlier)
  if ('refused' in read) throw new Refusal(read.refused)
  return read.moment
}

type Described = Partial<Omit<In<'consultation.create'>, 'slug'>>

/** The stored fields a description sets; what is not named stays as it was. */
function described(was: Omit<ConsultationRow, 'id'>, d: Described, now: string) {
  const zone = d.zone ?? was.closingZone ?? 'UTC'
  const opens = d.opensAt === undefined ? was.opensAt : d.opensAt && needMoment(d.opensAt, zone, d.earlier).utc
  const closes =
    d.closesAt === undefined
      ? { utc: was.closesAt, wall: was.closingWall, zone: was.closingZone }
      : d.closesAt
        ? needMoment(d.closesAt, zone, d.earlier)
        : { utc: null, wall: null, zone: null }
  if (opens && closes.utc && closes.utc <= opens) throw new Refusal(no('invalid', 'closesBeforeOpens'))
  return {
    title: d.title ?? was.title,
    lang: d.lang ?? was.lang,
    dir: d.lang ? dirOf(d.lang) : was.dir,
    asker: d.asker === undefined ? was.asker : d.asker,
    description: d.description ?? was.description,
    links: d.links ? JSON.stringify(d.links) : was.links,
    next: d.next ?? was.next,
    guests: d.guests === undefined ? was.guests : d.guests ? 1 : 0,
    minVotes: d.minVotes ?? was.minVotes,
    opensAt: opens,
    closesAt: closes.utc,
    closingWall: closes.wall,
    closingZone: closes.zone,
    reportPublicAt: d.reportPublic === undefined ? was.reportPublicAt : d.reportPublic ? (was.reportPublicAt ?? now) : null,
  }
}

const blank = {
  slug: '',
  title: '',
  lang: 'en',
  dir: 'ltr',
  asker: null,
  description: '',
  links: '[]',
  next: '',
  opensAt: null,
  closesAt: null,
  closingWall: null,
  closingZone: null,
  createdAt: '',
  publishedAt: null,
  openedAt: null,
  closedAt: null,
  closedSeq: null,
  archivedAt: null,
  reportPublicAt: null,
  revision: 0,
  minVotes: 5,
  guests: 1,
  wholeId: '',
  rehearsalOf: null,
  rehearsalHash: null,
  imported: null,
} satisfies Omit<ConsultationRow, 'id'>

/** Rows of a new consultation with its log and the place for comments on the whole. */
export async function addBlank(trx: Trx, row: ConsultationRow, now: string): Promise<void> {
  await addConsultation(trx, row)
  await addLog(trx, { id: row.id, at: now })
  await addPlace(trx, { id: row.wholeId, consultation: row.id })
}

export async function createConsultation({ trx, actor, now, newId, record }: HouseCtx, input: In<'consultation.create'>) {
  refuseIf(mayDo(actor, 'consultation.create', null))
  const { slug, ...rest } = input
  if (slug === 'new' || (await findConsultation(trx, { slug }))) throw new Refusal(no('invalid', 'slug'))
  const id = newId()
  await addBlank(trx, { ...blank, ...described(blank, rest, now), id, slug, createdAt: now, wholeId: newId() }, now)
  await record(id, [{ type: 'consultation.created', subject: id, data: {} }])
  return { id, slug }
}

export async function describeConsultation(
  { trx, consultation, actor, now, seq }: Ctx,
  { consultation: _consultation, ...rest }: In<'consultation.describe'>,
): Promise<Done> {
  refuseIf(mayDo(actor, 'consultation.manage', consultation.id))
  const was = await getConsultation(trx, { id: consultation.id })
  if (!was) throw new Refusal(no('notFound'))
  const set = described(was, rest, now)
  const dated = set.closesAt !== consultation.closesAt || set.opensAt !== consultation.opensAt
  if (consultation.publishedAt && dated) throw new Refusal(no('invalid', 'published'))
  await setDescription(trx, { id: consultation.id, ...set })
  if (consultation.publishedAt)
    await addNotice(trx, { ...notice(consultation.id, seq, 'described', now, actor), revision: consultation.revision })
  return { events: [{ type: 'consultation.described', subject: consultation.id, data: {} }], result: { slug: consultation.slug } }
}

/** An empty notice: who (a role), when, what. */
export const notice = (
  consultationId: string,
  seq: number,
  act: string,
  at: string,
  actor: Actor,
  reason: string | null = null,
) => ({
  consultationId,
  seq,
  act,
  at,
  by: byOf(actor),
  reason,
  from: null,
  to: null,
  paragraphId: null,
  revision: null,
})

export async function publishConsultation(ctx: Ctx): Promise<Done> {
  const { trx, consultation, actor, now, seq } = ctx
  refuseIf(mayDo(actor, 'consultation.manage', consultation.id))
  const units = await listDraft(trx, { consultation: consultation.id })
  refuseIf(mayPublish(consultation, units.length, now))
  await removeRehearsals(trx, consultation.id, ctx.gone)
  await publishUnits(trx, units, consultation.id, 1, now, seq)
  const opens = stateAt({ ...consultation, publishedAt: now }, now) === 'open'
  await setPublished(trx, { id: consultation.id, at: now, openedAt: opens ? now : null, revision: 1 })
  await addNotice(trx, { ...notice(consultation.id, seq, 'published', now, actor), to: consultation.closesAt, revision: 1 })
  return {
    events: [{ type: 'consultation.published', subject: consultation.id, data: {} }],
    result: { slug: consultation.slug, revision: 1 },
  }
}

/** Draft units become what readers see: numbered, each with a place for comments and an item for votes. Headings take no votes. */
export async function publishUnits(
  trx: Trx,
  units: DraftUnitRow[],
  consultationId: string,
  revision: number,
  now: string,
  seq: number,
): Promise<void> {
  let number = 0
  const order: [string, number | null][] = []
  for (const [position, u] of units.entries()) {
    const numbered = u.kind === 'heading' ? null : ++number
    await addPlace(trx, { id: u.id, consultation: consultationId })
    const html = u.html + footnotesHtml(JSON.parse(u.footnotes) as DraftUnit['footnotes'])
    const born = { revision, since: revision }
    await addParagraph(trx, { ...u, html, consultationId, wordingId: u.id, position, number: numbered, ...born })
    await addEdition(trx, {
      paragraphId: u.id,
      revision,
      consultationId,
      wordingId: u.id,
      number: numbered,
      kind: u.kind,
      level: u.level,
      html,
      text: u.text,
      reason: null,
      at: now,
    })
    if (numbered) await addItem(trx, { id: u.id, consultationId, kind: 'wording', placeId: u.id, replyTo: null, seq: 0 })
    order.push([u.id, numbered])
  }
  await addRevision(trx, {
    consultationId,
    revision,
    at: now,
    seq,
    act: 'published',
    reason: null,
    afterClosing: null,
    units: JSON.stringify(order),
  })
}

export async function archiveConsultation(
  { trx, consultation, actor, now }: Ctx,
  { back = false }: In<'consultation.archive'>,
): Promise<Done> {
  refuseIf(mayDo(actor, 'consultation.manage', consultation.id))
  if (stateAt(consultation, now) === 'open') throw new Refusal(no('invalid', 'notClosed'))
  await setArchived(trx, { id: consultation.id, at: back ? null : now })
  return {
    events: [{ type: 'consultation.archived', subject: consultation.id, data: { back } }],
    result: { slug: consultation.slug },
  }
}

export async function deleteUnpublished({ trx, actor, gone }: HouseCtx, { consultation: slug }: In<'consultation.remove'>) {
  const found = await findConsultation(trx, { slug })
  if (!found) throw new Refusal(no('notFound'))
  refuseIf(mayDo(actor, 'consultation.manage', found.id))
  if (found.publishedAt) throw new Refusal(no('invalid', 'published'))
  await removeRehearsals(trx, found.id, gone)
  await removeConsultation(trx, found.id)
  gone(found.id)
  return { slug }
}
