// Each chart of the dashboard as an SVG that stands alone.

import { levelOf } from '../../shared/agreement.ts'
import { barInsideOf, columnsInside, piecesInside } from '../../shared/chart.ts'
import { excerptOf, shortened } from '../../shared/excerpt.ts'
import { numbersOf } from '../../shared/format.ts'
import { barInside, percentOf } from '../../shared/pulse.ts'
import type { Lang, Words } from '../../shared/words.ts'
import type { Dashboard } from '../dashboard.ts'
import { measures, stripWords } from '../pages/dashboard-activity.ts'
import { chosen } from '../pages/dashboard-agreement.ts'
import type { Asked, Chart } from '../pages/dashboard-figure.ts'
import { discussedIn, sharePieces, shareRows, shareWords } from '../pages/dashboard-people.ts'
import { shortDay } from '../pages/piece.ts'
import { boxed, EDGE, sheet, WIDTH, words, type Drawing, type Sheet } from './paper.ts'

export interface Reader {
  lang: Lang
  t: Words
}
/** Rows a picture can hold and still be looked at. */
const MOST_ROWS = 150
const ROW = 34
const INNER = WIDTH - 2 * EDGE

const drawings: Record<Chart, (reader: Reader, d: Dashboard, asked: Asked) => Drawing> = {
  activity(reader, { days }) {
    const strips = measures.map((measure, i) => {
      const top = i * 170
      const { most } = stripWords(reader, days, measure)
      const columns = columnsInside(
        days.map(d => d[measure]),
        120,
      )
      return `${words({ x: EDGE, y: top + 18, text: `${reader.t(`dash.perDay.${measure}`)} – ${most}`, name: 'bold' })}${boxed(EDGE, top + 32, INNER, 120, columns)}`
    })
    const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
    const end = WIDTH - EDGE
    const ends = `${words({ x: EDGE, y: 346, text: shortDay(reader.lang, first), name: 'small' })}${first === last ? '' : words({ x: days.length < 14 ? EDGE + (INNER * days.length) / 14 : end, y: 346, text: shortDay(reader.lang, last), name: 'small', anchor: 'end' })}`
    return { height: 356, inside: strips.join('') + ends }
  },

  agreement(reader, d, asked) {
    const { t, lang } = reader
    const { part, units } = chosen(d, asked)
    const shown = units.slice(0, MOST_ROWS)
    const [bars, wide] = [392, 248]
    const cut = shown.length < units.length ? t('dash.shownFirst', { n: shown.length, of: units.length }) : ''
    const note = [part?.title, t(`dash.order.${asked.order}`), cut].filter(Boolean).join(' · ')
    const head = `${words({ x: EDGE, y: 14, text: note, name: 'small muted' })}${words({ x: bars, y: 44, text: t('vote.disagree'), name: 'small muted' })}${words({ x: bars + wide, y: 44, text: t('vote.agree'), name: 'small muted', anchor: 'end' })}`
    const rows = shown.map((p, i) => {
      const y = 56 + i * ROW
      const level = levelOf(p.agreement)
      const { agree, disagree, unsure, share, enough } = p.agreement
      const figure = enough && share !== null ? ` ${percentOf(lang, share)}` : ''
      const counts = [agree, disagree, unsure].map(n => numbersOf(lang).format(n)).join(' / ')
      const bar = `<rect class="bar-track" y="3" width="100%" height="10" rx="2"/>${barInside(p.agreement)}`
      return `${words({ x: EDGE, y: y + 14, text: `P${p.number}`, name: 'bold' })}${words({ x: EDGE + 52, y: y + 14, text: excerptOf(p.html, 40), name: 'small' })}${boxed(bars, y, wide, 16, bar, level === 'few' ? 'few' : '')}${words({ x: bars + wide + 20, y: y + 14, text: t(`level.${level}`) + figure, name: 'small' })}${words({ x: WIDTH - EDGE, y: y + 14, text: counts, name: 'small', anchor: 'end' })}`
    })
    const key = words({
      x: WIDTH - EDGE,
      y: 14,
      text: (['agree', 'disagree', 'unsure'] as const).map(v => t(`vote.${v}`)).join(' / '),
      name: 'small muted',
      anchor: 'end',
    })
    return { height: 56 + shown.length * ROW, inside: head + key + rows.join('') }
  },

  discussed(reader, d) {
    const places = discussedIn(d)
    const most = places[0]?.all ?? 0
    const rows = places.map((p, i) => {
      const y = i * 56
      const label = [p.label ?? reader.t('dash.whole'), p.words].filter(Boolean).join('  ')
      return `${words({ x: EDGE, y: y + 18, text: shortened(label, 100) })}${words({ x: WIDTH - EDGE, y: y + 18, text: numbersOf(reader.lang).format(p.all), name: 'bold', anchor: 'end' })}${boxed(EDGE, y + 24, INNER, 16, barInsideOf(p.all, most))}`
    })
    return { height: Math.max(1, places.length) * 56, inside: rows.join('') }
  },

  shares(reader, { shares }) {
    const rows = shareRows.map((row, i) => {
      const y = i * 78
      const pieces = piecesInside(sharePieces(shares[row]))
      return `${words({ x: EDGE, y: y + 18, text: reader.t(`dash.share.${row}`), name: 'bold' })}${boxed(EDGE, y + 28, INNER, 16, pieces)}${words({ x: EDGE, y: y + 62, text: shareWords(reader, shares[row]), name: 'small' })}`
    })
    return { height: shareRows.length * 78, inside: rows.join('') }
  },
}

export function pictureOf(chart: Chart, reader: Reader, d: Dashboard, asked: Asked): Sheet {
  const { title } = d.view.consultation
  const foot = reader.t('dash.asOf', { seq: chart === 'activity' || chart === 'shares' ? d.countedAt : d.view.seq })
  return sheet(reader.lang, reader.t(`dash.${chart}Chart`), shortened(title, 90), foot, drawings[chart](reader, d, asked))
}
