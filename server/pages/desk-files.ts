// The files beside a draft, on the desk: what is there, and one more.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import { tokenField } from './layout.ts'
import { apart, type Html } from './piece.ts'

export interface Attached {
  id: string
  name: string
  size: number
}

/** "Plan (120 KB)", said in whole kilobytes, never nothing. */
export const fileLink = (ctx: PageContext, slug: string, f: Attached): Html =>
  html`<a href="/c/${slug}/file/${f.id}" download>${apart(f.name)}</a>
    <span class="muted small">${ctx.t('file.size', { n: Math.max(1, Math.round(f.size / 1024)) })}</span>`

export function deskFiles(ctx: PageContext, slug: string, files: Attached[]): Html {
  const { t } = ctx
  const action = `/c/${slug}/desk/files`
  return html`<details class="more-acts">
    <summary class="act">${t('desk.files')}</summary>
    ${
      files.length
        ? html`<ul class="links">
            ${files.map(
              f =>
                html`<li>
                  ${fileLink(ctx, slug, f)}
                  <form method="post" action="${action}/${f.id}/remove">
                    ${tokenField(ctx)}<button class="button" aria-label="${t('desk.fileRemove', { name: f.name })}">
                      ${t('desk.fileTakeAway')}
                    </button>
                  </form>
                </li>`,
            )}
          </ul>`
        : ''
    }
    <form method="post" action="${action}" enctype="multipart/form-data">
      ${tokenField(ctx)}
      <p class="hint" id="file-hint">${t('desk.fileHint')}</p>
      <label class="label" for="f-file">${t('desk.file')}</label
      ><input class="input" id="f-file" name="file" type="file" required aria-describedby="file-hint" /><button
        class="button button-primary"
      >
        ${t('desk.fileAdd')}
      </button>
    </form>
  </details>`
}
