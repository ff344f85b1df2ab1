// paragraph.correct: an editorial correction; the meaning and so the votes stay, old and new are kept, the page says why.

import { addNotice, setRevision } from '../../db/consultations.ts'
import { addEdition, getParagraph, setWording } from '../../db/paragraphs.ts'
import { addChange, addRevision, getRevision } from '../../db/revisions.ts'
import type { Trx } from '../../db/query.ts'
import type { ParagraphRow } from '../../db/schema.ts'
import { addDraftUnit, listDraft, listStepTexts, setStepTexts } from '../../db/drafts.ts'
import { asKey, type DraftUnit, type Splice } from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done, In } from '../command.ts'
import { correctRoom } from '../draft-room/correct.ts'
import { cleanHtml } from '../import/clean.ts'
import { notice } from './consultation.ts'
import { unitOf } from './draft-unit.ts'
import { footnotesHtml } from './footnotes.ts'
import { asDraft } from './revision.ts'

export async function correctParagraph(
  { trx, consultation: c, actor, now, seq }: Ctx,
  { id, html, reason }: In<'paragraph.correct'>,
): Promise<Done> {
  refuseIf(mayDo(actor, 'consultation.manage', c.id))
  const paragraph = await getParagraph(trx, { id, consultation: c.id })
  if (!paragraph || paragraph.archivedAt) throw new Refusal(no('notFound'))
  const clean = cleanHtml(html)
  if (!clean.text.trim()) throw new Refusal(no('invalid', 'wording'))
  const revision = c.revision + 1
  const notes = footnotesHtml(JSON.parse(paragraph.footnotes) as DraftUnit['footnotes'])
  const text = notes && clean.html.endsWith(notes) ? cleanHtml(clean.html.slice(0, -notes.length)).text : clean.text
  await setWording(trx, { id, html: clean.html, text, revision })
  await addEdition(trx, {
    paragraphId: id,
    revision,
    consultationId: c.id,
    wordingId: paragraph.wordingId,
    number: paragraph.number,
    kind: paragraph.kind,
    level: paragraph.level,
    html: clean.html,
    text,
    reason,
    at: now,
  })
  await setRevision(trx, { id: c.id, revision })
  await addNotice(trx, {
    ...notice(c.id, seq, 'corrected', now, actor, reason),
    from: paragraph.text,
    to: text,
    paragraphId: id,
    revision,
  })
  const corrected = { ...paragraph, html: clean.html, text }
  await alsoInWorking(trx, paragraph, corrected)
  await correctRoom(trx, { id: c.id, at: now, person: actor.id, was: asDraft(paragraph), is: asDraft(corrected) })
  const units = (await getRevision(trx, { consultation: c.id, revision: c.revision }))?.units ?? '[]'
  const kept = { consultationId: c.id, revision }
  await addRevision(trx, { ...kept, at: now, seq, act: 'corrected', reason, afterClosing: null, units })
  const bare = { moved: 0, because: '[]', origins: '[]', into: null }
  await addChange(trx, { ...kept, ...bare, paragraphId: id, class: 'edited', reason })
  return {
    events: [{ type: 'paragraph.corrected', subject: id, data: { reason } }],
    result: { id, html: clean.html, revision },
  }
}

/**
 * A revision in the making that has not touched this unit takes the correction over, so that publishing it takes nothing back; nor does
 * undo, because the steps that hold the unit as it stood hold it corrected from now on.
 */
async function alsoInWorking(trx: Trx, was: ParagraphRow, is: ParagraphRow): Promise<void> {
  const [old, next] = [asKey(asDraft(was)), asDraft(is)]
  const consultation = was.consultationId
  const stands = (u: DraftUnit): boolean => u.id === was.id && asKey(u) === old
  for (const row of await listDraft(trx, { consultation }))
    if (stands(unitOf(row))) await addDraftUnit(trx, { ...row, ...next, footnotes: JSON.stringify(next.footnotes) })
  const corrected = (splices: string): string =>
    JSON.stringify(
      (JSON.parse(splices) as Splice[]).map(({ at, ...of }): Splice => {
        const [out, into] = [of.out, of.in].map(units => units.map(u => (stands(u) ? next : u)))
        return { at, out: out ?? [], in: into ?? [] }
      }),
    )
  for (const step of await listStepTexts(trx, { consultation })) {
    const texts = { before: corrected(step.before), after: corrected(step.after) }
    if (texts.before !== step.before || texts.after !== step.after) await setStepTexts(trx, { consultation, n: step.n, ...texts })
  }
}
