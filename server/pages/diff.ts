// A change drawn word by word: in one text or side by side, with words for those who listen.

import { html, raw } from 'hono/html'
import { textDiff, type Run } from '../../shared/text-diff.ts'
import type { Class } from '../../shared/revision.ts'
import type { PageContext } from './context.ts'
import { icon, type Html } from './piece.ts'

export type Manner = 'inline' | 'side'
interface Words {
  before: string | null
  after: string | null
}
/** Whose words: language and direction of the draft. */
export interface Tongue {
  lang: string
  dir: string
}

const classIcons: Record<Class, string> = {
  unchanged: 'none',
  edited: 'check',
  changed: 'unsure',
  new: 'comment',
  moved: 'divided',
  split: 'divided',
  merged: 'check2',
  removed: 'cross',
}
/** The class in words, with what it means for votes and comments. */
export function classChip(ctx: PageContext, of: Class, moved = false): Html {
  const { t } = ctx
  return html`<span class="chip class class-${of}"
    >${icon(classIcons[of])}<span>${t(`class.${of}`)}${moved && of !== 'moved' ? ` ${t('class.movedToo')}` : ''}</span></span
  >`
}

/** Both texts as one, or each in its own column. Where nothing but the form differs, it says so. */
export function diffPiece(ctx: PageContext, words: Words, manner: Manner, tongue: Tongue, differs = true): Html {
  const { t } = ctx
  const runs = textDiff(words.before ?? '', words.after ?? '')
  const same = words.before !== null && words.after !== null && runs.every(r => r.kind === 'same')
  const note = same && differs ? html`<p class="muted">${t('diff.format')}</p>` : ''
  if (manner === 'inline') return html`${column(ctx, runs, tongue)}${note}`
  const side = (leave: Run['kind']): Html =>
    column(
      ctx,
      runs.filter(r => r.kind !== leave),
      tongue,
    )
  return html`<div class="sides">
      ${words.before === null ? html`<div class="diff"></div>` : side('in')}${
        words.after === null ? html`<div class="diff"></div>` : side('out')
      }
    </div>
    ${note}`
}

const column = (ctx: PageContext, runs: readonly Run[], { lang, dir }: Tongue): Html =>
  html`<div class="diff" lang="${lang}" dir="${dir}">${runs.map(run => mark(ctx, run))}</div>`

function mark({ t, lang }: PageContext, run: Run): Html {
  if (run.kind === 'same') return html`${run.text}`
  const tag = run.kind === 'out' ? 'del' : 'ins'
  const say = (key: string): Html => html`<span class="visually-hidden" lang="${lang}">${t(key)}</span>`
  return html`${raw(`<${tag}>`)}${say(`diff.${run.kind}`)}${run.text}${say('diff.end')}${raw(`</${tag}>`)}`
}
