// The page as it stands, without what may differ between an open page and a fresh one.

import type { Page } from 'playwright-core'

/** One line an element, one a text: easy to compare and to read when it differs. */
export const normal = (page: Page): Promise<string> =>
  page.evaluate(() => {
    // Moments and counts that are looked at once a minute, words being typed, form keys, where the focus and the reader's eyes are.
    const left = '.taking-part, .timeline, .deadline-left, live-control, .strip-here, [data-saved], [data-left], input[name=key]'
    const attributes = new Set(['tabindex', 'aria-busy', 'open', 'title', 'style'])
    const lines: string[] = []
    const walk = (node: Node, depth: string): void => {
      if (node instanceof Text) {
        const text = node.data.replace(/\s+/g, ' ').trim()
        if (text) lines.push(depth + text)
      } else if (node instanceof Element && !node.matches(left)) {
        const placed = node.closest('draft-map') !== null
        const told = [...node.attributes].filter(
          a => !attributes.has(a.name) && !(a.name === 'class' && !a.value) && !(placed && a.name === 'aria-current'),
        )
        lines.push(
          `${depth}<${node.localName} ${told
            .map(a => `${a.name}=${a.value}`)
            .sort()
            .join(' ')}>`,
        )
        for (const child of node.childNodes) walk(child, `${depth} `)
      }
    }
    const main = document.querySelector('main')
    if (main) walk(main, '')
    return lines.join('\n')
  })
