// The published text: units in order, and the editions each had.

import { row, rows, write } from './query.ts'
import type { EditionRow, ParagraphRow } from './schema.ts'

/** All units of a consultation with comments counted and votes on their present wording. */
export const listParagraphs = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('paragraphs as p')
    .innerJoin('places as l', 'l.id', 'p.id')
    .leftJoin('items as i', 'i.id', 'p.wordingId')
    .select(['p.id', 'p.wordingId', 'p.number', 'p.kind', 'p.level', 'p.html', 'l.threads', 'l.comments'])
    .select(['p.revision', 'p.since', 'p.earlier'])
    .select(['i.agree', 'i.disagree', 'i.unsure', 'i.guests'])
    .where('p.consultationId', '=', p.consultation)
    .where('p.archivedAt', 'is', null)
    .orderBy('p.position'),
)
export const getParagraph = row((q, p: { id: string; consultation: string }) =>
  q.selectFrom('paragraphs').selectAll().where('id', '=', p.id).where('consultationId', '=', p.consultation),
)
/** Whether a unit still stands, without its texts. */
export const getUnitState = row((q, p: { id: string }) => q.selectFrom('paragraphs').select('archivedAt').where('id', '=', p.id))
export const getByNumber = row((q, p: { number: number; consultation: string }) =>
  q
    .selectFrom('paragraphs')
    .select('id')
    .where('consultationId', '=', p.consultation)
    .where('number', '=', p.number)
    .where('archivedAt', 'is', null),
)
export const listTexts = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('paragraphs')
    .selectAll()
    .where('consultationId', '=', p.consultation)
    .where('archivedAt', 'is', null)
    .orderBy('position'),
)
/** Those that stand and those taken out, with the comments each has, in order. */
export const listEvery = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('paragraphs as p')
    .innerJoin('places as l', 'l.id', 'p.id')
    .selectAll('p')
    .select(['l.threads', 'l.comments'])
    .where('p.consultationId', '=', p.consultation)
    .orderBy('p.position')
    .orderBy('p.id'),
)
/** Those taken out that have comments, in order. */
export const listRemoved = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('paragraphs as p')
    .innerJoin('places as l', 'l.id', 'p.id')
    .select(['p.id', 'p.text', 'l.comments'])
    .where('p.consultationId', '=', p.consultation)
    .where('p.archivedAt', 'is not', null)
    .where('l.comments', '>', 0)
    .orderBy('p.position')
    .orderBy('p.id'),
)
/** What a unit holds, a published one and one of a draft alike. */
export const textOf = (p: Pick<ParagraphRow, 'kind' | 'level' | 'html' | 'text' | 'items' | 'rows' | 'footnotes'>) => ({
  kind: p.kind,
  level: p.level,
  html: p.html,
  text: p.text,
  items: p.items,
  rows: p.rows,
  footnotes: p.footnotes,
})
/** Everything of a unit that a revision may change. */
export const setUnit = write((q, p: Omit<ParagraphRow, 'consultationId'>) =>
  q
    .updateTable('paragraphs')
    .set({
      wordingId: p.wordingId,
      position: p.position,
      number: p.number,
      ...textOf(p),
      archivedAt: p.archivedAt,
      revision: p.revision,
      since: p.since,
      earlier: p.earlier,
    })
    .where('id', '=', p.id),
)
/** Where a unit stands, when nothing else of it changed. */
export const setPosition = write((q, p: { id: string; position: number; number: number | null }) =>
  q.updateTable('paragraphs').set({ position: p.position, number: p.number }).where('id', '=', p.id),
)
export const addParagraph = write((q, p: Omit<ParagraphRow, 'archivedAt' | 'earlier'>) =>
  q.insertInto('paragraphs').values({
    id: p.id,
    consultationId: p.consultationId,
    wordingId: p.wordingId,
    position: p.position,
    number: p.number,
    ...textOf(p),
    archivedAt: null,
    revision: p.revision,
    since: p.since,
    earlier: '[]',
  }),
)
export const setWording = write((q, p: { id: string; html: string; text: string; revision: number }) =>
  q.updateTable('paragraphs').set({ html: p.html, text: p.text, revision: p.revision }).where('id', '=', p.id),
)
export const addEdition = write((q, p: EditionRow) =>
  q.insertInto('editions').values({
    paragraphId: p.paragraphId,
    revision: p.revision,
    consultationId: p.consultationId,
    wordingId: p.wordingId,
    number: p.number,
    kind: p.kind,
    level: p.level,
    html: p.html,
    text: p.text,
    reason: p.reason,
    at: p.at,
  }),
)
