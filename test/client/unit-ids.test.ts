// Ids of units while people type: splitting, merging, copying, moving, as the editor's own transactions do it.

import { joinBackward, splitBlock } from 'prosemirror-commands'
import { Node } from 'prosemirror-model'
import { EditorState, TextSelection, type Command, type Transaction } from 'prosemirror-state'
import { expect, test } from 'vitest'
import { draftSchema } from '../../client/draft/schema.ts'
import { mendUnits, unitIds, type Lineage } from '../../client/draft/unit-ids.ts'

const schema = draftSchema('room')
const block = (type: string, unit: string | null, text: string, more: object = {}) => ({
  type,
  attrs: { unit, ...more },
  ...(text && { content: [{ type: 'text', text }] }),
})
let fresh = 0
function open(...blocks: object[]): {
  state: EditorState
  ids: () => string[]
  run: (command: Command, at: number) => void
  act: (make: (state: EditorState) => Transaction) => void
} {
  fresh = 0
  const own = {
    state: EditorState.create({
      doc: Node.fromJSON(schema, { type: 'doc', content: blocks }),
      plugins: [
        unitIds(
          () => `new${++fresh}`,
          () => undefined,
        ),
      ],
    }),
    ids: () => own.state.doc.children.map(n => `${n.attrs['goesOn'] ? '+' : ''}${n.attrs['unit']}:${n.textContent}`),
    run(command: Command, at: number) {
      const selection = TextSelection.create(own.state.doc, at)
      own.act(state => state.tr.setSelection(selection))
      expect(command(own.state, tr => (own.state = own.state.apply(tr)))).toBe(true)
    },
    act(make: (state: EditorState) => Transaction) {
      own.state = own.state.apply(make(own.state))
    },
  }
  return own
}
/** What a transaction does to units, without the plugin. */
function lineageOf(blocks: object[], make: (state: EditorState) => Transaction): Lineage {
  const before = EditorState.create({ doc: Node.fromJSON(schema, { type: 'doc', content: blocks }) })
  const tr = make(before)
  return mendUnits([tr], before, before.apply(tr), () => 'new').lineage
}
const two = [block('paragraph', 'a', 'One'), block('paragraph', 'b', 'Two')]

test('typing changes no id', () => {
  const editor = open(...two)
  editor.act(state => state.tr.insertText('x', 2))
  expect(editor.ids()).toEqual(['a:Oxne', 'b:Two'])
})

test('splitting: the first half keeps the id; an empty first half leaves it to the words', () => {
  const editor = open(...two)
  editor.run(splitBlock, 3)
  expect(editor.ids()).toEqual(['a:On', 'new1:e', 'b:Two'])
  const atStart = open(...two)
  atStart.run(splitBlock, 6)
  expect(atStart.ids()).toEqual(['a:One', 'new1:', 'b:Two'])
})

test('a list goes on with the half of its sentence that stands above it', () => {
  const list = {
    type: 'bullet_list',
    attrs: { unit: 'a', goesOn: true },
    content: [{ type: 'list_item', content: [{ type: 'paragraph' }] }],
  }
  const editor = open(block('paragraph', 'a', 'One: two:'), list)
  editor.run(splitBlock, 5)
  expect(editor.ids()).toEqual(['a:One:', 'new1: two:', '+new1:'])
})

test('merging: the survivor keeps its id, and it is noted who was taken in', () => {
  const editor = open(...two)
  editor.run(joinBackward, 6)
  expect(editor.ids()).toEqual(['a:OneTwo'])
  expect(lineageOf(two, state => state.tr.join(5))).toEqual({ split: [], merged: [['b', 'a']] })
})

test('what is deleted with all its words was taken in by nobody; what was half deleted was', () => {
  expect(lineageOf(two, state => state.tr.delete(5, 10)).merged).toEqual([])
  expect(lineageOf(two, state => state.tr.delete(3, 7)).merged).toEqual([['b', 'a']])
  expect(lineageOf(two, state => state.tr.delete(3, 9)).merged).toEqual([])
})

test('a copy gets a new id, also when it stands above; what is cut and pasted keeps its own', () => {
  const editor = open(...two)
  const b = editor.state.doc.child(1)
  editor.act(state => state.tr.insert(0, b).setMeta('paste', true))
  expect(editor.ids()).toEqual(['new1:Two', 'a:One', 'b:Two'])
  editor.act(state => state.tr.delete(state.doc.content.size - b.nodeSize, state.doc.content.size))
  editor.act(state => state.tr.insert(0, b).setMeta('paste', true))
  expect(editor.ids()).toEqual(['b:Two', 'new1:Two', 'a:One'])
})

test('a split is noted with its origin, a copy is not', () => {
  expect(lineageOf(two, state => state.tr.split(3)).split).toEqual([['new', 'a']])
  expect(lineageOf(two, state => state.tr.insert(0, state.doc.child(1)).setMeta('paste', true)).split).toEqual([])
})
