// Judges an update before it touches the draft: it must be whole, fit on what is known, come from its own device, and hold only what drafts hold.

import * as Y from 'yjs'
import { places } from '../../shared/draft-doc.ts'
import type { RoomLimits } from '../../shared/room.ts'

/** An update that is refused; the draft is as it was before. */
export class BadUpdate extends Error {}

/** Whose device wrote under which id: nobody goes on writing under another person's. */
export type Owners = Map<number, string>

const roots = new Set<string>(Object.values(places))

interface Found {
  clients: Map<number, { from: number; upto: number }>
}

/** Reads the whole update once; throws BadUpdate when it may not be merged. Answers with the devices it brings that are new here. */
export function judgeUpdate(doc: Y.Doc, update: Uint8Array, owners: Owners, person: string, limits: RoomLimits): number[] {
  const { clients } = read(update)
  const fresh: number[] = []
  for (const [client, { from, upto }] of clients) {
    const state = Y.getState(doc.store, client)
    if (from > state) throw new BadUpdate('missing')
    if (upto > state && (owners.get(client) ?? person) !== person) throw new BadUpdate('device')
    if (!doc.store.clients.has(client)) fresh.push(client)
  }
  if (fresh.length > limits.clientsPerUpdate || doc.store.clients.size + fresh.length > limits.clientsPerDraft)
    throw new BadUpdate('devices')
  return [...clients].flatMap(([client, { upto }]) => (upto > Y.getState(doc.store, client) ? [client] : []))
}

function read(update: Uint8Array): Found {
  const clients: Found['clients'] = new Map()
  const { structs } = decode(update)
  for (const struct of structs) {
    if (struct instanceof Y.Skip) throw new BadUpdate('missing')
    const { client, clock } = struct.id
    const known = clients.get(client)
    if (known && known.upto !== clock) throw new BadUpdate('missing')
    clients.set(client, { from: known?.from ?? clock, upto: clock + struct.length })
    if (struct instanceof Y.Item) judgeItem(struct)
  }
  return { clients }
}

function decode(update: Uint8Array): { structs: (Y.Item | Y.GC | Y.Skip)[] } {
  try {
    return Y.decodeUpdate(update) as { structs: (Y.Item | Y.GC | Y.Skip)[] }
  } catch (error) {
    throw new BadUpdate('unreadable', { cause: error })
  }
}

/** Blocks, texts, their attributes and looks; the notes beside them. No documents inside documents, no foreign roots. */
function judgeItem(item: Y.Item): void {
  const { content } = item
  const parent: unknown = item.parent
  if (typeof parent === 'string' && !roots.has(parent)) throw new BadUpdate('place')
  if (content instanceof Y.ContentType) {
    if (!(content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText)) throw new BadUpdate('content')
    if (content.type instanceof Y.XmlElement && !/^[a-z_]{1,20}$/.test(content.type.nodeName)) throw new BadUpdate('content')
  } else if (content instanceof Y.ContentFormat) {
    if (!/^[a-z_]{1,20}(--[\w+/=]{1,20})?$/.test(String(content.key))) throw new BadUpdate('content')
  } else if (!(content instanceof Y.ContentString || content instanceof Y.ContentAny || content instanceof Y.ContentDeleted))
    throw new BadUpdate('content')
}

/** Merges a judged update; what would wait for something missing is taken out again. */
export function merge(doc: Y.Doc, update: Uint8Array, origin: unknown): void {
  Y.applyUpdate(doc, update, origin)
  const { store } = doc
  if (!store.pendingStructs && !store.pendingDs) return
  store.pendingStructs = null
  store.pendingDs = null
  throw new BadUpdate('missing')
}
