// A file can be dropped anywhere on its form; its name becomes the title where none was given, and the button says how much has gone out.

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) wakeDrop(form)

function wakeDrop(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type=file]')
  const place = input?.closest<HTMLElement>('.field')
  if (!input || !place) return
  const words = form.dataset['dropWords']
  if (words) place.append(Object.assign(document.createElement('p'), { className: 'drop-words', textContent: words }))
  place.classList.add('drop')
  const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  form.addEventListener('dragover', event => {
    if (!carries(event)) return
    event.preventDefault()
    place.classList.add('drop-over')
  })
  for (const type of ['dragleave', 'dragend', 'drop']) form.addEventListener(type, () => place.classList.remove('drop-over'))
  form.addEventListener('drop', event => {
    if (!carries(event) || !event.dataTransfer?.files.length) return
    event.preventDefault()
    input.files = event.dataTransfer.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  input.addEventListener('change', () => {
    const title = form.querySelector<HTMLInputElement>('input[name=title]')
    const name = input.files?.[0]?.name
      .replace(/\.[^.]*$/, '')
      .replace(/[_-]+/g, ' ')
      .trim()
    if (title && !title.value.trim() && name) title.value = name
  })
}
