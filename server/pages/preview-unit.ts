// One unit in the preview: as readers will see it, its warnings, and its tools.

import { html, raw } from 'hono/html'
import type { PageContext } from './context.ts'
import { tokenField } from './layout.ts'
import { silentPictures } from '../import/authoring.ts'
import { icon, wide, type Html } from './piece.ts'
import type { Preview, PreviewUnit } from './preview.ts'
import { shortened } from '../../shared/excerpt.ts'

export function previewUnit(ctx: PageContext, p: Preview, u: PreviewUnit, refused: string | null): Html {
  const number = u.number === null ? raw('') : html`<span class="block-no">P${u.number}</span>`
  return html`<article
    class="block${u.places || refused ? ' block-selected' : ''}"
    id="p-${u.id}"
    ${u.number === null ? '' : raw(`data-number="${u.number}"`)}
  >
    ${p.mayEdit ? tools(ctx, p, u) : ''}${number}
    <div class="unit-text block-text" lang="${p.lang}" dir="${p.dir}" ${wide(u.html, unitName(ctx, u))}>
      ${words(u)}${notes(u)}
    </div>
    ${
      refused ? html`<p class="error" role="alert">${refused}</p>` : ''
    }${u.warnings.map(w => html`<p class="notice">${icon('unsure')}<span>${ctx.t(`import.warning.${w.code}`, w.args)}</span></p>`)}${mending(ctx, p, u)}${splitPanel(ctx, p, u)}${p.revising === u.id ? editPanel(ctx, p, u) : ''}
  </article>`
}

const unitName = ({ t }: PageContext, u: PreviewUnit): string =>
  u.number === null ? t('preview.tools.heading', { text: shortened(u.text, 60) }) : t('preview.tools.paragraph', { n: u.number })

function words(u: PreviewUnit): Html {
  if (u.kind !== 'heading') return raw(u.html)
  const level = Math.min(6, (u.level ?? 1) + 1)
  return raw(`<h${level}>${u.html}</h${level}>`)
}

function notes(u: PreviewUnit): Html {
  if (!u.footnotes.length) return raw('')
  return html`<ol class="footnotes">
    ${u.footnotes.map(f => html`<li id="footnote-${f.mark}"><span class="label">${f.mark}</span> ${f.text}</li>`)}
  </ol>`
}

/** What a warning asks for can be given where it stands. */
function mending(ctx: PageContext, p: Preview, u: PreviewUnit): Html {
  const { t } = ctx
  const asks = (code: string): boolean => p.mayEdit && u.warnings.some(w => w.code === code)
  const form = (inside: Html): Html =>
    html`<form class="split" method="post" action="${p.base}/act">
      ${tokenField(ctx)}<input type="hidden" name="seq" value="${p.lastSeq}" /><input
        type="hidden"
        name="id"
        value="${u.id}"
      />${inside}
    </form>`
  const button = (act: string): Html => html`<button class="button" name="act" value="${act}">${t(`preview.act.${act}`)}</button>`
  const pictures = Array.from({ length: silentPictures(u.html) }, (_, n) => n)
  return html`${asks('table.names') ? form(html`<div class="button-row">${button('columns')}${button('rows')}</div>`) : ''}${
    asks('image.alt')
      ? form(
          html`${pictures.map(
            n =>
              html`<div class="field">
                <label for="alt${n}-${u.id}">${t('preview.describe', { n: n + 1, of: pictures.length })}</label
                ><input class="input" id="alt${n}-${u.id}" name="alt${n}" maxlength="300" lang="${p.lang}" dir="auto" />
              </div>`,
          )}${button('describe')}`,
        )
      : ''
  }`
}

const manyPieces = (u: PreviewUnit): boolean =>
  u.items > 1 || u.rows > 1 || /<\/(p|ul|ol|table|pre|blockquote)><(p|ul|ol|table|pre|blockquote)/.test(u.html)

function tools(ctx: PageContext, p: Preview, u: PreviewUnit): Html {
  const { t } = ctx
  const name = unitName(ctx, u)
  const button = (act: string, shown: boolean): Html | '' =>
    shown ? html`<button class="button button-quiet" name="act" value="${act}">${t(`preview.act.${act}`)}</button>` : ''
  return html`<form method="post" action="${p.base}/act">
    <div class="block-tools" role="group" aria-label="${t('preview.tools', { name })}">
      ${tokenField(ctx)}<input type="hidden" name="seq" value="${p.lastSeq}" /><input type="hidden" name="id" value="${u.id}" /><a
        class="button button-quiet"
        href="${p.base}?at=${u.id}&amp;split=${u.id}#p-${u.id}"
        >${t('preview.act.split')}</a
      >${button('merge', !u.first)}${button('up', !u.first)}${button('down', !u.last)}${button('apart', u.kind !== 'heading' && manyPieces(u))}${
        u.kind === 'heading' || u.kind === 'prose' ? levels(ctx, u) : ''
      }${button('drop', true)}${p.revising !== null ? html`<a class="button button-quiet" href="${p.base}?at=${u.id}&amp;edit=${u.id}#p-${u.id}">${t('preview.act.write')}</a>` : ''}
    </div>
  </form>`
}

function levels(ctx: PageContext, u: PreviewUnit): Html {
  const { t } = ctx
  const option = (value: string, words: string): Html =>
    html`<option value="${value}" ${value === String(u.level ?? '') ? raw('selected') : ''}>${words}</option>`
  return html`<label class="block-level"
      ><span class="visually-hidden">${t('preview.level')}</span
      ><select class="input" name="level">
        ${option('', t('preview.level.prose'))}${[1, 2, 3, 4, 5, 6].map(n =>
          option(String(n), t('preview.level.heading', { n })),
        )}${(u.level ?? 0) > 6 ? option(String(u.level), t('preview.level.heading', { n: u.level ?? 0 })) : ''}
      </select></label
    ><button class="button button-quiet" name="act" value="level">${t('preview.act.level')}</button>`
}

/** The wording as HTML, and a new paragraph below. */
function editPanel(ctx: PageContext, p: Preview, u: PreviewUnit): Html {
  const { t } = ctx
  const area = (name: string, label: string, hint: string, value: string): Html =>
    html`<div class="field">
      <label for="${name}-${u.id}">${label}</label>${hint ? html`<p class="hint" id="hint-${u.id}">${hint}</p>` : ''}<textarea
        class="input"
        id="${name}-${u.id}"
        name="html"
        rows="${Math.min(16, 3 + Math.ceil(value.length / 90))}"
        lang="${p.lang}"
        dir="${p.dir}"
        required
        ${hint ? raw(`aria-describedby="hint-${u.id}"`) : ''}
      >
${value}</textarea>
    </div>`
  const form = (act: string, inside: Html, send: string): Html =>
    html`<form class="split" method="post" action="${p.base}/act">
      ${tokenField(ctx)}<input type="hidden" name="seq" value="${p.lastSeq}" /><input
        type="hidden"
        name="id"
        value="${u.id}"
      /><input type="hidden" name="act" value="${act}" />${inside}<button class="button button-primary">${send}</button>
    </form>`
  return html`${form('write', area('wording', t('revise.wording'), t('revise.wordingHint'), u.html), t('revise.write'))}${form('add', area('add', t('revise.addText'), '', ''), t('revise.addGo'))}
    <p><a class="way" href="${p.base}?at=${u.id}#p-${u.id}">${t('preview.split.back')}</a></p>`
}

/** Each place is a button; where scripts run, the cursor's place is one more. */
function splitPanel(ctx: PageContext, p: Preview, u: PreviewUnit): Html {
  if (!u.places || !p.mayEdit) return raw('')
  const { t } = ctx
  return html`<form class="split" method="post" action="${p.base}/act" data-split="p-${u.id}">
    <h2>${t('preview.split.title')}</h2>
    ${tokenField(ctx)}<input type="hidden" name="seq" value="${p.lastSeq}" /><input
      type="hidden"
      name="id"
      value="${u.id}"
    /><input type="hidden" name="act" value="split" /><input type="hidden" name="signs" value="" />

    ${u.places.length ? '' : html`<p>${t('preview.split.none')}</p>`}
    <ul>
      ${u.places.map(
        place =>
          html`<li>
            <button class="button" name="at" value="${place.at}" dir="auto">
              ${t('preview.split.here', { text: shortened(place.text, 70) })}
            </button>
          </li>`,
      )}
    </ul>
    <p class="split-cursor" hidden>
      ${t('preview.split.cursor')}
      <button class="button" name="at" value="cursor" disabled>${t('preview.split.atCursor')}</button>
    </p>
    <p><a class="way" href="${p.base}?at=${u.id}#p-${u.id}">${t('preview.split.back')}</a></p>
  </form>`
}
