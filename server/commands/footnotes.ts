// Footnotes as readers see them: below the unit they hang on; the marks in its text lead to them.

import type { DraftUnit } from '../../shared/draft.ts'
import { escapeHtml } from '../import/render.ts'

export const footnotesHtml = (notes: DraftUnit['footnotes']): string =>
  notes
    .map(
      n => `<p class="footnote" id="footnote-${escapeHtml(n.mark)}"><sup>${escapeHtml(n.mark)}</sup> ${escapeHtml(n.text)}</p>`,
    )
    .join('')
