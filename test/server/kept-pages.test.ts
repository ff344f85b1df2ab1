// Kept pages: one drawing for all who ask, drawn anew when the log went on, and a flood of addresses costs neither what people read nor much memory.

import { expect, test } from 'vitest'
import { createKeptPages } from '../../server/kept-pages.ts'

test('a page that people read stays kept while somebody asks for a thousand other addresses, of which the first are gone', async () => {
  const drawn: string[] = []
  const kept = createKeptPages(undefined, () => 1_000_000)
  const ask = (key: string) =>
    kept.get(key, 'water', 7, async () => {
      drawn.push(key)
      return key.padEnd(100_000, '.')
    })
  await ask('/c/water')
  for (let i = 0; i < 1_000; i++) {
    await ask(`/c/water?x=${i}`)
    expect(kept.peek('/c/water', () => 7)?.plain).toContain('/c/water')
  }
  expect(drawn.filter(key => key === '/c/water')).toHaveLength(1)
  expect(kept.peek('/c/water?x=0', () => 7)).toBeNull()
  expect(kept.peek('/c/water?x=999', () => 7)).not.toBeNull()
})

test('many who ask at once share one drawing; after news and a second the next is drawn, and a failed one is tried anew', async () => {
  let now = 1_000_000
  let fails = false
  const told: string[] = []
  const kept = createKeptPages(
    how => void told.push(how),
    () => now,
  )
  const ask = (seq: number) =>
    kept.get('/', 'water', seq, () => (fails ? Promise.reject(new Error('no')) : Promise.resolve(`at ${seq}`)))
  const texts = async (...seqs: number[]) => (await Promise.all(seqs.map(ask))).map(page => page.plain)
  expect(await texts(1, 1, 1)).toEqual(['at 1', 'at 1', 'at 1'])
  now += 500
  expect(await texts(2), 'less than a second old').toEqual(['at 1'])
  now += 500
  expect(await texts(2)).toEqual(['at 2'])
  now += 2_000
  fails = true
  await expect(ask(3)).rejects.toThrow('no')
  fails = false
  expect(await texts(3)).toEqual(['at 3'])
  expect(told.filter(how => how === 'drawn')).toHaveLength(4)
})
