// The drafting room in the browser: an editor on the shared draft, its toolbar and panels, and what is true of the connection.

import './main.ts'
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { keymap } from 'prosemirror-keymap'
import { DOMSerializer } from 'prosemirror-model'
import { EditorState, Plugin } from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { EditorView } from 'prosemirror-view'
import { initProseMirrorDoc, ySyncPlugin, yUndoPlugin } from 'y-prosemirror'
import { places, textOf } from '../shared/draft-doc.ts'
import { closings } from '../shared/room.ts'
import { asking } from './draft/asking.ts'
import { actsOf, keysOf, shorthand } from './draft/commands.ts'
import { connect } from './draft/connection.ts'
import { cursors, drawPeople } from './draft/cursors.ts'
import { commentPanel, countWords, drawOutline, unitAt, unitMarks } from './draft/panels.ts'
import { room, root, type RoomData } from './draft/room-data.ts'
import { draftSchema } from './draft/schema.ts'
import { drawToolbar, keyName } from './draft/toolbar.ts'
import { unitIds, type Lineage } from './draft/unit-ids.ts'
import { setText, t } from './page.ts'
import { say } from './say.ts'
import { newId } from './uuid7.ts'

const part = (name: string): HTMLElement => {
  const found = root?.querySelector<HTMLElement>(`[data-${name}]`)
  if (!found) throw new Error(`no place for ${name}`)
  return found
}
/** Where a browser does not tell when it has nothing to do: at once. */
const whenIdle = (act: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 2_000 })
  else act()
}
if (root) open(room).catch((error: unknown) => say(String(error)))

async function open(data: RoomData): Promise<void> {
  const connection = connect(data.id, data.person, data.right)
  const { doc, provider } = connection
  const schema = draftSchema(data.id)
  const acts = actsOf(schema, asking)
  /** What the room refuses stands here alone: it can be removed once a file of it was made. */
  let downloaded = false
  showState()
  connection.onChange(showState)
  await connection.ready

  const note = ({ split, merged }: Lineage): void =>
    doc.transact(() => {
      for (const [part, origin] of split) doc.getMap(places.split).set(part, origin)
      for (const [gone, survivor] of merged) doc.getMap(places.merged).set(gone, survivor)
    })
  const { doc: first, mapping } = initProseMirrorDoc(textOf(doc), schema)
  // Tables of a file may have rows of unequal length; they are left as they came, so the plugin that would mend them is not asked.
  const tables = new Plugin({ ...tableEditing().spec, appendTransaction: () => null })
  const view = new EditorView(part('paper'), {
    state: EditorState.create({
      doc: first,
      plugins: [
        ySyncPlugin(textOf(doc), { mapping }),
        cursors(provider),
        yUndoPlugin(),
        unitIds(newId, note),
        shorthand(schema),
        keymap(keysOf(schema, acts)),
        tables,
        dropCursor({ color: false, class: 'room-drop' }),
        gapCursor(),
        unitMarks(data.counts),
      ],
    }),
    editable: () => connection.mayWrite(),
    attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('room.paper'), spellcheck: 'true' },
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      toolbar.update()
      comments(unitAt(view.state))
      if (tr.docChanged) soon()
    },
  })
  const toolbar = drawToolbar(part('toolbar'), acts, view)
  const comments = commentPanel(part('comment-list'), part('comments-heading'), data.counts)
  let waiting = false
  const look = (): void => {
    waiting = false
    drawOutline(part('outline'), view)
    setText(part('words'), t('room.words', { n: countWords(view.state.doc) }))
  }
  /** Nobody waits for these with a finger on a key. */
  const soon = (after = 400): void => {
    if (waiting) return
    waiting = true
    setTimeout(() => whenIdle(look), after)
  }
  // Where the panels stand above the text, the outline waits folded.
  if (matchMedia('(max-width: 60rem)').matches) part('outline').closest('details')?.removeAttribute('open')
  soon(0)
  toolbar.update()
  part('loading').hidden = true
  part('shortcuts').replaceChildren(
    ...acts.flatMap(({ name, key }) => {
      if (!key) return []
      const term = Object.assign(document.createElement('dt'), { textContent: t(`room.act.${name}`) })
      const keys = document.createElement('dd')
      keys.append(Object.assign(document.createElement('kbd'), { textContent: keyName(key) }))
      return [term, keys]
    }),
  )
  provider.awareness.on('change', () => drawPeople(part('people'), provider))
  drawPeople(part('people'), provider)
  connection.onChange(() => {
    view.setProps({})
    toolbar.update()
  })
  part('discard').addEventListener('click', () => {
    connection.discard().then(
      () => location.reload(),
      (error: unknown) => say(String(error)),
    )
  })
  part('download').addEventListener('click', () => {
    const whole = document.createElement('html')
    const head = document.createElement('head')
    head.append(Object.assign(document.createElement('meta'), { charset: 'utf-8' }))
    const body = document.createElement('body')
    body.append(DOMSerializer.fromSchema(schema).serializeFragment(view.state.doc.content))
    whole.append(head, body)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`<!doctype html>${whole.outerHTML}`], { type: 'text/html' }))
    link.download = `${room.slug}.html`
    link.click()
    URL.revokeObjectURL(link.href)
    downloaded = true
    showState()
  })

  function showState(): void {
    const state = connection.state()
    const place = part('state')
    place.dataset['state'] = state
    setText(place, t(`room.state.${state}`))
    const refusal = connection.refusal()
    part('refused').hidden = refusal === null
    part('discard').hidden = !connection.stuck() || !downloaded
    if (refusal !== null) {
      const known = Object.entries(closings).find(([, code]) => code === refusal.code)?.[0] ?? 'unreadable'
      const why = refusal.reason === 'frozen' ? 'frozen' : known
      setText(part('refused-why'), t(`room.refused.${why}`))
    }
  }
}
