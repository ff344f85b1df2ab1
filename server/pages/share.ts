// What is needed to make a consultation known: link, text, QR code, a card for other websites, the picture for networks.

import { html, raw } from 'hono/html'
import type { ConsultationView } from '../../shared/view.ts'
import type { About, PageContext } from './context.ts'
import { deadlineText } from './deadline.ts'
import { icon, type Html } from './piece.ts'
import { layout } from './layout.ts'
import { wayOf, type Come } from './way.ts'

export interface SharePage {
  c: ConsultationView
  about: Pick<About, 'asker'>
  /** Given on the way of staff: the steps are shown. */
  come: Come | null
  done: string | null
}

/** What the embed code shows; its height fits the card at 320 pixels. */
const embedCode = (url: string, title: string): string =>
  `<iframe src="${url}/embed" title="${title.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')}" width="100%" height="384" loading="lazy" style="border:0;max-width:40rem"></iframe>`

export function sharePage(ctx: PageContext, p: SharePage): Html {
  const { t } = ctx
  const { c } = p
  const path = `/c/${c.slug}`
  const url = ctx.base + path
  const said = p.about.asker
    ? t('share.message', { asker: p.about.asker, title: c.title })
    : t('share.messageNobody', { title: c.title })
  const message = `${said}\n${deadlineText(ctx, c)}\n${url}`
  const mail = `mailto:?subject=${encodeURIComponent(c.title)}&body=${encodeURIComponent(message)}`
  const copied = (id: string, label: string, field: Html): Html =>
    html`<div class="copied">
      <label class="label" for="${id}">${label}</label>${field}<button
        class="button"
        type="button"
        data-copy="${id}"
        data-copied="${t('share.copied')}"
        hidden
      >
        ${t('share.copy')}<span class="visually-hidden">: ${label}</span>
      </button>
    </div>`
  const download = (href: string, label: string): Html =>
    html`<a class="button" href="${href}" download>${icon('get')}${label}</a>`
  const body = html`<div class="narrow guided share">
    ${p.come ? wayOf(ctx, p.come, 'share') : ''}
    <p class="kicker"><a class="way" href="${path}" lang="${c.lang}" dir="${c.dir}">${c.title}</a></p>
    <h1>${t('share.title')}</h1>
    ${p.done ? html`<p class="notice notice-plain">${p.done}</p>` : ''}
    <p class="lead">${t('share.lead')}</p>
    ${copied('link', t('share.link'), html`<input class="input" id="link" readonly dir="ltr" value="${url}" />`)}
    ${copied(
      'message',
      t('share.text'),
      html`<textarea class="input" id="message" rows="5" readonly dir="auto">${message}</textarea>`,
    )}
    <p><a class="button" href="${mail}">${t('share.mail')}</a></p>
    <section class="share-part">
      <h2>${t('share.qr')}</h2>
      <p>${t('share.qrHint')}</p>
      <img class="qr" src="${path}/qr.svg" alt="${t('share.qrAlt', { url })}" width="240" height="240" />
      <p class="button-row">
        ${download(`${path}/qr.svg?download`, t('share.svg'))}${download(`${path}/qr.png`, t('share.png'))}
      </p>
    </section>
    <section class="share-part">
      <h2>${t('share.embed')}</h2>
      <p>${t('share.embedHint')}</p>
      ${copied(
        'embed',
        t('share.embed'),
        html`<textarea class="input code" id="embed" rows="4" readonly dir="ltr" spellcheck="false">
${embedCode(url, c.title)}</textarea>`,
      )}
      <h3>${t('share.embedLook')}</h3>
      <iframe class="embed-look" src="${path}/embed" title="${c.title}" loading="lazy"></iframe>
    </section>
    <section class="share-part">
      <h2>${t('share.card')}</h2>
      <p>${t('share.cardHint')}</p>
      <img class="card-look" src="${path}/card.png" alt="${t('share.cardAlt')}" width="1200" height="630" loading="lazy" />
      <p>${download(`${path}/card.png`, t('share.png'))}</p>
    </section>
    <p class="button-row">
      <a class="button ${p.come ? 'button-primary' : ''}" href="${path}">${t('share.back')}</a
      >${p.come ? html`<a class="button" href="${path}/desk">${t('share.desk')}</a>` : raw('')}
    </p>
  </div>`
  return layout(ctx, {
    title: `${t('share.of', { title: c.title })} – ${ctx.instance.name}`,
    body,
    noindex: true,
    style: 'client/style/share.css',
    script: 'client/share.ts',
    said: p.done,
  })
}
