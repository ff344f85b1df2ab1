// Recorded typing of a folder, replayed as updates through the judge of the drafting room: the room ends with the recorded text.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { judgeUpdate, merge, type Owners } from '../../server/draft-room/judge-update.ts'
import { roomLimits } from '../../shared/room.ts'
import { paragraphOf, typeTrace, wordsIn, type Trace } from '../helpers/trace.ts'

export function traceResults(folder: string): { name: string; ok: boolean; words: string }[] {
  const place = join(folder, 'crdt')
  if (!existsSync(place)) return []
  return readdirSync(place)
    .filter(name => name.endsWith('.json.gz'))
    .toSorted()
    .map(name => {
      const trace = JSON.parse(gunzipSync(readFileSync(join(place, name))).toString('utf8')) as Trace
      const began = performance.now()
      const room = paragraphOf(trace.startContent ?? '')
      const owners: Owners = new Map()
      let updates = 0
      typeTrace(trace, Y.encodeStateAsUpdate(room), (update, writer) => {
        for (const client of judgeUpdate(room, update, owners, `writer ${writer}`, roomLimits).writing)
          owners.set(client, `writer ${writer}`)
        merge(room, update, writer)
        updates++
      })
      const ok = wordsIn(room).toString() === trace.endContent
      const size = Y.encodeStateAsUpdate(room).length
      const ms = Math.round(performance.now() - began)
      return { name, ok, words: `${updates} updates, ${size} bytes in the end · ${ms} ms` }
    })
}
