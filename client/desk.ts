// The desk's scripts: its lists by keyboard, its previews, the report; and small helps: the cursor as a place to split, formatting kept when text is pasted, the progress of an upload.

import './main.ts'
import './file-drop.ts'
import './typed-form.ts'
import { AnswerDesk } from './desk/answers.ts'
import { newsOfOverview } from './desk/overview.ts'
import { DeskList } from './desk/list.ts'
import { SettingsForm } from './desk/preview.ts'
import { ReportBuilder } from './desk/report.ts'

customElements.define('desk-queue', DeskList)
customElements.define('answer-desk', AnswerDesk)
customElements.define('settings-form', SettingsForm)
customElements.define('report-builder', ReportBuilder)
newsOfOverview()
centerPlace()

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-split]')) wakeCursor(form)
for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-paste]')) keepFormatting(field)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) showProgress(form)
for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-guess]')) guessZone(select)

/** On a phone the places of the desk stand in one row: the one where one is comes into its middle. */
function centerPlace(): void {
  const row = document.querySelector('.work-nav ul')
  const here = row?.querySelector('[aria-current]')?.getBoundingClientRect()
  const around = row?.getBoundingClientRect()
  if (row && here && around)
    row.scrollBy({ left: here.left + here.width / 2 - around.left - around.width / 2, behavior: 'instant' })
}

/** The text takes a cursor but no changes; the signs before it are counted for the server. */
function wakeCursor(form: HTMLFormElement): void {
  const text = document.getElementById(form.dataset['split'] ?? '')?.querySelector<HTMLElement>('.block-text')
  const line = form.querySelector<HTMLElement>('.split-cursor')
  const button = line?.querySelector('button')
  const signs = form.querySelector<HTMLInputElement>('[name=signs]')
  if (!text || !line || !button || !signs) return
  line.hidden = false
  text.contentEditable = 'true'
  text.spellcheck = false
  text.classList.add('block-cursor')
  for (const type of ['beforeinput', 'drop', 'paste']) text.addEventListener(type, event => event.preventDefault())
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection()
    if (!selection?.anchorNode || !text.contains(selection.anchorNode)) return
    const before = document.createRange()
    before.setStart(text, 0)
    before.setEnd(selection.anchorNode, selection.anchorOffset)
    signs.value = String(signsIn(before.cloneContents()))
    button.disabled = false
  })
}

/** Signs of the text itself: without generated numbers, marks of footnotes and the notes below. */
function signsIn(part: DocumentFragment): number {
  for (const drawn of part.querySelectorAll('.label, .footnote-ref, .footnotes')) drawn.remove()
  return (part.textContent ?? '').replace(/\s+/g, '').length
}

function keepFormatting(field: HTMLTextAreaElement): void {
  const html = field.form?.elements.namedItem('html')
  if (!(html instanceof HTMLInputElement)) return
  let pasting = false
  field.addEventListener('paste', event => {
    html.value = field.value.trim() ? '' : (event.clipboardData?.getData('text/html') ?? '')
    pasting = true
  })
  field.addEventListener('input', () => {
    if (!pasting) html.value = ''
    pasting = false
  })
}

/** Large files take their time: the button says how much has gone out. */
function showProgress(form: HTMLFormElement): void {
  form.addEventListener('submit', event => {
    const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0]
    if (!file || file.size < 500_000) return
    event.preventDefault()
    const bar = form.appendChild(Object.assign(document.createElement('progress'), { max: 1, value: 0 }))
    bar.ariaLabel = form.dataset['sending'] ?? ''
    const said = document.querySelector('[data-said]')
    if (said) said.textContent = bar.ariaLabel
    const button = form.querySelector('button')
    if (button) button.disabled = true
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.responseType = 'text'
    request.upload.addEventListener('progress', e => (bar.value = e.total ? e.loaded / e.total : 0))
    request.addEventListener('load', () => {
      if (request.responseURL && request.responseURL !== form.action) location.assign(request.responseURL)
      else form.submit()
    })
    request.addEventListener('error', () => {
      bar.remove()
      if (button) button.disabled = false
    })
    request.send(new FormData(form))
  })
}

function guessZone(select: HTMLSelectElement): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  // Chosen before a reload: what was typed stays.
  if (!select.selectedOptions[0]?.defaultSelected) return
  if ([...select.options].some(o => o.value === zone)) select.value = zone
}
