// The history of a draft: states kept when everybody has left, on the day of the consultation's place, compared with now and brought back.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createApp } from '../../server/app.ts'
import { textOf } from '../../shared/draft-doc.ts'
import type { Actor } from '../../shared/role.ts'
import { engines, newPlace, type Place } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { serve, type Served } from '../helpers/served.ts'
import { browserOf, type Browser } from '../helpers/web.ts'
import { cookieOf, openWriter, synced, type Writer } from '../helpers/writer.ts'

describe.each(engines)('the history of a draft on %s', engine => {
  let place: Place
  let house: TestHouse
  let served: Served
  let slug: string
  let id: string
  let first: string
  let dora: Actor
  let browser: Browser
  const writers: Writer[] = []
  const enter = async (): Promise<Writer> => {
    const writer = openWriter(served.url, slug, await cookieOf(house, dora))
    writers.push(writer)
    await synced(writer)
    return writer
  }
  const leave = (): void => {
    for (const writer of writers.splice(0)) writer.leave()
  }
  const line = (writer: Writer): Y.XmlText => (textOf(writer.doc).get(1) as Y.XmlElement).get(0) as Y.XmlText

  beforeAll(async () => {
    place = await newPlace(engine)
    house = await openTestHouse(engine, { ...place, remove: async () => {} })
    served = await serve(house)
    const made = await house.consultation('history')
    ;[slug, id, first] = [made.slug, made.id, made.units[0] ?? '']
    dora = await house.person('Dora', 'participant', 'drafter')
    // Half past midnight in Paris.
    house.clock.now = Date.parse('2026-10-05T22:30:00.000Z')
    const [writer, witness] = [await enter(), await enter()]
    writer.type('A beginning. ')
    await witness.sees('A beginning.')
    leave()
    // The house ends, and opens again.
    await served.stop()
    await house.close()
    house = await openTestHouse(engine, place)
    served = await serve(house)
    browser = await browserOf(createApp(house), house, dora)
  })
  afterEach(leave)
  afterAll(async () => {
    await served.stop()
    await house.close()
  })
  const page = async (path = ''): Promise<{ status: number; text: string }> => {
    const { status, text } = await browser.get(`/c/${slug}/draft/history${path}`)
    return { status, text }
  }
  const compared = async (): Promise<string> => (await page('/1?with=now')).text.replace(/\s+/g, ' ')

  test('a state stands under the day it was kept on there, with who changed how much', async () => {
    const { text } = await page()
    expect(/<h2>([^<]*)<\/h2>/.exec(text)?.[1]).toBe('Tuesday, 6 October 2026')
    expect(text).toContain('href="/c/history/draft/history/1"')
    expect(text.replace(/\s+/g, ' ')).toContain('<li><bdi>Dora</bdi>: 1 paragraph changed</li>')
  })

  test.each(['1.5', '-1', 'x', '7', '99999999999999999999', '1e0'])('there is no state %s', async n => {
    expect((await page(`/${n}`)).status).toBe(404)
    await expect(house.draftRooms.versions(id)).resolves.toHaveLength(1)
  })

  test('compared with now: nothing, then the look of words, then a place, then words', async () => {
    expect(await compared()).toContain('Nothing has changed since this state.')
    const [writer, witness] = [await enter(), await enter()]
    line(writer).format(0, 1, { strong: {} })
    await witness.sees('<strong>')
    expect(await compared()).toContain('Only the formatting differs.')
    line(writer).format(0, 1, { strong: null })
    const text = textOf(writer.doc)
    writer.doc.transact(() => {
      const moved = (text.get(1) as Y.XmlElement).clone()
      text.delete(1, 1)
      text.push([moved as Y.XmlElement])
      text.push([new Y.XmlElement('paragraph')])
    })
    await witness.sees('<paragraph></paragraph>')
    const place = await compared()
    expect(place).toContain('class-moved')
    expect(place).not.toContain('Only the formatting differs.')
    expect(place.match(/class="room-change"/g)).toHaveLength(1)
    writer.type('Words, ', text.length - 2)
    await witness.sees('Words,')
    expect(await compared()).toContain('<ins>')
  })

  test('an earlier state comes back as a new one, and what stood there is kept', async () => {
    const [writer, witness] = [await enter(), await enter()]
    writer.type('An experiment. ')
    await witness.sees('An experiment.')
    await house.draftRooms.restore(id, 1, dora)
    const after = await enter()
    expect(after.text()).not.toContain('An experiment.')
    expect(after.text()).toContain('A beginning.')
    const [newest, before] = await house.draftRooms.versions(id)
    expect([newest?.why, before?.why]).toEqual(['restored 1', 'before'])
    const kept = await house.draftRooms.version(id, before?.n ?? 0)
    expect(kept?.version).toEqual(before)
    expect(kept?.units.some(u => u.html.includes('An experiment.'))).toBe(true)
    expect((await house.draftRooms.version(id, newest?.n ?? 0))?.units.find(u => u.id === first)?.text).toMatch(/^A beginning\./)
  })
})
