// What the editor can do: one list of acts with their keys, for the toolbar, the keyboard and the list of shortcuts alike.

import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark, wrapIn, lift } from 'prosemirror-commands'
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import type { NodeType, Schema } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { TextSelection, type Command, type EditorState, type Plugin } from 'prosemirror-state'
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} from 'prosemirror-tables'
import { redoCommand, undoCommand } from 'y-prosemirror'

/** One act. `key` as the keymap writes it; `group` is its place in the toolbar. */
export interface Act {
  name: string
  group: 'history' | 'block' | 'mark' | 'list' | 'insert' | 'table'
  key?: string
  /** A sign for the button; where it is empty, the words stand there themselves. */
  sign: string
  run: Command
  isOn?: (state: EditorState) => boolean
}

/** Things that need words first are asked in dialogs of the page. */
export interface Asking {
  link: Command
  footnote: Command
  image: Command
}

const nodes = (schema: Schema, name: string): NodeType => {
  const type = schema.nodes[name]
  if (!type) throw new Error(`no node ${name}`)
  return type
}
const marks = (schema: Schema, name: string) => {
  const type = schema.marks[name]
  if (!type) throw new Error(`no mark ${name}`)
  return type
}

export function actsOf(schema: Schema, ask: Asking): Act[] {
  const heading = nodes(schema, 'heading')
  const item = nodes(schema, 'list_item')
  const mark = (name: string, sign: string, key?: string): Act => ({
    name,
    group: 'mark',
    sign,
    ...(key && { key }),
    run: toggleMark(marks(schema, name)),
    isOn: state => hasMark(state, name),
  })
  const level = (n: number): Act => ({
    name: `heading${n}`,
    group: 'block',
    sign: `H${n}`,
    key: `Mod-Alt-${n}`,
    run: atTop(setBlockType(heading, { level: n })),
    isOn: ({ selection: { $from } }) => $from.parent.type === heading && $from.parent.attrs['level'] === n,
  })
  return [
    { name: 'undo', group: 'history', sign: '↶', key: 'Mod-z', run: undoCommand },
    { name: 'redo', group: 'history', sign: '↷', key: 'Mod-Shift-z', run: redoCommand },
    level(1),
    level(2),
    level(3),
    level(4),
    {
      name: 'paragraph',
      group: 'block',
      sign: '¶',
      key: 'Mod-Alt-0',
      run: setBlockType(nodes(schema, 'paragraph')),
      isOn: ({ selection: { $from } }) => $from.parent.type.name === 'paragraph',
    },
    {
      name: 'quote',
      group: 'block',
      sign: '“',
      key: 'Mod-Shift-9',
      run: chainCommands(within('blockquote', lift), wrapIn(nodes(schema, 'blockquote'))),
      isOn: s => inside(s, 'blockquote'),
    },
    mark('strong', 'B', 'Mod-b'),
    mark('em', 'I', 'Mod-i'),
    mark('sup', 'x²', 'Mod-.'),
    mark('sub', 'x₂', 'Mod-,'),
    mark('code', '</>', 'Mod-e'),
    {
      name: 'bullets',
      group: 'list',
      sign: '•',
      key: 'Mod-Shift-8',
      run: wrapInList(nodes(schema, 'bullet_list')),
      isOn: state => inside(state, 'bullet_list'),
    },
    {
      name: 'numbers',
      group: 'list',
      sign: '1.',
      key: 'Mod-Shift-7',
      run: wrapInList(nodes(schema, 'ordered_list')),
      isOn: state => inside(state, 'ordered_list'),
    },
    { name: 'deeper', group: 'list', sign: '⇥', key: 'Tab', run: sinkListItem(item) },
    { name: 'higher', group: 'list', sign: '⇤', key: 'Shift-Tab', run: liftListItem(item) },
    { name: 'belongs', group: 'list', sign: '⤴', key: 'Mod-Alt-j', run: belongs, isOn: goesOn },
    { name: 'link', group: 'insert', sign: '', key: 'Mod-k', run: ask.link, isOn: state => hasMark(state, 'link') },
    { name: 'footnote', group: 'insert', sign: '', key: 'Mod-Alt-f', run: ask.footnote },
    { name: 'image', group: 'insert', sign: '', run: ask.image },
    { name: 'table', group: 'insert', sign: '', key: 'Mod-Alt-t', run: insertTable },
    ...tableActs(),
  ]
}

const tableActs = (): Act[] =>
  Object.entries({
    rowAfter: addRowAfter,
    columnAfter: addColumnAfter,
    rowOut: deleteRow,
    columnOut: deleteColumn,
    headerRow: toggleHeaderRow,
    cellsJoin: mergeCells,
    cellSplit: splitCell,
    tableOut: deleteTable,
  }).map(([name, run]) => ({ name, group: 'table', sign: '', run }))

export const inTable = isInTable

function hasMark(state: EditorState, name: string): boolean {
  const type = marks(state.schema, name)
  const { from, to, empty, $from } = state.selection
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()))
  return state.doc.rangeHasMark(from, to, type)
}
function inside({ selection: { $from } }: EditorState, name: string): boolean {
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === name) return true
  return false
}
const within =
  (name: string, command: Command): Command =>
  (state, dispatch, view) =>
    inside(state, name) && command(state, dispatch, view)
/** Headings open sections of the draft; they stand nowhere else. */
const atTop =
  (command: Command): Command =>
  (state, dispatch, view) =>
    state.selection.$from.depth === 1 && command(state, dispatch, view)

const goesOn = ({ selection: { $from }, doc }: EditorState): boolean =>
  $from.depth > 0 && Boolean(doc.maybeChild($from.index(0))?.attrs['goesOn'])
/** A block belongs to the paragraph above and shares its number, or stands alone again. */
const belongs: Command = (state, dispatch) => {
  const { $from } = state.selection
  const at = $from.index(0)
  const [above, block] = [at > 0 ? state.doc.child(at - 1) : null, state.doc.maybeChild(at)]
  if (!above || !block || block.type.name === 'heading' || above.type.name === 'heading') return false
  const attrs = block.attrs['goesOn'] ? { unit: null, goesOn: null } : { unit: above.attrs['unit'] as string, goesOn: true }
  dispatch?.(state.tr.setNodeMarkup($from.before(1), null, { ...block.attrs, ...attrs }))
  return true
}

const insertTable: Command = (state, dispatch) => {
  const { schema, selection } = state
  if (isInTable(state)) return false
  const cell = (kind: string) => nodes(schema, kind).createAndFill()
  const row = (kind: string) =>
    nodes(schema, 'table_row').create(
      null,
      [0, 1, 2].flatMap(() => cell(kind) ?? []),
    )
  const table = nodes(schema, 'table').create(null, [row('table_header'), row('table_cell'), row('table_cell')])
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(table)
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(selection.from + 1))).scrollIntoView())
  }
  return true
}

const hardBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes(state.schema, 'hard_break').create()).scrollIntoView())
  return true
}

/** Keys beyond those of the acts. Tab moves in tables and lists alone; everywhere else it leaves the editor, as on any page. */
export function keysOf(schema: Schema, acts: readonly Act[]): Record<string, Command> {
  const keys: Record<string, Command> = { ...baseKeymap }
  const item = nodes(schema, 'list_item')
  for (const { key, run } of acts) if (key) keys[key] = run
  keys['Mod-y'] = redoCommand
  keys['Shift-Enter'] = chainCommands(exitCode, hardBreak)
  keys['Tab'] = chainCommands(goToNextCell(1), sinkListItem(item))
  keys['Shift-Tab'] = chainCommands(goToNextCell(-1), liftListItem(item))
  keys['Enter'] = chainCommands(splitListItem(item), baseKeymap['Enter'] ?? (() => false))
  return keys
}

/** "# " makes a heading, "- " and "1. " lists, "> " a quotation. */
export function shorthand(schema: Schema): Plugin {
  const heading = nodes(schema, 'heading')
  const rules: InputRule[] = [
    new InputRule(/^(#{1,6})\s$/, (state, match, start, end) => {
      if (state.doc.resolve(start).depth !== 1) return null
      return state.tr.delete(start, end).setBlockType(start, start, heading, { level: match[1]?.length ?? 1 })
    }),
    wrappingInputRule(/^\s*[-•]\s$/, nodes(schema, 'bullet_list')),
    wrappingInputRule(/^(\d+)\.\s$/, nodes(schema, 'ordered_list'), match => ({
      start: Number(match[1]) === 1 ? null : Number(match[1]),
    })),
    wrappingInputRule(/^>\s$/, nodes(schema, 'blockquote')),
    textblockTypeInputRule(/^```$/, nodes(schema, 'code_block')),
  ]
  return inputRules({ rules })
}
