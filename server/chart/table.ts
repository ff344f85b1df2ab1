// The numbers behind each chart of the dashboard as comma-separated tables; columns are named for programs, in English.

import { levelOf } from '../../shared/agreement.ts'
import { excerptOf } from '../../shared/excerpt.ts'
import type { ParagraphView } from '../../shared/view.ts'
import type { Dashboard } from '../dashboard.ts'
import { chosen } from '../pages/dashboard-agreement.ts'
import type { Asked, Chart } from '../pages/dashboard-figure.ts'
import { discussedIn, shareKinds, shareRows } from '../pages/dashboard-people.ts'
import type { Cell } from '../report/columns.ts'
import { csvTable } from '../report/csv.ts'

/** Names of columns, and what stands in them. */
const ofUnit: [string, (p: ParagraphView) => Cell][] = [
  ['paragraph_number', p => p.number],
  ['paragraph_id', p => p.id],
  ['paragraph_text', p => excerptOf(p.html, 200)],
  ['level', p => levelOf(p.agreement)],
  ...(['agree', 'disagree', 'unsure', 'guests', 'n', 'share', 'low', 'high', 'division'] as const).map(
    (name): [string, (p: ParagraphView) => Cell] => [name, p => p.agreement[name]],
  ),
  ['enough', p => (p.agreement.enough ? 'yes' : 'no')],
  ['comments', p => p.comments.all],
]

const tables: Record<Chart, (d: Dashboard, asked: Asked) => Cell[][]> = {
  activity: ({ days }) => [['day', 'comments', 'votes'], ...days.map(d => [d.day, d.comments, d.votes])],
  agreement: (d, asked) => [
    ofUnit.map(([name]) => name),
    ...chosen(d, asked).units.map(unit => ofUnit.map(([, cell]) => cell(unit))),
  ],
  discussed: d => [['place_id', 'place', 'text', 'comments'], ...discussedIn(d).map(p => [p.id, p.label ?? '', p.words, p.all])],
  shares: ({ shares }) => [['what', ...shareKinds], ...shareRows.map(row => [row, ...shareKinds.map(kind => shares[row][kind])])],
}

export const tableOf = (chart: Chart, d: Dashboard, asked: Asked): string => csvTable(tables[chart](d, asked))
