// The administrator's page about the whole site: the first run as steps, name and logo, and the own pages as text in each language.

import { html, raw } from 'hono/html'
import { gapsIn, hasPage, ownPages, type OwnPage } from '../../shared/instance.ts'
import { langNames, langs, wordsOf, type Lang } from '../../shared/words.ts'
import type { PageContext } from './context.ts'
import { layout, tokenField } from './layout.ts'
import { shortTime, type Html } from './piece.ts'
import { field } from './preview-forms.ts'
import { steps } from './steps.ts'

export interface InstanceForm {
  first: boolean
  saved: boolean
  name: string
  refused: { at: 'name' | 'logo'; message: string } | null
  consultations: number
}

function way(ctx: PageContext, now: number, consultations: number): Html {
  const { t, instance } = ctx
  const pages = ownPages.map(page => ({
    label: t(`own.${page}`),
    href: `/desk/instance/${page}`,
    done: hasPage(instance, page),
  }))
  return steps(
    ctx,
    [
      { label: t('instance.step.you'), href: null, done: true },
      { label: t('instance.step.name'), href: '/desk/instance', done: instance.named },
      ...pages,
      { label: t('instance.step.first'), href: '/desk/new', done: consultations > 0 },
    ],
    now,
  )
}

/** On the desk: what is still missing, or the way to change it. */
export function siteLink(ctx: PageContext): Html {
  const { t, instance } = ctx
  const ready = instance.named && ownPages.every(page => hasPage(instance, page))
  return ready
    ? html`<p><a class="way" href="/desk/instance">${t('instance.title')}</a></p>`
    : html`<p class="notice">${t('instance.waits')} <a href="/desk/instance">${t('instance.go')}</a></p>`
}

export function instancePage(ctx: PageContext, f: InstanceForm): Html {
  const { t, instance } = ctx
  const wrong = (at: 'name' | 'logo') => (f.refused?.at === at ? f.refused.message : null)
  const body = html`<div class="narrow guided">
    ${way(ctx, 1, f.consultations)}
    <h1>${t('instance.title')}</h1>
    <p class="lead">${t(f.first ? 'instance.first' : 'instance.lead')}</p>
    ${f.saved ? html`<p class="notice notice-plain">${t('instance.saved')}</p>` : ''}
    <form class="stack" method="post" action="/desk/instance" enctype="multipart/form-data">
      ${tokenField(ctx)}${field({
        id: 'name',
        label: t('instance.name'),
        hint: t('instance.nameHint'),
        error: wrong('name'),
        control: tied =>
          html`<input class="input" id="name" name="name" value="${f.name}" maxlength="80" required dir="auto" ${raw(tied)} />`,
      })}${field({
        id: 'logo',
        label: t('instance.logo'),
        hint: t('instance.logoHint'),
        error: wrong('logo'),
        control: tied =>
          html`<input class="input" type="file" id="logo" name="logo" accept="image/png,image/jpeg,image/webp" ${raw(tied)} />`,
      })}${
        instance.logo
          ? html`<p class="logo-now">
                <span class="hint">${t('instance.logoNow')}</span>
                <img src="/logo/${instance.logo.id}" alt="" width="${instance.logo.width}" height="${instance.logo.height}" />
              </p>
              <label class="check"
                ><input type="checkbox" name="noLogo" value="yes" /><span>${t('instance.logoRemove')}</span></label
              >`
          : ''
      }
      <div class="button-row">
        <button class="button button-primary">${t('instance.save')}</button
        ><a class="button" href="/desk/instance/imprint">${t('instance.skip')}</a>
      </div>
    </form>
    ${instance.changedAt ? html`<p class="hint">${t('instance.changed', { at: shortTime(ctx.lang, instance.changedAt, 'UTC') })} (UTC)</p>` : ''}
  </div>`
  return layout(ctx, {
    title: `${t('instance.title')} – ${instance.name}`,
    body,
    noindex: true,
    desk: true,
    said: f.saved ? t('instance.saved') : null,
  })
}

export function ownPageForm(ctx: PageContext, f: { page: OwnPage; of: Lang; saved: boolean; consultations: number }): Html {
  const { t, instance } = ctx
  const text = instance.pages[f.page][f.of] ?? wordsOf(f.of)(`legal.${f.page}`)
  const next = ownPages[ownPages.indexOf(f.page) + 1]
  const body = html`<div class="narrow guided">
    ${way(ctx, 2 + ownPages.indexOf(f.page), f.consultations)}
    <h1>${t(`own.${f.page}`)}</h1>
    ${f.saved ? html`<p class="notice notice-plain">${t('instance.saved')}</p>` : ''}
    <nav class="order" aria-label="${t('instance.pageLangs')}">
      ${langs.map(
        lang =>
          html`<a href="/desk/instance/${f.page}?of=${lang}" ${lang === f.of ? raw('aria-current="true"') : ''}
            ><bdi lang="${lang}">${langNames[lang]}</bdi> · ${t('instance.gaps', { n: gapsLeft(ctx, f.page, lang) })}</a
          >`,
      )}
    </nav>
    <form class="stack" method="post" action="/desk/instance/${f.page}" data-keep="own-${f.page}-${f.of}">
      ${tokenField(ctx)}<input type="hidden" name="of" value="${f.of}" />${field({
        id: 'text',
        label: t('instance.page', { page: t(`own.${f.page}`), lang: langNames[f.of] }),
        hint: t('instance.pageHint'),
        control: tied =>
          html`<textarea class="input" id="text" name="text" rows="20" maxlength="40000" lang="${f.of}" dir="auto" ${raw(tied)}>
${text}</textarea>`,
      })}
      <div class="button-row">
        <button class="button button-primary">${t('instance.save')}</button
        ><a class="button" href="${next ? `/desk/instance/${next}` : '/desk'}">${t('instance.skip')}</a
        ><a class="way" href="/${f.page}?lang=${f.of}">${t('instance.see')}</a>
      </div>
    </form>
  </div>`
  return layout(ctx, { title: `${t(`own.${f.page}`)} – ${instance.name}`, body, noindex: true, desk: true })
}

const gapsLeft = (ctx: PageContext, page: OwnPage, lang: Lang): number =>
  gapsIn(ctx.instance.pages[page][lang] ?? wordsOf(lang)(`legal.${page}`)).length
