// Makes a drawn block like its newer drawing, touching only what differs: focus, open tables and elements that stand there stay.

/** The rows of a block in their order; blocks without rows are alike. */
export const keysOf = (block: Element): string =>
  [...block.querySelectorAll('[data-key]')].map(row => row.getAttribute('data-key')).join('\n')

/** What the reader did to the page, and not the server. */
const own = new Set(['open', 'tabindex'])

export function fresh(old: Element, next: Element): void {
  for (const name of old.getAttributeNames()) if (!own.has(name) && !next.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of next.attributes)
    if (!own.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value)
  const before = [...old.childNodes]
  const after = [...next.childNodes]
  if (before.length !== after.length) return old.replaceChildren(...after)
  before.forEach((node, i) => {
    const other = after[i]
    if (!other) return
    if (node instanceof Element && other instanceof Element && node.tagName === other.tagName) fresh(node, other)
    else if (node.nodeType === Node.TEXT_NODE && other.nodeType === Node.TEXT_NODE) {
      if (node.nodeValue !== other.nodeValue) node.nodeValue = other.nodeValue
    } else node.replaceWith(other)
  })
}
