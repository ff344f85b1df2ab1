// What is measured on a page for everybody's sake: rules of axe, sideways scrolling, size of targets, cut text, covered focus.

import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The smallest side of a target, in CSS pixels; half a pixel is forgiven to the rounding of layouts. */
const TARGET = 43.5

/** Rules broken on the page as it stands, each with its first place; `only` names rules where the others were asked before. */
export async function broken(page: Page, only?: string[]): Promise<string[]> {
  await page.evaluate(`${axe.source};void 0`)
  return page.evaluate(async rules => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) })
    // A wide table in the editor is scrolled by the cursor, which the editor itself takes there.
    const known = (rule: string, target: string): boolean =>
      rule === 'scrollable-region-focusable' && !!document.querySelector(target)?.closest('.ProseMirror')
    return violations.flatMap(({ id, nodes }) => {
      const [node] = nodes.filter(n => !known(id, String(n.target[0])))
      return node ? [`${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`] : []
    })
  }, only)
}

export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Controls smaller than 44 × 44, told as `button.name "Words" 30×44`. Links inside running text are as tall as their line (WCAG 2.5.8, exception “inline”). */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(least => {
    const inline = (element: Element): boolean => {
      if (element.tagName !== 'A' || !getComputedStyle(element).display.startsWith('inline')) return false
      const block = element.closest('p, li, dd, dt, td, th, figcaption, label, legend, h1, h2, h3, h4, h5, h6, blockquote, div')
      const words = (node: Element | null): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim()
      return words(block).length > words(element).length
    }
    const boxOf = (element: Element): { width: number; height: number } => {
      const boxes = [element, ...((element as HTMLInputElement).labels ?? [])].map(e => e.getBoundingClientRect())
      return { width: Math.max(...boxes.map(b => b.width)), height: Math.max(...boxes.map(b => b.height)) }
    }
    const seen = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest('[inert]') &&
      (element.getBoundingClientRect().width > 1 ||
        element.matches('input[type="file"], input[type="radio"], input[type="checkbox"]'))
    const small: string[] = []
    for (const element of document.querySelectorAll(
      'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"]',
    )) {
      if (!seen(element) || inline(element) || element.matches(':disabled')) continue
      const { width, height } = boxOf(element)
      if (width >= least && height >= least) continue
      // A row of the map is as thin as the draft is long; each leads where the number beside the unit leads too, which is large (2.5.8, “equivalent”).
      if (element.matches('.map-row') && width >= 24 && height >= 24) continue
      const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
      const where = element.parentElement?.className ?? ''
      small.push(
        `${element.tagName.toLowerCase()}.${element.className || element.getAttribute('name') || ''} in .${where} “${name.trim().slice(0, 30)}” ${Math.round(width)}×${Math.round(height)}`,
      )
    }
    return [...new Set(small)]
  }, TARGET)

/** The distances of WCAG 1.4.12, laid over the page. */
export const widenText = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`
    document.head.append(style)
  })

/** Movements that last, of what stands on the page. */
export const stillMoving = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lasting = (times: string): boolean => times.split(',').some(time => parseFloat(time) > 0)
    return [...document.querySelectorAll('body, body *')].flatMap(element => {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(element)
      const moves = (animationName !== 'none' && lasting(animationDuration)) || lasting(transitionDuration)
      return moves ? [`${element.tagName.toLowerCase()}.${element.className}`] : []
    })
  })

/** Boxes that hide a part of their own text; excerpts of a fixed number of lines end in a way to the whole. */
export const cutText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cut: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('svg')) continue
      const style = getComputedStyle(element)
      if (element.clientWidth <= 1 || element.clientHeight <= 1 || !element.textContent?.trim()) continue
      if (style.webkitLineClamp !== 'none') continue
      const hides = (axis: string): boolean => axis === 'hidden' || axis === 'clip'
      const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1
      const tall = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1
      if (wide || tall)
        cut.push(
          `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 30)}” ${element.scrollWidth}×${element.scrollHeight} in ${element.clientWidth}×${element.clientHeight}`,
        )
    }
    return cut
  })

/** Goes through everything that takes the focus, forth and back: what stands under something sticky, out of sight, or shows no sign of the focus. */
export async function hiddenFocus(page: Page): Promise<string[]> {
  // As for somebody at a keyboard: after a mouse no sign is due.
  await page.keyboard.press('Shift')
  return page.evaluate(() => {
    const stops = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"], [contenteditable="true"]',
      ),
    ].filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert]') && !e.matches(':disabled'))
    const few = stops.filter((_, n) => n % Math.ceil(stops.length / 120) === 0)
    const told = (e: Element): string =>
      `${e.tagName.toLowerCase()}.${e.className || e.getAttribute('name') || ''} “${(e.textContent ?? '').trim().slice(0, 30)}”`
    const sticky = (element: Element | null): Element | null => {
      for (let e = element; e; e = e.parentElement) if (/fixed|sticky/.test(getComputedStyle(e).position)) return e
      return null
    }
    /** How it, its label, and what lies around and behind it are drawn: one of them has to change. */
    const look = (element: HTMLElement): string =>
      [element, (element as HTMLInputElement).labels?.[0], element.parentElement, element.nextElementSibling]
        .flatMap(e => (e ? [getComputedStyle(e)] : []))
        .map(s => {
          const outline = s.outlineStyle === 'none' || s.outlineWidth === '0px' ? '' : s.outline
          return [outline, s.boxShadow, s.borderTopColor, s.borderTopWidth, s.backgroundColor, s.textDecorationLine].join(' ')
        })
        .join('; ')
    const wrong = new Set<string>()
    for (const way of [few, few.toReversed()])
      for (const element of way) {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        const before = look(element)
        element.focus()
        if (document.activeElement !== element) continue
        if (look(element) === before) wrong.add(`${told(element)} shows no sign of the focus`)
        const shown =
          (element as HTMLInputElement).labels?.[0] && element.getBoundingClientRect().width <= 1
            ? ((element as HTMLInputElement).labels?.[0] ?? element)
            : element
        const box = shown.getBoundingClientRect()
        if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) {
          wrong.add(`${told(element)} is out of sight`)
          continue
        }
        let [covered, points] = [0, 0]
        let by: Element | null = null
        for (const x of [0.1, 0.5, 0.9])
          for (const y of [0.1, 0.5, 0.9]) {
            const [left, top] = [box.left + box.width * x, box.top + box.height * y]
            if (left < 0 || top < 0 || left >= innerWidth || top >= innerHeight) continue
            points++
            const hit = document.elementFromPoint(left, top)
            if (!hit || shown.contains(hit) || hit.contains(shown)) continue
            const over = sticky(hit)
            if (!over || over.contains(shown)) continue
            covered++
            by = over
          }
        // Of what is taller than a finger is long, a part may lie under something (2.4.11).
        if (by && (box.height < 200 ? covered : covered === points))
          wrong.add(`${told(element)}: ${covered} of ${points} points lie under ${told(by)}`)
      }
    return [...wrong]
  })
}

/** In forced colours: words that take the colour of what lies behind them, and the sign of where one is that all others bear too. */
export const vanished = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const probe = document.createElement('i')
    document.body.append(probe)
    probe.style.setProperty('forced-color-adjust', 'none')
    probe.style.backgroundColor = 'Canvas'
    const canvas = getComputedStyle(probe).backgroundColor
    probe.remove()
    const told = (e: Element): string =>
      `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} “${(e.textContent ?? '').trim().slice(0, 30)}”`
    /** Where colours are forced a plate of the page's own lies behind all words. */
    const behind = (element: Element): string => {
      if (getComputedStyle(element).getPropertyValue('forced-color-adjust') !== 'none') return canvas
      for (let e: Element | null = element; e; e = e.parentElement) {
        const { backgroundColor } = getComputedStyle(e)
        if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor
      }
      return canvas
    }
    const words = [...document.querySelectorAll('body *')].filter(
      e =>
        e.checkVisibility({ visibilityProperty: true }) &&
        [...e.childNodes].some(node => node instanceof Text && node.data.trim() !== '') &&
        !e.closest('svg'),
    )
    const gone = words.filter(e => getComputedStyle(e).color === behind(e)).map(told)
    /** An edge of three pixels or more says something; there transparent ones are drawn like the others. */
    const edges = (e: Element): string => {
      const { borderBlockEndWidth, borderBlockEndColor, borderInlineStartWidth, borderInlineStartColor } = getComputedStyle(e)
      const sign = (width: string, colour: string): string => (parseFloat(width) >= 3 ? colour : '')
      return sign(borderBlockEndWidth, borderBlockEndColor) + sign(borderInlineStartWidth, borderInlineStartColor)
    }
    const marked = [...document.querySelectorAll('nav [aria-current], .queue-item[data-current]')].filter(e => edges(e))
    const alike = marked.filter(e =>
      [...(e.closest('nav') ?? document).querySelectorAll(e.localName)].some(
        other => other !== e && other.checkVisibility() && edges(other) === edges(e),
      ),
    )
    return [...new Set([...gone, ...alike.map(e => `${told(e)} is marked like the others`)])]
  })
