// Signing in: the address, then a code or a link; the first set-up; what is stored about oneself.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import { layout, tokenField } from './layout.ts'
import type { Html } from './piece.ts'

export type SignInStep = { step: 'ask' | 'code'; next: string; email: string; message: string | null }

const wrong = (message: string | null): Html | '' => (message ? html`<p class="error" role="alert">${message}</p>` : '')
const framed = (ctx: PageContext, title: string, body: Html): Html =>
  layout(ctx, {
    title: `${title} – ${ctx.instance.name}`,
    body: html`<div class="narrow">
      <h1>${title}</h1>
      ${body}
    </div>`,
    noindex: true,
  })

export function signInPage(ctx: PageContext, s: SignInStep): Html {
  const { t } = ctx
  if (s.step === 'ask')
    return framed(
      ctx,
      t('page.signIn'),
      html`<p>${t('signIn.how')}</p>
        <form class="stack" method="post" action="/sign-in">
          ${tokenField(ctx)}<input type="hidden" name="next" value="${s.next}" />${wrong(s.message)}<label
            class="label"
            for="email"
            >${t('signIn.email')}</label
          ><input class="input" id="email" name="email" type="email" autocomplete="email" required value="${s.email}" />
          <p class="hint">${t('signIn.privacy')}</p>
          <button class="button button-primary">${t('signIn.send')}</button>
        </form>`,
    )
  return framed(
    ctx,
    t('signIn.look'),
    html`<p>${t('signIn.sent')} ${s.email ? html`<bdi>${s.email}</bdi>` : ''}</p>
      <form class="stack" method="post" action="/sign-in/code">
        ${tokenField(ctx)}<input type="hidden" name="next" value="${s.next}" />${wrong(s.message)}<label class="label" for="code"
          >${t('signIn.code')}</label
        ><input
          class="input"
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          maxlength="12"
        /><button class="button button-primary">${t('page.signIn')}</button>
      </form>
      <p><a class="way" href="/sign-in?next=${encodeURIComponent(s.next)}">${t('signIn.again')}</a></p>`,
  )
}

/** Opening the link does nothing: only the button signs in, so that mail scanners cannot. */
export function linkPage(ctx: PageContext, { token, message }: { token: string; message: string | null }): Html {
  const { t } = ctx
  return framed(
    ctx,
    t('page.signIn'),
    message
      ? html`${wrong(message)}
          <p>${t('signIn.elsewhere')}</p>
          <p><a class="button" href="/sign-in">${t('signIn.again')}</a></p>`
      : html`<p>${t('signIn.press')}</p>
          <form class="stack" method="post" action="/sign-in/link">
            ${tokenField(ctx)}<input type="hidden" name="link" value="${token}" /><button class="button button-primary">
              ${t('page.signIn')}
            </button>
          </form>`,
  )
}

export function setupPage(ctx: PageContext, s: { token: string; name: string; email: string; message: string | null }): Html {
  const { t } = ctx
  return framed(
    ctx,
    t('setup.title'),
    html`<p>${t('setup.what')}</p>
      <form class="stack" method="post" action="/setup">
        ${tokenField(ctx)}<input type="hidden" name="setup" value="${s.token}" />${wrong(s.message)}<label
          class="label"
          for="name"
          >${t('setup.name')}</label
        ><input class="input" id="name" name="name" maxlength="80" required value="${s.name}" autocomplete="name" /><label
          class="label"
          for="email"
          >${t('signIn.email')}</label
        ><input class="input" id="email" name="email" type="email" required value="${s.email}" autocomplete="email" /><button
          class="button button-primary"
        >
          ${t('setup.go')}
        </button>
      </form>`,
  )
}

export function mePage(ctx: PageContext, { message }: { message: string | null }): Html {
  const { t, me } = ctx
  return framed(
    ctx,
    t('me.title'),
    html`${wrong(message)}
      <p>${t(me?.kind === 'guest' ? 'me.guest' : 'me.participant')}</p>
      <form class="stack" method="post" action="/me">
        ${tokenField(ctx)}<label class="label" for="name">${t('me.name')}</label
        ><input class="input" id="name" name="name" maxlength="80" required value="${me?.name ?? ''}" /><button class="button">
          ${t('me.save')}
        </button>
      </form>
      <h2>${t('me.active')}</h2>
      <form class="stack" method="post" action="/me">
        ${tokenField(ctx)}<input type="hidden" name="act" value="optOut" />
        <p class="hint">${t('me.activeHint')}</p>
        <div class="button-row">
          <button class="button" name="optOut" value="yes">${t('me.optOut')}</button
          ><button class="button" name="optOut" value="no">${t('me.optIn')}</button>
        </div>
      </form>
      <h2>${t('me.erase')}</h2>
      <p>${t('me.eraseHint')}</p>
      <form method="post" action="/me">
        ${tokenField(ctx)}<input type="hidden" name="act" value="erase" /><label class="check"
          ><input type="checkbox" required /><span>${t('me.eraseSure')}</span></label
        ><button class="button button-alarm">${t('me.eraseGo')}</button>
      </form>`,
  )
}
