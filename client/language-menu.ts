// The language menu shuts itself when it is left, by keyboard or pointer, so that it never covers what comes next.

export function shutWhenLeft(menu: HTMLDetailsElement | null): void {
  if (!menu) return
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && menu.contains(relatedTarget))) menu.open = false
  })
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
}
