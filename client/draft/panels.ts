// Beside the text: the outline, the count of words, and what readers said of the unit the cursor is in.

import type { Node } from 'prosemirror-model'
import { Plugin, TextSelection, type EditorState } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import type { Comment } from '../../shared/comment.ts'
import { wordsIn } from '../../shared/text-diff.ts'
import { setText, t } from '../page.ts'
import { room } from './room-data.ts'

/** The unit the cursor stands in: its own block's, or that of the block it goes on with. */
export function unitAt({ selection: { $from }, doc }: EditorState): string | null {
  if (!doc.childCount) return null
  const unit: unknown = doc.child(Math.min($from.index(0), doc.childCount - 1)).attrs['unit']
  return typeof unit === 'string' ? unit : null
}

export function drawOutline(host: HTMLElement, view: EditorView): void {
  const items: HTMLElement[] = []
  view.state.doc.forEach((node, pos) => {
    if (node.type.name !== 'heading') return
    const item = document.createElement('li')
    item.className = `room-level-${Math.min(4, Number(node.attrs['level']))}`
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = node.textContent || t('room.untitled')
    button.dir = 'auto'
    button.addEventListener('click', () => {
      const at = Math.min(pos + 1, view.state.doc.content.size)
      view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))))
      const dom = view.nodeDOM(pos)
      if (dom instanceof Element) dom.scrollIntoView({ block: 'start' })
      view.focus()
    })
    item.append(button)
    items.push(item)
  })
  host.replaceChildren(...items)
}

export function countWords(doc: Node): number {
  let words = 0
  doc.descendants(node => {
    if (node.isTextblock) words += wordsIn(node.textBetween(0, node.content.size, ' ', ' ')).length
  })
  return words
}

/** Marks the unit with the cursor, and how many comments each has. */
export function unitMarks(counts: Readonly<Record<string, number>>): Plugin {
  return new Plugin({
    props: {
      decorations(state) {
        const active = unitAt(state)
        const marks: Decoration[] = []
        state.doc.forEach((node, pos) => {
          const unit: unknown = node.attrs['unit']
          if (typeof unit !== 'string') return
          const count = node.attrs['goesOn'] ? 0 : (counts[unit] ?? 0)
          if (!count && unit !== active) return
          marks.push(
            Decoration.node(pos, pos + node.nodeSize, {
              ...(unit === active && { class: 'room-here' }),
              ...(count && { 'data-comments': String(count) }),
            }),
          )
        })
        return DecorationSet.create(state.doc, marks)
      },
    },
  })
}

/** Shows readers' comments of one unit; asked for once a unit, a moment after the cursor came to rest there. */
export function commentPanel(
  host: HTMLElement,
  heading: HTMLElement,
  counts: Readonly<Record<string, number>>,
): (unit: string | null) => void {
  let shown: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const known = new Map<string, Comment[]>()
  const draw = (comments: readonly Comment[]): void => host.replaceChildren(...comments.map(card))
  return unit => {
    if (unit === shown) return
    shown = unit
    clearTimeout(timer)
    const count = unit === null ? 0 : (counts[unit] ?? 0)
    setText(heading, t('room.commentsHere', { n: count }))
    host.replaceChildren()
    if (unit === null || !count) return
    const before = known.get(unit)
    if (before) return draw(before)
    timer = setTimeout(() => {
      fetch(`/api/consultations/${room.slug}/paragraphs/${unit}/comments?limit=100`)
        .then(answer => {
          if (!answer.ok) throw new Error(answer.statusText)
          return answer.json() as Promise<{ items: Comment[] }>
        })
        .then(
          ({ items }) => {
            known.set(unit, items)
            if (shown === unit) draw(items)
          },
          () => {
            if (shown === unit) setText(heading, t('room.commentsAway'))
          },
        )
    }, 250)
  }
}

function card(comment: Comment): HTMLElement {
  const item = document.createElement('li')
  const name = document.createElement('p')
  name.className = 'small muted'
  name.append(Object.assign(document.createElement('bdi'), { textContent: comment.author?.name ?? t('room.somebody') }))
  const text = document.createElement('p')
  text.dir = 'auto'
  text.textContent = comment.text ?? t('room.commentHidden')
  const link = document.createElement('a')
  link.href = `/c/${room.slug}/comment/${comment.id}`
  link.textContent = t('room.commentOpen')
  item.append(name, text, link)
  return item
}
