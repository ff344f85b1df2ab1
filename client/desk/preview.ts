// What readers will see, drawn by the server beside a form while it is being filled in.

const PAUSE = 250

/** Posts the form's fields and puts the answer into its place of preview; answers a function that asks for it now. */
export function piecePosted(form: HTMLFormElement, address: string): () => void {
  const place = (form.closest('main') ?? document).querySelector<HTMLElement>('[data-preview]')
  for (const plain of form.querySelectorAll<HTMLElement>('[data-plain]')) plain.hidden = true
  const kicker = place?.querySelector('.kicker')?.cloneNode(true)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  async function draw(): Promise<void> {
    const turn = ++asked
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    const answer = await fetch(address, { method: 'POST', body }).catch(() => null)
    // What was asked later counts.
    if (!place || !answer?.ok || turn !== asked) return
    place.innerHTML = await answer.text()
    if (kicker && !place.querySelector('.kicker')) place.prepend(kicker)
    place.hidden = false
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void draw(), PAUSE)
  }
  form.addEventListener('input', later)
  return later
}

export class SettingsForm extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form')
    if (form) piecePosted(form, this.dataset['previewAt'] ?? '')
  }
}
