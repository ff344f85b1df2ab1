// Links, footnotes and pictures: asked for in a dialog, then written at the cursor.

import type { EditorView } from 'prosemirror-view'
import type { Command, EditorState } from 'prosemirror-state'
import { newId } from '../uuid7.ts'
import { page, t } from '../page.ts'
import { say } from '../say.ts'
import { askFor } from './ask.ts'
import type { Asking } from './commands.ts'
import { room } from './room-data.ts'

const address = /^(https?:\/\/[^/?#\s]|mailto:[^?\s])/i

/** A command that opens a dialog and goes on when it is answered. */
const later =
  (act: (view: EditorView) => Promise<void>, may: (state: EditorState) => boolean = () => true): Command =>
  (state, dispatch, view) => {
    if (!may(state)) return false
    if (dispatch && view)
      act(view).then(
        () => view.focus(),
        (error: unknown) => say(String(error)),
      )
    return true
  }
const takesInline = ({ selection: { $from } }: EditorState): boolean => $from.parent.inlineContent && !$from.parent.type.spec.code

export const asking: Asking = {
  link: later(askLink, state => takesInline(state) && (!state.selection.empty || linkAt(state) !== null)),
  footnote: later(askFootnote, takesInline),
  image: later(askImage, takesInline),
}

function linkAt(state: EditorState): { href: string; from: number; to: number } | null {
  const type = state.schema.marks['link']
  const { $from, empty, from, to } = state.selection
  const mark = type?.isInSet(empty ? $from.marks() : ($from.nodeAfter?.marks ?? []))
  if (!mark) return null
  const href = String(mark.attrs['href'])
  if (!empty) return { href, from, to }
  let start = $from.start()
  let found = { href, from: start, to: start }
  $from.parent.forEach(child => {
    const end = start + child.nodeSize
    if (start <= from && from <= end && mark.isInSet(child.marks)) found = { href, from: start, to: end }
    start = end
  })
  return found
}

async function askLink(view: EditorView): Promise<void> {
  const type = view.state.schema.marks['link']
  const now = linkAt(view.state)
  const answer = await askFor(
    'link',
    [{ name: 'href', kind: 'text', value: now?.href ?? 'https://', required: true }],
    now !== null,
  )
  if (!answer || !type) return
  const { from, to } = now ?? view.state.selection
  const href = String(answer.values.get('href') ?? '').trim()
  const tr = view.state.tr.removeMark(from, to, type)
  if (!answer.remove) {
    if (!address.test(href)) return say(t('room.badLink'))
    tr.addMark(from, to, type.create({ href }))
  }
  view.dispatch(tr)
}

async function askFootnote(view: EditorView): Promise<void> {
  const { selection, schema } = view.state
  const here = 'node' in selection ? (selection.node as { type: { name: string }; attrs: Record<string, unknown> }) : null
  const note = here?.type.name === 'footnote' ? here : null
  const value = String(note?.attrs['text'] ?? '')
  const answer = await askFor('footnote', [{ name: 'text', kind: 'area', value, required: true }], note !== null)
  const type = schema.nodes['footnote']
  if (!answer || !type) return
  if (answer.remove) return view.dispatch(view.state.tr.deleteSelection())
  const mark: unknown = note?.attrs['mark'] ?? `n-${newId().slice(-8)}`
  view.dispatch(
    view.state.tr.replaceSelectionWith(type.create({ mark, text: String(answer.values.get('text') ?? '').trim() }), false),
  )
}

async function askImage(view: EditorView): Promise<void> {
  const { selection, schema } = view.state
  const here = 'node' in selection ? (selection.node as { type: { name: string }; attrs: Record<string, unknown> }) : null
  const image = here?.type.name === 'image' ? here : null
  const answer = await askFor(
    'image',
    [
      ...(image ? [] : [{ name: 'file', kind: 'file', required: true } as const]),
      { name: 'alt', kind: 'text', value: String(image?.attrs['alt'] ?? '') },
    ],
    image !== null,
  )
  const type = schema.nodes['image']
  if (!answer || !type) return
  if (answer.remove) return view.dispatch(view.state.tr.deleteSelection())
  const alt = String(answer.values.get('alt') ?? '').trim()
  const file = answer.values.get('file')
  const src = image ? String(image.attrs['src']) : file instanceof File ? await upload(file) : null
  if (src) view.dispatch(view.state.tr.replaceSelectionWith(type.create({ src, alt })))
}

async function upload(file: File): Promise<string | null> {
  const body = new FormData()
  body.set('token', page.token ?? '')
  body.set('file', file)
  const { src, message } = await sent(body)
  if (!src) say(message ?? t('room.badPicture'))
  return src ?? null
}
/** No answer, and one that is not the house's own, say nothing. */
async function sent(body: FormData): Promise<{ src?: string; message?: string }> {
  try {
    const answer = await fetch(`/c/${room.slug}/draft/files`, { method: 'POST', body, headers: { accept: 'application/json' } })
    const said = (await answer.json()) as { src?: string; message?: string }
    return answer.ok ? said : { ...(said.message && { message: said.message }) }
  } catch {
    return {}
  }
}
