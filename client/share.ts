// Copies a link, a text or a code; the fields can be selected by hand where the browser does not let a page copy.

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) wakeCopy(button)

function wakeCopy(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset['copy'] ?? '')
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  button.hidden = false
  button.addEventListener('click', () => {
    field.select()
    // Without a secure connection there is no clipboard: the text stands selected, ready for the keyboard.
    navigator.clipboard?.writeText(field.value).then(
      () => tell(button),
      () => field.focus(),
    )
  })
}

function tell(button: HTMLButtonElement): void {
  const said = document.querySelector('[data-said]')
  if (said) said.textContent = button.dataset['copied'] ?? ''
  button.dataset['done'] = ''
}
