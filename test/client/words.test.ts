// Every sentence a living page says is handed to it with the page, in each language.

import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { atDesk, patched } from '../../server/pages/layout.ts'
import { hasWords, langs, wordsOf } from '../../shared/words.ts'

const keys = new Set(
  [...globSync('client/**/*.ts'), 'shared/pulse.ts', 'shared/strip.ts', 'shared/consultation.ts']
    .filter(file => !/(desk|draft)(\.ts|\/)/.test(file))
    .flatMap(file => [...readFileSync(file, 'utf8').matchAll(/'([a-z]+\.[A-Za-z]+)'/g)].map(found => found[1] ?? ''))
    .filter(hasWords),
)

test('the keys in scripts are embedded in pages', () => {
  expect(keys.size).toBeGreaterThan(30)
  expect([...keys].filter(key => !patched.some(prefix => key.startsWith(prefix)))).toEqual([])
})

test('the keys in scripts of the desk are embedded there', () => {
  const said = globSync('client/desk/*.ts').flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/\bt\([`']([a-z]+\.[A-Za-z.]+)/g)].map(found => found[1] ?? ''),
  )
  expect(said.length).toBeGreaterThan(10)
  expect(said.filter(key => !atDesk.some(prefix => key.startsWith(prefix)))).toEqual([])
  const queue = Object.keys(wordsOf('en').startingWith('queue.'))
  const drawn = ['queue.keys', 'queue.did.answer']
  expect(queue.filter(key => !drawn.includes(key) && !said.some(x => key.startsWith(x)))).toEqual([])
})

test('no message is embedded that no script says', () => {
  const said = [
    ...keys,
    ...['none', 'few', 'broadAgreement', 'agreement', 'divided', 'disagreement', 'broadDisagreement'].map(l => `level.${l}`),
  ]
  const embedded = Object.keys(Object.assign({}, ...patched.map(prefix => wordsOf('en').startingWith(prefix))) as object)
  expect(
    embedded.filter(key => !said.includes(key) && !/^(vote\.(agree|disagree|unsure|on)|live\.(paused|offline))$/.test(key)),
  ).toEqual([])
})

test('what is said of others names what happened, and nothing that did not', () => {
  for (const lang of langs) {
    const t = wordsOf(lang)
    expect(t('live.others', { comments: 0, votes: 2 })).toMatch(/^\S.*2/)
    expect(t('live.others', { comments: 3, votes: 0 }).trim()).toMatch(/^3 .*\.$/)
  }
})
