// The field for a note stands in a panel only while that is open: browsers look through each text field that arrives, and those of fifty comments hold up a key.

import { all } from '../page.ts'

/** As the server drew it, in the language of the page. */
let drawn: { label: Node; input: Node } | null = null

/** Takes the fields out of panels that are shut. */
export function withoutNotes<T extends ParentNode>(items: T): T {
  for (const panel of all('.queue-hide:not([open])', items)) {
    const [label, input] = [panel.querySelector('label'), panel.querySelector('input')]
    if (!label || !input) continue
    drawn ??= { label: label.cloneNode(true), input: input.cloneNode() }
    label.remove()
    input.remove()
  }
  return items
}

/** Gives a panel that was opened its field. */
export function withNote(panel: HTMLElement, id: string): void {
  if (!drawn || panel.querySelector('input')) return
  const label = drawn.label.cloneNode(true) as HTMLLabelElement
  const input = drawn.input.cloneNode() as HTMLInputElement
  label.htmlFor = input.id = `note-${id}`
  panel.querySelector('.queue-why')?.append(label, input)
}
