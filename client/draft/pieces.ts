// What is too large for one frame, as days of typing without a connection may be, cut into pieces: each stands on what came before it.

import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import * as Y from 'yjs'

type Struct = Y.Item | Y.GC
interface Deleted {
  client: number
  clock: number
  len: number
}
/** Neighbouring structs of one device. */
interface Run {
  client: number
  clock: number
  bytes: Uint8Array[]
}

/** A writing frame as several of at most about `most` bytes; an answer to the room stays one in its last piece. */
export function framesOf(frame: Uint8Array, most: number): Uint8Array<ArrayBuffer>[] {
  const decoder = createDecoder(frame)
  const [kind, step] = [readVarUint(decoder), readVarUint(decoder)]
  const pieces = piecesOf(readVarUint8Array(decoder), most)
  return pieces.map((piece, n) => {
    const encoder = createEncoder()
    writeVarUint(encoder, kind)
    writeVarUint(encoder, n === pieces.length - 1 ? step : 2)
    writeVarUint8Array(encoder, piece)
    return toUint8Array(encoder)
  })
}

export function piecesOf(update: Uint8Array, most: number): Uint8Array[] {
  if (update.length <= most) return [update]
  const { structs, ds } = Y.decodeUpdate(update)
  // With a gap in it, it can be taken at no place but its own.
  if (structs.some(struct => struct instanceof Y.Skip)) return [update]
  const short = (structs as Struct[]).flatMap(struct => shortened(struct, most))
  const deleted = [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }): Deleted => ({ client, clock, len })))
  return [...runsIn(inOrder(short), most).map(runs => encode(runs, [])), ...shares(deleted, most).map(part => encode([], part))]
}

/** A text longer than a piece, in halves as Yjs itself would cut it; no sign is cut in two. */
function shortened(struct: Struct, most: number): Struct[] {
  if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) return [struct]
  const { str } = struct.content
  const length = Math.ceil(most / 4)
  if (str.length <= length) return [struct]
  const { client, clock } = struct.id
  const out: Struct[] = []
  for (let from = 0; from < str.length;) {
    let upto = Math.min(str.length, from + length)
    if (upto < str.length && /[\ud800-\udbff]/.test(str.charAt(upto - 1))) upto--
    const origin = from ? Y.createID(client, clock + from - 1) : struct.origin
    const content = new Y.ContentString(str.slice(from, upto))
    const { rightOrigin, parent, parentSub } = struct
    out.push(new Y.Item(Y.createID(client, clock + from), null, origin, null, rightOrigin, parent, parentSub, content))
    from = upto
  }
  return out
}

/** Each after all it stands on: its neighbours at the time, and the block it is in. */
function inOrder(structs: readonly Struct[]): Struct[] {
  const lines = byClient(structs, ({ id }) => id.client).map(([client, line]) => ({ client, line, next: 0 }))
  const known = new Map(lines.map(line => [line.client, line]))
  const waits = (on: unknown, of: number): boolean => {
    const first = on instanceof Y.ID && on.client !== of ? known.get(on.client) : undefined
    return first !== undefined && on instanceof Y.ID && on.clock >= (first.line[first.next]?.id.clock ?? Infinity)
  }
  const ready = (struct: Struct): boolean =>
    !(struct instanceof Y.Item && [struct.origin, struct.rightOrigin, struct.parent].some(on => waits(on, struct.id.client)))
  const out: Struct[] = []
  for (let before = -1; before < out.length;) {
    before = out.length
    for (const at of lines)
      for (let struct = at.line[at.next]; struct && ready(struct); struct = at.line[++at.next]) out.push(struct)
  }
  // What stands on each other in a ring was never written by anybody: the room judges it.
  return [...out, ...lines.flatMap(({ line, next }) => line.slice(next))]
}

function byClient<T>(all: readonly T[], clientOf: (one: T) => number): [number, T[]][] {
  const lines = new Map<number, T[]>()
  for (const one of all) {
    const line = lines.get(clientOf(one))
    if (line) line.push(one)
    else lines.set(clientOf(one), [one])
  }
  return [...lines]
}

function runsIn(structs: readonly Struct[], most: number): Run[][] {
  const pieces: Run[][] = []
  let runs = new Map<number, Run>()
  let size = 0
  for (const struct of structs) {
    const { client, clock } = struct.id
    const bytes = bytesOf(struct)
    if (size && size + bytes.length > most) {
      pieces.push([...runs.values()])
      runs = new Map()
      size = 0
    }
    const run = runs.get(client) ?? { client, clock, bytes: [] }
    run.bytes.push(bytes)
    runs.set(client, run)
    size += bytes.length + 20
  }
  if (runs.size) pieces.push([...runs.values()])
  return pieces
}

function bytesOf(struct: Struct): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  struct.write(encoder, 0)
  return toUint8Array(encoder.restEncoder)
}

/** A range takes three numbers of at most seven bytes. */
function shares(deleted: readonly Deleted[], most: number): Deleted[][] {
  const each = Math.max(1, Math.floor(most / 21))
  return Array.from({ length: Math.ceil(deleted.length / each) }, (_, n) => deleted.slice(n * each, (n + 1) * each))
}

/** An update as Yjs writes it in its first format. */
function encode(runs: readonly Run[], deleted: readonly Deleted[]): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, runs.length)
  for (const { client, clock, bytes } of runs) {
    for (const number of [bytes.length, client, clock]) writeVarUint(encoder, number)
    for (const struct of bytes) writeUint8Array(encoder, struct)
  }
  const lines = byClient(deleted, d => d.client)
  writeVarUint(encoder, lines.length)
  for (const [client, ranges] of lines) {
    for (const number of [client, ranges.length]) writeVarUint(encoder, number)
    for (const { clock, len } of ranges) for (const number of [clock, len]) writeVarUint(encoder, number)
  }
  return toUint8Array(encoder)
}
