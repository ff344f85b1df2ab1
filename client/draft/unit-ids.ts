// Keeps the ids of units while people type: a first half keeps its id, a copy gets a new one, and who took in whom is noted.

import type { Node } from 'prosemirror-model'
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state'
import { ySyncPluginKey } from 'y-prosemirror'
import { mendIds, type BlockIds } from '../../shared/draft-ids.ts'

/** What a change did to units: the new id of what was cut off, and the survivor of what was taken in. */
export interface Lineage {
  split: [part: string, origin: string][]
  merged: [gone: string, survivor: string][]
}
interface Block extends BlockIds {
  pos: number
  node: Node
}

function blocksOf(doc: Node): Block[] {
  const blocks: Block[] = []
  doc.forEach((node, pos) => {
    const unit: unknown = node.attrs['unit']
    blocks.push({
      unit: typeof unit === 'string' ? unit : null,
      goesOn: Boolean(node.attrs['goesOn']),
      heading: node.type.name === 'heading',
      pos,
      node,
    })
  })
  return blocks
}

/** True when no block came, went or changed its id: plain typing, nearly always. */
function sameIds(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false
  for (let at = 0; at < before.childCount; at++) {
    const [a, b] = [before.child(at), after.child(at)]
    if (a !== b && (a.attrs['unit'] !== b.attrs['unit'] || a.attrs['goesOn'] !== b.attrs['goesOn'] || a.type !== b.type))
      return false
  }
  return true
}

export function mendUnits(
  transactions: readonly Transaction[],
  before: EditorState,
  after: EditorState,
  newId: () => string,
): { tr: Transaction | null; lineage: Lineage } {
  const lineage: Lineage = { split: [], merged: [] }
  if (sameIds(before.doc, after.doc)) return { tr: null, lineage }
  const mapping = mappingOf(transactions)
  const old = blocksOf(before.doc)
  const blocks = blocksOf(after.doc)
  const pasted = transactions.some(tr => tr.getMeta('paste') || tr.getMeta('uiEvent') === 'drop')
  const mended = mendIds(blocks, newId, keepers(old, blocks, mapping))

  const { tr } = after
  for (const [at, block] of blocks.entries()) {
    const { unit, goesOn } = mended[at] ?? block
    if (block.unit === unit && block.goesOn === goesOn) continue
    tr.setNodeMarkup(block.pos, null, { ...block.node.attrs, unit, goesOn: goesOn || null })
    if (!pasted && block.unit && unit && block.unit !== unit && !goesOn) lineage.split.push([unit, block.unit])
  }
  const standing = new Set(mended.map(b => b.unit))
  for (const { unit, pos, node, goesOn } of old) {
    if (!unit || goesOn || standing.has(unit)) continue
    const start = mapping.map(pos + 1, 1)
    if (mapping.map(pos + node.nodeSize - 1, -1) <= start) continue
    const at = blocks.findIndex(b => b.pos < start && start < b.pos + b.node.nodeSize)
    const survivor = mended[at]?.unit
    if (survivor && survivor !== unit) lineage.merged.push([unit, survivor])
  }
  return { tr: tr.docChanged ? tr : null, lineage }
}

type Mapped = Pick<Transaction['mapping'], 'map'>
/** Through all transactions, one after the other. */
const mappingOf = (transactions: readonly Transaction[]): Mapped => ({
  map: (pos, assoc) => transactions.reduce((at, tr) => tr.mapping.map(at, assoc), pos),
})

/** Which of several blocks with one id stood there before; an empty half leaves the id to the one with the words. */
function keepers(old: readonly Block[], blocks: readonly Block[], mapping: Mapped): Map<string, number> {
  const keeper = new Map<string, number>()
  const at = new Map(blocks.map((b, n) => [b.pos, n]))
  for (const { unit, pos, goesOn } of old) {
    if (!unit || goesOn) continue
    const place = at.get(mapping.map(pos, 1)) ?? at.get(mapping.map(pos, -1))
    const found = place === undefined ? undefined : blocks[place]
    if (place === undefined || found?.unit !== unit) continue
    const next = blocks[place + 1]
    const emptied = found.node.content.size === 0 && next?.unit === unit && !next.goesOn && next.node.content.size > 0
    keeper.set(unit, emptied ? place + 1 : place)
  }
  return keeper
}

/** `note` is told after each change of one's own that split or merged units. */
export function unitIds(newId: () => string, note: (lineage: Lineage) => void): Plugin {
  let pending: Lineage[] = []
  return new Plugin({
    appendTransaction(transactions, before, after) {
      const foreign = transactions.some(
        tr => (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin,
      )
      if (foreign || !transactions.some(tr => tr.docChanged)) return null
      const { tr, lineage } = mendUnits(transactions, before, after, newId)
      if (lineage.split.length || lineage.merged.length) pending.push(lineage)
      return tr
    },
    view: () => ({
      update() {
        const told = pending
        pending = []
        for (const lineage of told) note(lineage)
      },
    }),
  })
}
