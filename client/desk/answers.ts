// The answers desk: an earlier answer taken up at once, and what the public will see beside what is typed.

import { piecePosted } from './preview.ts'
import { DeskList } from './list.ts'

export class AnswerDesk extends DeskList {
  override connectedCallback(): void {
    super.connectedCallback()
    const form = this.querySelector<HTMLFormElement>('#answers')
    const text = form?.querySelector('textarea')
    const outcome = form?.querySelector<HTMLSelectElement>('#outcome')
    const reuse = form?.querySelector<HTMLSelectElement>('#reuse')
    if (!form || !text || !outcome) return
    const show = piecePosted(form, `${this.dataset['path'] ?? ''}/preview`)
    reuse?.addEventListener('change', () => {
      const { text: words, outcome: how } = reuse.selectedOptions[0]?.dataset ?? {}
      text.value = words ?? ''
      if (how) outcome.value = how
      show()
    })
    if (this.ticked().length) text.focus()
  }

  /** Here the words are written beside the list. */
  override answer(ids: string[]): void {
    for (const id of ids) {
      const box = document.querySelector<HTMLInputElement>(`#q-${CSS.escape(id)} > .check input`)
      if (box) box.checked = true
    }
    this.dispatchEvent(new Event('change'))
    this.querySelector('textarea')?.focus()
  }
}
