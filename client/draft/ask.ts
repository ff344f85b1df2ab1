// Small dialogs of the room: a few fields, two buttons, the answer as a promise.

import { t } from '../page.ts'

export interface Field {
  name: string
  kind: 'text' | 'area' | 'file'
  value?: string
  required?: boolean
}

/** Shows a dialog; resolves with what was entered, `remove` = true when that button was pressed, null when it was closed. */
export function askFor(
  what: string,
  fields: readonly Field[],
  removable = false,
): Promise<{ values: FormData; remove: boolean } | null> {
  const dialog = document.createElement('dialog')
  dialog.className = 'room-dialog'
  const form = document.createElement('form')
  form.method = 'dialog'
  form.className = 'stack'
  const heading = document.createElement('h2')
  heading.id = 'room-asked'
  heading.textContent = t(`room.ask.${what}`)
  dialog.setAttribute('aria-labelledby', heading.id)
  form.append(heading, ...fields.map(field => labelled(what, field)))
  const row = document.createElement('div')
  row.className = 'row'
  row.append(button('room.ok', 'ok', 'button button-primary'))
  if (removable) row.append(button('room.remove', 'remove', 'button'))
  const cancel = button('room.cancel', 'cancel', 'button')
  cancel.formNoValidate = true
  row.append(cancel)
  form.append(row)
  dialog.append(form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise(done => {
    dialog.addEventListener('close', () => {
      const { returnValue } = dialog
      const values = new FormData(form)
      dialog.remove()
      done(returnValue === 'ok' || returnValue === 'remove' ? { values, remove: returnValue === 'remove' } : null)
    })
  })
}

function labelled(what: string, { name, kind, value = '', required }: Field): HTMLElement {
  const label = document.createElement('label')
  label.className = 'label'
  const input = kind === 'area' ? document.createElement('textarea') : document.createElement('input')
  if (input instanceof HTMLInputElement) {
    input.type = kind
    if (kind === 'file') input.accept = 'image/png,image/jpeg,image/gif,image/webp'
  }
  input.name = name
  input.required = required ?? false
  if (kind !== 'file') {
    input.className = 'field'
    input.value = value
    input.dir = 'auto'
  }
  const words = document.createElement('span')
  words.textContent = t(`room.ask.${what}.${name}`)
  label.append(words, input)
  return label
}

function button(key: string, value: string, className: string): HTMLButtonElement {
  return Object.assign(document.createElement('button'), { value, className, textContent: t(key) })
}
