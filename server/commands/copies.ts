// consultation.duplicate and consultation.rehearse: copies with units and pictures of their own.

import {
  addNotice,
  findConsultation,
  getConsultation,
  setImported,
  setPublished,
  takeConsultation,
  type Consultation,
} from '../../db/consultations.ts'
import { addDraftUnit, addFile, getFile, listAttachments, listDraft, listFiles } from '../../db/drafts.ts'
import { listTexts } from '../../db/paragraphs.ts'
import type { Trx } from '../../db/query.ts'
import { removeRehearsals } from '../../db/removal.ts'
import type { DraftUnitRow } from '../../db/schema.ts'
import { mayPublish } from '../../shared/consultation.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import { langOfTag, wordsOf } from '../../shared/words.ts'
import type { HouseCtx, In } from '../command.ts'
import { addBlank, notice, publishUnits } from './consultation.ts'
import type { ImportFacts } from './draft.ts'
import { unitOf } from './draft-unit.ts'
import { copiedFacts } from './draft-warnings.ts'
import { asDraft } from './revision.ts'

/** A copy begins its own life: no dates of acts, nothing published. */
const fresh = {
  opensAt: null,
  publishedAt: null,
  openedAt: null,
  closedAt: null,
  closedSeq: null,
  archivedAt: null,
  reportPublicAt: null,
}

async function needTaken(trx: Trx, slug: string): Promise<Consultation> {
  const found = await findConsultation(trx, { slug })
  if (!found) throw new Refusal(no('notFound'))
  await takeConsultation(trx, { id: found.id })
  return (await getConsultation(trx, { id: found.id })) ?? found
}

/** The units with new ids, and with pictures that hang on the copy. `ids` leads from old to new. */
async function copyUnits(
  ctx: HouseCtx,
  from: Consultation,
  to: { id: string; slug: string },
): Promise<{ units: DraftUnitRow[]; ids: Map<string, string> }> {
  const { trx, newId } = ctx
  const pictures = new Map<string, string>()
  const files = [
    ...(await listFiles(trx, { consultation: from.id, purpose: 'picture' })),
    ...(await listAttachments(trx, { consultation: from.id })),
  ]
  for (const { id } of files) {
    const file = await getFile(trx, { id, consultation: from.id })
    if (!file) continue
    pictures.set(id, newId())
    await addFile(trx, { ...file, id: pictures.get(id) ?? '', consultationId: to.id })
  }
  const address = (id: string): string => `src="/c/${to.slug}/file/${pictures.get(id) ?? 'missing'}"`
  const ids = new Map<string, string>()
  const units: DraftUnitRow[] = []
  const texts = from.publishedAt
    ? (await listTexts(trx, { consultation: from.id })).map(asDraft)
    : (await listDraft(trx, { consultation: from.id })).map(unitOf)
  for (const [position, u] of texts.entries()) {
    const id = newId()
    ids.set(u.id, id)
    const html = u.html.replace(/src="\/c\/[a-z0-9-]+\/file\/([0-9a-z]+)"/g, (_, picture: string) => address(picture))
    units.push({ ...u, id, consultationId: to.id, position, html, footnotes: JSON.stringify(u.footnotes) })
  }
  return { units, ids }
}

export async function duplicateConsultation(ctx: HouseCtx, input: In<'consultation.duplicate'>) {
  const { trx, actor, now, newId, record } = ctx
  const from = await needTaken(trx, input.consultation)
  refuseIf(mayDo(actor, 'consultation.create', null))
  refuseIf(mayDo(actor, 'consultation.manage', from.id))
  if (input.slug === 'new' || (await findConsultation(trx, { slug: input.slug }))) throw new Refusal(no('invalid', 'slug'))
  const to = { id: newId(), slug: input.slug }
  const dates = { closesAt: null, closingWall: null }
  await addBlank(
    trx,
    {
      ...from,
      ...fresh,
      ...dates,
      ...to,
      title: input.title,
      createdAt: now,
      revision: 0,
      wholeId: newId(),
      rehearsalOf: null,
      imported: null,
    },
    now,
  )
  const { units, ids } = await copyUnits(ctx, from, to)
  for (const unit of units) await addDraftUnit(trx, unit)
  if (from.imported) {
    const facts = await copiedFacts(trx, from.id, JSON.parse(from.imported) as ImportFacts, ids)
    await setImported(trx, { id: to.id, imported: JSON.stringify(facts) })
  }
  await record(to.id, [{ type: 'consultation.created', subject: to.id, data: {} }])
  return to
}

/** A hidden copy, open at once: whoever has its address may try it. It says in its title and its first words that it is a rehearsal. */
export async function rehearseConsultation(ctx: HouseCtx, input: In<'consultation.rehearse'>) {
  const { trx, actor, now, newId, record } = ctx
  const from = await needTaken(trx, input.consultation)
  refuseIf(mayDo(actor, 'consultation.manage', from.id))
  if (from.rehearsalOf) throw new Refusal(no('notFound'))
  const drafted = await listDraft(trx, { consultation: from.id })
  refuseIf(mayPublish({ ...from, closesAt: null }, drafted.length, now))
  await removeRehearsals(trx, from.id, ctx.gone)
  const to = { id: newId(), slug: `${from.slug.slice(0, 28)}-rehearsal-${newId()}${newId()}` }
  const t = wordsOf(langOfTag(from.lang) ?? 'en')
  const title = t('rehearsal.title', { title: from.title })
  const description = `**${t('rehearsal.text')}**\n\n${from.description}`
  const ended = from.closesAt && from.closesAt <= now ? { closesAt: null, closingWall: null } : {}
  await addBlank(
    trx,
    {
      ...from,
      ...fresh,
      ...ended,
      ...to,
      title,
      description,
      createdAt: now,
      revision: 0,
      wholeId: newId(),
      rehearsalOf: from.id,
      imported: null,
    },
    now,
  )
  const { units } = await copyUnits(ctx, from, to)
  await publishUnits(trx, units, to.id, 1, now, 2)
  await setPublished(trx, { id: to.id, at: now, openedAt: now, revision: 1 })
  await addNotice(trx, { ...notice(to.id, 2, 'published', now, actor), revision: 1 })
  await record(to.id, [
    { type: 'consultation.created', subject: to.id, data: {} },
    { type: 'consultation.published', subject: to.id, data: {} },
  ])
  return { ...to, url: `/c/${to.slug}` }
}
