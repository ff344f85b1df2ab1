// Texts that may be wider than a phone: tables and code scroll sideways in their own box, which takes the focus so that arrows can scroll it.

const isWide = (html: string): boolean => /<(table|pre)\b/.test(html)

/** What the box bears, beside language and direction; null takes away. `name` says of which unit it is. */
export const wideAttributes = (html: string, name: string): Record<'tabindex' | 'role' | 'aria-label', string | null> =>
  isWide(html) ? { tabindex: '0', role: 'group', 'aria-label': name } : { tabindex: null, role: null, 'aria-label': null }
