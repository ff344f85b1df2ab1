// What is typed in a form of a guided way stays on the device until the server has it: a reload or a lost connection loses nothing.

type Typed = Record<string, string | boolean>
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (e): e is Control =>
      (e instanceof HTMLInputElement && !['hidden', 'file', 'submit'].includes(e.type)) ||
      e instanceof HTMLTextAreaElement ||
      e instanceof HTMLSelectElement,
  )
}
const ticks = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')
const keyOf = (control: Control): string =>
  control instanceof HTMLInputElement && control.type === 'radio' ? `${control.name}=${control.value}` : control.name

/** As the server drew it, or as it stands now. */
function read(form: HTMLFormElement, drawn: boolean): Typed {
  return Object.fromEntries(
    controlsOf(form).map(c => {
      if (ticks(c)) return [keyOf(c), drawn ? c.defaultChecked : c.checked]
      if (c instanceof HTMLSelectElement)
        return [keyOf(c), drawn ? ([...c.options].find(o => o.defaultSelected)?.value ?? '') : c.value]
      return [keyOf(c), drawn ? c.defaultValue : c.value]
    }),
  )
}

function keepTyped(form: HTMLFormElement): void {
  const name = `parley form ${form.dataset['keep'] ?? ''}`
  const drawn = JSON.stringify(read(form, true))
  const stored = onShelf(() => localStorage.getItem(name))
  const kept = stored ? (JSON.parse(stored) as { drawn: string; typed: Typed }) : null
  // Typed into another state of the form: the server has taken it since, or somebody changed it.
  if (kept?.drawn === drawn) putBack(form, kept.typed)
  else if (kept) onShelf(() => localStorage.removeItem(name))
  form.addEventListener('input', () => {
    onShelf(() => localStorage.setItem(name, JSON.stringify({ drawn, typed: read(form, false) })))
  })
}

function putBack(form: HTMLFormElement, typed: Typed): void {
  const before = JSON.stringify(read(form, false))
  for (const control of controlsOf(form)) {
    const value = typed[keyOf(control)]
    if (ticks(control)) control.checked = value === true
    else if (typeof value === 'string') control.value = value
  }
  if (before === JSON.stringify(read(form, false))) return
  const note = Object.assign(document.createElement('p'), { className: 'notice', textContent: form.dataset['keptWords'] ?? '' })
  note.setAttribute('role', 'status')
  form.prepend(note)
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-keep]')) keepTyped(form)

/** Storage may be full or forbidden; then nothing is kept. */
function onShelf<T>(act: () => T): T | null {
  try {
    return act()
  } catch {
    return null
  }
}
