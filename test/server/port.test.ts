// Requests as foreign programs send them, over a real port: bodies in chunks, without a length, without a content type.

import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuid7 } from '../../server/clock.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { serve, type Served } from '../helpers/served.ts'
import { sessionOf } from '../helpers/web.ts'

let house: TestHouse
let served: Served
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  served = await serve(house)
})
afterAll(async () => {
  await served.stop()
  await house.close()
})

/** Written piece by piece: Node then sends it in chunks and names no length. */
function sendInChunks(
  path: string,
  headers: Record<string, string>,
  pieces: string[],
): Promise<{ status: number; text: string }> {
  return new Promise((done, failed) => {
    const sent = request(served.url + path, { method: 'POST', headers, agent: false }, answer => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text }))
    })
    sent.on('error', failed)
    for (const piece of pieces) sent.write(piece)
    sent.end()
  })
}

test('a command in chunks is taken as one with a length; too many chunks are too large', async () => {
  const { slug, units } = await house.consultation()
  const ana = await house.person('Ana', 'guest')
  const headers = () => ({ origin: served.url, 'idempotency-key': uuid7() })
  const own = { ...headers(), cookie: `parley=${await sessionOf(house, ana)}` }
  const vote = JSON.stringify({ consultation: slug, item: units[0], value: 'agree' })
  const cast = await sendInChunks('/api/commands/vote.cast', own, [vote.slice(0, 9), vote.slice(9)])
  expect([cast.status, cast.text]).toEqual([200, expect.stringContaining('"agree":1')])
  const stranger = await sendInChunks('/api/commands/vote.cast', headers(), [vote])
  expect(stranger.status).toBe(401)
  const named = await sendInChunks('/api/guest', { 'content-type': 'application/json' }, ['{"name":', '"Gus"}'])
  expect([named.status, named.text]).toEqual([200, expect.stringContaining('"name":"Gus"')])
  const large = await sendInChunks('/api/commands/vote.cast', headers(), [' '.repeat(300_000), ' '.repeat(300_000)])
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('tooLarge')])
})

test('an upgrade from a foreign page is forbidden, one to an unknown path is not found, our own is taken', async () => {
  const upgrade = (path: string, origin: string): Promise<number> =>
    new Promise((done, failed) => {
      const headers = {
        origin,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      }
      const asked = request(served.url + path, { headers, agent: false }, answer => {
        answer.resume()
        done(answer.statusCode ?? 0)
      })
      asked.on('upgrade', (_, socket) => {
        socket.destroy()
        done(101)
      })
      asked.on('error', failed)
      asked.end()
    })
  const live = '/live/?EIO=4&transport=websocket&slug=water&after=0'
  expect(await upgrade(live, 'https://elsewhere.example')).toBe(403)
  expect(await upgrade('/nowhere/unknown', served.url)).toBe(404)
  for (const none of ['/draft/%', '//', '/live/%ff']) expect(await upgrade(none, served.url), none).toBe(400)
  expect(await upgrade(live, served.url)).toBe(101)
})
