// The form for a comment or reply: a real form, with the honest word for those who have no session yet.

import { html, raw } from 'hono/html'
import { randomBytes } from 'node:crypto'
import { commentKinds, MAX_TEXT } from '../../shared/comment.ts'
import type { View } from '../../shared/view.ts'
import type { Page, PageContext, Refused } from './context.ts'
import { tokenField } from './layout.ts'
import type { Html } from './piece.ts'

interface Place {
  place: string
  replyTo?: string
  label: string
  refused?: Refused | null
}

export function commentForm(ctx: PageContext, page: Page, { place, replyTo, label, refused }: Place): Html {
  const { t, me } = ctx
  const { slug } = page.consultation
  const paragraph = place === page.whole.id ? 'whole' : place
  const id = replyTo ?? place
  const wrong = refused ? html`<p class="error" id="error-${id}" role="alert">${refused.message}</p>` : ''
  const kinds = replyTo
    ? ''
    : html`<label class="visually-hidden" for="kind-${id}">${t('form.kind')}</label
        ><select class="input" id="kind-${id}" name="kind">
          <option value="">${t('form.kind')}</option>
          ${commentKinds.map(
            k => html`<option value="${k}" ${refused?.kind === k ? raw('selected') : ''}>${t(`kind.${k}`)}</option>`,
          )}
        </select>`
  const name =
    me?.name && me.name.length
      ? ''
      : html`<label class="label" for="name-${id}">${t('form.name')}</label
          ><input
            class="input"
            id="name-${id}"
            name="name"
            maxlength="80"
            autocomplete="name"
            required
          />${me ? '' : honest(ctx, page)}`
  return html`<comment-form data-place="${paragraph}" data-reply-to="${replyTo ?? ''}"
    ><form class="comment-form" method="post" action="/c/${slug}/comments">
      ${tokenField(ctx)}<input
        type="hidden"
        name="paragraph"
        value="${paragraph}"
      />${replyTo ? html`<input type="hidden" name="replyTo" value="${replyTo}" />` : ''}<input
        type="hidden"
        name="lang"
        value="${ctx.lang}"
      /><input type="hidden" name="key" value="${refused?.key || formKey(ctx)}" />${wrong}<label class="label" for="text-${id}"
        >${label}</label
      ><textarea
        class="input"
        id="text-${id}"
        name="text"
        dir="auto"
        required
        ${refused ? raw(`aria-invalid="true" aria-describedby="error-${id}"`) : ''}
      >
${refused?.text ?? ''}</textarea>
      <div class="form-line"><span class="hint" data-left>${t('form.atMost', { max: MAX_TEXT })}</span>${kinds}</div>
      ${name}
      <div class="form-line">
        <button class="button button-primary">${replyTo ? t('form.postReply') : t('form.post')}</button
        ><span class="hint" data-saved></span>
      </div></form
  ></comment-form>`
}

/** Where nothing more is taken there is no form; what was typed still stands there, to be copied (G26). */
export const keptText = (refused: Refused, label: string): Html =>
  html`<p class="error" role="alert">${refused.message}</p>
    <textarea class="input" dir="auto" readonly aria-label="${label}">${refused.text}</textarea>`

/** Without a session pages are kept for everybody, so a key made here would be shared: then the server makes the comment's identity of the text. */
const formKey = (ctx: PageContext): string => (ctx.me ? randomBytes(12).toString('hex') : '')

/** What is stored about a guest, said before it happens. */
function honest(ctx: PageContext, page: Pick<View, 'consultation'>): Html {
  const { t } = ctx
  if (!page.consultation.guests)
    return html`<p class="hint">
      ${t('guest.notHere')} <a href="/sign-in?next=${encodeURIComponent(ctx.here)}">${t('page.signIn')}</a>
    </p>`
  return html`<label class="check"
    ><input type="checkbox" name="guest" value="yes" required /><span>${t('guest.honest')}</span></label
  >`
}
