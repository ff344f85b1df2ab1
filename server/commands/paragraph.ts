// paragraph.correct: an editorial correction; the meaning and so the votes stay, old and new are kept, the page says why.

import { addNotice, setRevision } from '../../db/consultations.ts'
import { addEdition, getParagraph, setWording } from '../../db/paragraphs.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done, In } from '../command.ts'
import { cleanHtml } from '../import/clean.ts'
import { notice } from './consultation.ts'

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
  await setWording(trx, { id, html: clean.html, text: clean.text })
  await addEdition(trx, {
    paragraphId: id,
    revision,
    consultationId: c.id,
    wordingId: paragraph.wordingId,
    number: paragraph.number,
    html: clean.html,
    text: clean.text,
    reason,
    at: now,
  })
  await setRevision(trx, { id: c.id, revision })
  await addNotice(trx, {
    ...notice(c.id, seq, 'corrected', now, actor, reason),
    from: paragraph.text,
    to: clean.text,
    paragraphId: id,
    revision,
  })
  return {
    events: [{ type: 'paragraph.corrected', subject: id, data: { reason } }],
    result: { id, html: clean.html, revision },
  }
}
