// What a draft may hold, as the editor understands it: the same nodes that the server plants and reads back.

import { Schema, type Attrs, type AttributeSpec, type DOMOutputSpec, type NodeSpec } from 'prosemirror-model'

const none: AttributeSpec = { default: null }
const inBlock = { unit: none, goesOn: none }

/** What stands on the page says which draft it is of: ids are kept when a block is moved here, not when it comes from elsewhere. */
const unitAttrs = (room: string, el: HTMLElement): Attrs =>
  el.dataset['room'] === room ? { unit: el.dataset['unit'] ?? null, goesOn: el.dataset['goesOn'] === '1' || null } : {}
const unitDom = (room: string, { unit, goesOn }: Attrs): Record<string, string> =>
  unit ? { 'data-unit': String(unit), 'data-room': room, ...(goesOn && { 'data-goes-on': '1' }) } : {}

const numberOf = (el: HTMLElement, name: string, fallback: number): number =>
  Number(el.getAttribute(name) ?? fallback) || fallback

/** `room` is the id of the draft; `untitled` names a picture without a description for whoever hears it. */
export function draftSchema(room: string): Schema {
  const block = (spec: NodeSpec, tag: string, more: (attrs: Attrs) => Record<string, string> = () => ({})): NodeSpec => ({
    group: 'block',
    ...spec,
    attrs: { ...inBlock, ...spec.attrs },
    toDOM: ({ attrs }): DOMOutputSpec => [tag, { ...unitDom(room, attrs), ...more(attrs) }, 0],
  })
  const rule = (tag: string, more: (el: HTMLElement) => Attrs = () => ({})) => ({
    tag,
    getAttrs: (el: HTMLElement) => ({ ...unitAttrs(room, el), ...more(el) }),
  })
  const cell = (tag: 'td' | 'th'): NodeSpec => ({
    content: 'block+',
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: none, loose: none },
    tableRole: tag === 'td' ? 'cell' : 'header_cell',
    isolating: true,
    parseDOM: [{ tag, getAttrs: el => ({ colspan: numberOf(el, 'colspan', 1), rowspan: numberOf(el, 'rowspan', 1) }) }],
    toDOM: ({ attrs: { colspan, rowspan } }) => [
      tag,
      { ...(colspan > 1 && { colspan: String(colspan) }), ...(rowspan > 1 && { rowspan: String(rowspan) }) },
      0,
    ],
  })
  return new Schema({
    nodes: {
      doc: { content: '(block | heading)+' },
      paragraph: { ...block({ content: 'inline*' }, 'p'), parseDOM: [rule('p')] },
      heading: {
        content: 'inline*',
        defining: true,
        attrs: { ...inBlock, level: { default: 1 } },
        parseDOM: [1, 2, 3, 4, 5, 6].map(n =>
          rule(`h${n}`, el => ({ level: Math.min(9, Math.max(1, Number(el.dataset['level'] ?? n) || n)) })),
        ),
        toDOM: ({ attrs }) => [
          `h${Math.min(6, Number(attrs['level']) + 1)}`,
          { ...unitDom(room, attrs), 'data-level': String(attrs['level']) },
          0,
        ],
      },
      blockquote: { ...block({ content: 'block+', defining: true }, 'blockquote'), parseDOM: [rule('blockquote')] },
      code_block: {
        ...block({ content: 'text*', marks: '', code: true, defining: true }, 'pre'),
        parseDOM: [{ ...rule('pre'), preserveWhitespace: 'full' }],
      },
      bullet_list: {
        ...block({ content: 'list_item+', attrs: { labelled: none, start: none, format: none } }, 'ul', listDom),
        parseDOM: [rule('ul', listAttrs)],
      },
      ordered_list: {
        ...block({ content: 'list_item+', attrs: { labelled: none, start: none, format: none } }, 'ol', listDom),
        parseDOM: [rule('ol', listAttrs)],
      },
      list_item: { content: 'block+', attrs: { loose: none }, defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
      caption: {
        ...block({ content: 'inline*', defining: true }, 'p', () => ({ class: 'caption' })),
        parseDOM: [rule('p.caption')],
      },
      table: {
        group: 'block',
        content: 'table_row+',
        tableRole: 'table',
        isolating: true,
        attrs: { ...inBlock, row: none },
        parseDOM: [rule('table')],
        toDOM: ({ attrs }) => ['table', unitDom(room, attrs), ['tbody', 0]],
      },
      table_row: {
        content: '(table_cell | table_header)*',
        tableRole: 'row',
        parseDOM: [{ tag: 'tr' }],
        toDOM: () => ['tr', 0],
      },
      table_cell: cell('td'),
      table_header: cell('th'),
      text: { group: 'inline' },
      hard_break: { group: 'inline', inline: true, selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
      image: {
        group: 'inline',
        inline: true,
        draggable: true,
        attrs: { src: {}, alt: { default: '' } },
        parseDOM: [
          {
            tag: 'img[src]',
            getAttrs: el => {
              const src = el.getAttribute('src') ?? ''
              return /^\/c\/[a-z0-9-]+\/file\/[0-9a-z]+$/.test(src) ? { src, alt: el.getAttribute('alt') ?? '' } : false
            },
          },
        ],
        toDOM: ({ attrs: { src, alt } }) => ['img', { src, alt }],
      },
      footnote: {
        group: 'inline',
        inline: true,
        atom: true,
        attrs: { mark: {}, text: none },
        parseDOM: [
          {
            tag: 'sup[data-note]',
            priority: 80,
            getAttrs: el => ({ mark: el.dataset['note'] ?? '', text: el.getAttribute('title') }),
          },
        ],
        toDOM: ({ attrs: { mark, text } }) => ['sup', { class: 'note', 'data-note': mark, title: text ?? '' }],
      },
    },
    marks: {
      label: { inclusive: false, parseDOM: [{ tag: 'span.label' }], toDOM: () => ['span', { class: 'label' }, 0] },
      link: {
        inclusive: false,
        attrs: { href: {} },
        parseDOM: [
          {
            tag: 'a[href]',
            getAttrs: el => {
              const href = el.getAttribute('href') ?? ''
              return /^(https?:\/\/[^/?#]|mailto:[^?])/i.test(href) ? { href } : false
            },
          },
        ],
        toDOM: ({ attrs: { href } }) => ['a', { href, rel: 'noopener nofollow' }, 0],
      },
      strong: {
        parseDOM: [{ tag: 'strong' }, { tag: 'b', getAttrs: el => (el.style.fontWeight === 'normal' ? false : null) }],
        toDOM: () => ['strong', 0],
      },
      em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
      sup: { excludes: 'sub', parseDOM: [{ tag: 'sup' }], toDOM: () => ['sup', 0] },
      sub: { excludes: 'sup', parseDOM: [{ tag: 'sub' }], toDOM: () => ['sub', 0] },
      code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
    },
  })
}

function listAttrs(el: HTMLElement): Attrs {
  const start = Number(el.getAttribute('start') ?? 1)
  const format = el.getAttribute('type')
  return {
    start: start !== 1 && Number.isInteger(start) ? start : null,
    format: format && /^[aAiI]$/.test(format) ? format : null,
    labelled: el.classList.contains('labelled') || null,
  }
}
function listDom({ labelled, start, format }: Attrs): Record<string, string> {
  return {
    ...(labelled && { class: 'labelled' }),
    ...(start && { start: String(start) }),
    ...(format && { type: String(format) }),
  }
}
