// The numbers behind each chart of the dashboard as comma-separated tables; columns are named for programs, in English.

import { levelOf } from '../../shared/agreement.ts'
import { excerptOf } from '../../shared/dashboard.ts'
import type { Dashboard } from '../dashboard.ts'
import { chosen } from '../pages/dashboard-agreement.ts'
import type { Asked, Chart } from '../pages/dashboard-figure.ts'
import { discussedIn, shareKinds, shareRows } from '../pages/dashboard-people.ts'
import type { Cell } from '../report/columns.ts'
import { csvTable } from '../report/csv.ts'

const tables: Record<Chart, (d: Dashboard, asked: Asked) => Cell[][]> = {
  activity: ({ days }) => [['day', 'comments', 'votes'], ...days.map(d => [d.day, d.comments, d.votes])],
  agreement: (d, asked) => [
    ['paragraph_number', 'paragraph_id', 'paragraph_text', 'level', 'agree', 'disagree', 'unsure', 'guests', 'n'].concat([
      'share',
      'low',
      'high',
      'division',
      'enough',
      'comments',
    ]),
    ...chosen(d, asked).units.map(({ number, id, html, agreement: a, comments }) => [
      ...[number, id, excerptOf(html, 200), levelOf(a), a.agree, a.disagree, a.unsure, a.guests, a.n],
      ...[a.share, a.low, a.high, a.division, a.enough ? 'yes' : 'no', comments.all],
    ]),
  ],
  discussed: d => [['place_id', 'place', 'text', 'comments'], ...discussedIn(d).map(p => [p.id, p.label ?? '', p.words, p.all])],
  shares: ({ shares }) => [['what', ...shareKinds], ...shareRows.map(row => [row, ...shareKinds.map(kind => shares[row][kind])])],
}

export const tableOf = (chart: Chart, d: Dashboard, asked: Asked): string => csvTable(tables[chart](d, asked))
