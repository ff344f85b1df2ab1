// The changes of a revision in the making: each with its word diff, the class proposed, what the drafter decides and why; then publishing.

import { html, raw } from 'hono/html'
import type { DraftUnit } from '../../shared/draft.ts'
import { decidable, isDecidable, type Change, type Decision } from '../../shared/revision.ts'
import type { PageContext } from './context.ts'
import { classChip, diffPiece } from './diff.ts'
import { tokenField } from './layout.ts'
import { apart, type Html } from './piece.ts'
import { field } from './preview-forms.ts'
import { shortened } from '../../shared/excerpt.ts'

export interface ChangeItem {
  change: Change
  name: string
  before: DraftUnit | null
  after: DraftUnit | null
  /** Names the two texts, so that what is decided here is decided about them. */
  about: string
  decision: Decision
  /** Votes on the wording that stands now. */
  votes: number
  /** Comments on it, newest first. */
  comments: { id: string; author: string | null; text: string | null }[]
}
export interface Changes {
  slug: string
  lang: string
  dir: string
  /** The number it will bear. */
  revision: number
  closed: boolean
  reason: string
  afterClosing: string
  /** Names both texts: what is published from here is what was shown here. */
  seen: string
  items: ChangeItem[]
  /** The first one shown, how many there are in all, and how many a page shows. */
  from: number
  total: number
  size: number
}

export function changesPiece(ctx: PageContext, c: Changes, part: (n: number) => string): Html {
  const { t } = ctx
  const { size } = c
  if (!c.total) return html`<p class="notice">${t('revise.none')}</p>`
  const parts = Math.ceil(c.total / size)
  return html`<form class="revise-changes" method="post" action="/c/${c.slug}/desk/revision/decide">
    ${tokenField(ctx)}<input type="hidden" name="part" value="${Math.floor(c.from / size)}" /><input
      type="hidden"
      name="seen"
      value="${c.seen}"
    />
    ${
      parts > 1
        ? html`<nav class="ways">
            ${Array.from({ length: parts }, (_, n) => {
              const words = { from: n * size + 1, to: Math.min(c.total, (n + 1) * size), of: c.total }
              return html`<a href="${part(n)}" ${n * size === c.from ? raw('aria-current="page"') : ''}
                >${t('revise.part', words)}</a
              >`
            })}
          </nav>`
        : ''
    }
    ${c.items.map(item => itemPiece(ctx, c, item))}
    <p><button class="button" name="do" value="save">${t('revise.save')}</button></p>
    <section class="preview-form" id="publish">
      <h2>${t('revise.publish', { n: c.revision })}</h2>
      ${field({
        id: 'reason',
        label: t('revise.summary'),
        control: d =>
          html`<textarea class="input" id="reason" name="reason" rows="3" maxlength="2000" dir="auto" ${raw(d)}>
${c.reason}</textarea>`,
      })}${
        c.closed
          ? field({
              id: 'afterClosing',
              label: t('revise.afterClosing'),
              control: d =>
                html`<textarea class="input" id="afterClosing" name="afterClosing" rows="2" maxlength="1000" dir="auto" ${raw(d)}>
${c.afterClosing}</textarea>`,
            })
          : ''
      }
      <p><button class="button button-primary" name="do" value="publish">${t('revise.publish', { n: c.revision })}</button></p>
    </section>
  </form>`
}

function itemPiece(ctx: PageContext, c: Changes, item: ChangeItem): Html {
  const { t } = ctx
  const { change, before, after } = item
  const now = item.decision.class && isDecidable(change) ? item.decision.class : change.class
  return html`<section class="change" id="p-${change.id}" aria-label="${item.name}">
    <p class="change-head">
      <b dir="auto">${item.name}</b> ${classChip(ctx, now, change.moved)}<span class="muted">${t(`class.${now}.means`)}</span>${
        item.votes && (now === 'changed' || now === 'split' || now === 'merged')
          ? html`<span class="chip">${t('revise.stays', { n: item.votes })}</span>`
          : ''
      }
    </p>
    ${diffPiece(ctx, { before: before?.text ?? null, after: after?.text ?? null }, 'inline', c, change.text !== 'same')}
    ${
      isDecidable(change)
        ? html`<fieldset class="decide">
            <legend>
              ${t('revise.decide')}
              <span class="muted">${t('revise.proposed', { class: t(`class.${change.class}`) })}</span>
            </legend>
            <input type="hidden" name="about.${change.id}" value="${item.about}" />
            ${decidable.map(
              of =>
                html`<label class="check"
                  ><input type="radio" name="class.${change.id}" value="${of}" ${of === now ? raw('checked') : ''} />
                  ${t(`revise.decide.${of}`)}</label
                >`,
            )}
          </fieldset>`
        : ''
    }
    <details ${item.decision.reason || item.decision.because?.length ? raw('open') : ''}>
      <summary>${t('revise.reason')}</summary>
      ${field({
        id: `reason-${change.id}`,
        label: t('revise.reason'),
        ...(isDecidable(change) && { hint: t('revise.reasonHint') }),
        control: d =>
          html`<input
            class="input"
            id="reason-${change.id}"
            name="reason.${change.id}"
            value="${item.decision.reason ?? ''}"
            maxlength="2000"
            dir="auto"
            ${raw(d)}
          />`,
      })}${because(ctx, item)}
    </details>
  </section>`
}

function because(ctx: PageContext, { change, comments, decision }: ChangeItem): Html {
  const { t } = ctx
  const chosen = decision.because ?? []
  const others = chosen.filter(id => !comments.some(c => c.id === id))
  return html`<fieldset class="decide">
    <legend>${t('revise.because')}</legend>
    ${comments.map(
      c =>
        html`<label class="check"
          ><input type="checkbox" name="because.${change.id}" value="${c.id}" ${chosen.includes(c.id) ? raw('checked') : ''} />
          <span
            >${apart(c.author ?? t('comment.nobody'))}:
            <span dir="auto">${shortened(c.text ?? t('comment.noText'), 140)}</span></span
          ></label
        >`,
    )}
    <label
      ><span>${t('revise.becauseMore')}</span
      ><textarea class="input" name="because.${change.id}" rows="1" dir="auto">${others.join('\n')}</textarea>
    </label>
  </fieldset>`
}
