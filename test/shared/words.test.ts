// The languages of the interface hold together: the same keys and arguments, the plural forms each needs, nothing left in English.

import { describe, expect, test } from 'vitest'
import { areas, dirOf, isLang, langNames, langOfTag, langs, languages, pickLang, wordsOf } from '../../shared/words.ts'
import { faultsOf, holesOf } from '../helpers/messages.ts'

const english: Record<string, string> = languages.en.messages

test('a key stands in one area', () => {
  const keys = areas.flatMap(area => Object.keys(area.en))
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  expect(keys.length).toBeGreaterThan(1_000)
})

test.each(langs)('%s: keys, arguments and plural forms are whole', lang => {
  expect(faultsOf(lang, english, languages[lang].messages)).toEqual([])
})

describe('the check itself finds', () => {
  const source = {
    plain: 'Please wait for {name} a while.',
    count: '{n, plural, one {# vote} other {# votes}} of {all, number}',
    choice: '{who, select, me {mine} other {theirs}}',
  }
  const good = {
    plain: 'الرجاء انتظار {name} قليلا.',
    count: '{n, plural, zero {لا أصوات} one {صوت} two {صوتان} few {# أصوات} many {# صوتًا} other {# صوت}} من {all, number}',
    choice: '{who, select, me {لي} other {لهم}}',
  }
  test('nothing in a language that is whole', () => expect(faultsOf('ar', source, good)).toEqual([]))
  test.each([
    ['a missing key', { plain: undefined }, ['plain: is missing']],
    ['a key too many', { more: 'x' }, ['more: is in no area']],
    ['an empty sentence', { plain: ' ' }, ['plain: is empty']],
    ['English left', { plain: source.plain }, ['plain: is left in English']],
    ['another argument', { plain: 'انتظار {nome}' }, ['plain: {name} is missing', 'plain: {nome} is not known in English']],
    ['a text taken for a number', { plain: '{name, number}' }, ['plain: {name} is number; in English plain']],
    [
      'another choice',
      { choice: '{who, select, you {لك} other {لهم}}' },
      ['choice: {who} chooses among "other you", in English "me other"'],
    ],
    [
      'plural forms of another language',
      { count: '{n, plural, one {صوت} other {# صوت}} {all, number}' },
      ['count: {n} lacks zero', 'count: {n} lacks two', 'count: {n} lacks few', 'count: {n} lacks many'],
    ],
  ])('%s', (_, change, faults) => {
    const changed = Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, m]) => m !== undefined)) as Record<
      string,
      string
    >
    expect(faultsOf('ar', source, changed).sort()).toEqual([...faults].sort())
  })
  test('forms that a language does not know', () => {
    expect(faultsOf('en', source, { ...source, count: '{n, plural, one {#} few {#} other {#}} {all, number}' })).toEqual([
      'count: {n} has few',
    ])
  })
  test('holes inside choices', () => {
    expect(holesOf('{a, plural, one {{b}} other {{c, number} {d}}}').map(h => h.name)).toEqual(['a', 'b', 'c', 'd'])
  })
})

test('every message can be said, with every plural form', () => {
  for (const lang of langs)
    for (const [key, message] of Object.entries(english))
      for (const n of [1, 2, 3, 11, 100, 1_000_000]) {
        const args = Object.fromEntries(holesOf(message).map(h => [h.name, n]))
        expect(wordsOf(lang)(key, args).trim(), `${lang} ${key}`).not.toBe('')
      }
})

test('in Portuguese nought is plural, as in Portugal', () => {
  expect([0, 1, 2].map(n => wordsOf('pt')('card.votes', { n }))).toEqual(['votos', 'voto', 'votos'])
})

test('each language has a name of its own and a direction', () => {
  expect(new Set(Object.values(langNames)).size).toBe(langs.length)
  for (const lang of langs) expect(dirOf(lang), lang).toBe(/\p{Script=Arabic}/u.test(langNames[lang]) ? 'rtl' : 'ltr')
})

test.each([
  [undefined, 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
  ['de, en;q=0.3, es;q=0.8', 'es'],
  ['fr;q=0, es;q=0.1', 'es'],
  ['*', 'en'],
  ['frr, es-419;q=0.5', 'es'],
  ['pt-BR,pt;q=0.9,en;q=0.8', 'pt'],
  ['in-ID,in;q=0.9', 'id'],
])('a browser that asks for %s is served in %s', (header, lang) => expect(pickLang(header)).toBe(lang))

test('tags are read by their language alone; what is no language is none', () => {
  expect(langOfTag('ES-mx')).toBe('es')
  expect(langOfTag('fr_FR')).toBe('fr')
  for (const tag of ['', 'toString', 'xx', '__proto__']) expect([langOfTag(tag), isLang(tag)]).toEqual([null, false])
})
