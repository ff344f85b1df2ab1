// Judges an update before it touches the draft: it must be whole, fit on what is known, come from its own device, and hold only what drafts hold.

import * as Y from 'yjs'
import { places } from '../../shared/draft-doc.ts'
import type { RoomLimits } from '../../shared/room.ts'

/** An update that is refused; the draft is as it was before. */
export class BadUpdate extends Error {}

/** Whose device wrote under which id: nobody goes on writing under another person's. */
export type Owners = Map<number, string>

const roots = new Set<string>(Object.values(places))

type Struct = Y.Item | Y.GC | Y.Skip
interface Decoded {
  structs: Struct[]
  ds: { clients: Map<number, { clock: number; len: number }[]> }
}
/** What an update says of each device: from which clock, up to which. */
type Spans = Map<number, { from: number; upto: number }>

/** The devices that write in an update, and how many the draft did not know before. */
export interface Judged {
  writing: number[]
  fresh: number
}

/** Reads the whole update once; throws BadUpdate when it may not be merged. */
export function judgeUpdate(doc: Y.Doc, update: Uint8Array, owners: Owners, person: string, limits: RoomLimits): Judged {
  const { structs, ds } = decode(update)
  const spans = spansOf(structs)
  const stateOf = (client: number): number => Y.getState(doc.store, client)
  let fresh = 0
  for (const [client, { from, upto }] of spans) {
    const state = stateOf(client)
    if (from > state) throw new BadUpdate('missing')
    if (upto > state && (owners.get(client) ?? person) !== person) throw new BadUpdate('device')
    if (!doc.store.clients.has(client)) fresh++
  }
  if (fresh > limits.clientsPerUpdate || doc.store.clients.size + fresh > limits.clientsPerDraft) throw new BadUpdate('devices')
  const reaches = (client: number): number => Math.max(stateOf(client), spans.get(client)?.upto ?? 0)
  /** Of its own device, only what came before: Yjs takes that for granted, and breaks off in the middle where it does not hold. */
  const isHere = (id: unknown, { client, clock }: Y.ID): boolean =>
    !(id instanceof Y.ID) || id.clock < (id.client === client ? clock : reaches(id.client))
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    judgeItem(struct)
    if ([struct.origin, struct.rightOrigin, struct.parent].some(on => !isHere(on, struct.id))) throw new BadUpdate('missing')
  }
  for (const [client, deleted] of ds.clients)
    if (deleted.some(({ clock, len }) => clock + len > reaches(client))) throw new BadUpdate('missing')
  return { writing: [...spans].flatMap(([client, { upto }]) => (upto > stateOf(client) ? [client] : [])), fresh }
}

function spansOf(structs: readonly Struct[]): Spans {
  const spans: Spans = new Map()
  for (const struct of structs) {
    if (struct instanceof Y.Skip) throw new BadUpdate('missing')
    const { client, clock } = struct.id
    const known = spans.get(client)
    if (known && known.upto !== clock) throw new BadUpdate('missing')
    spans.set(client, { from: known?.from ?? clock, upto: clock + struct.length })
  }
  return spans
}

function decode(update: Uint8Array): Decoded {
  try {
    return Y.decodeUpdate(update) as unknown as Decoded
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
