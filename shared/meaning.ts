// Whether two texts say the same: blanks, signs, capitals and slips of the pen may differ; a number, its separators and its unit may not.

import { sameEnds } from './text-diff.ts'

/**
 * What carries the meaning, in order. A number is one word with the separators inside it and the sign before it ("−3.5", "1,000", "10–20");
 * symbols (€ % < §) and the borders of cells are words of their own.
 */
const telling =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|(?:(?<![\p{L}\p{M}\p{N}])-(?=\p{N}))?[\p{L}\p{M}\p{N}]+(?:(?:[’'·]|(?<=\p{N})[^\p{L}\p{M}\p{N}\s](?=\p{N}))[\p{L}\p{M}\p{N}]+)*|[\p{S}%‰‱§\t]/gu

/** Raised and small figures stay what they are: "10²" is not "102". Dashes are one sign, whichever was typed. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{No}]+/gu, run => run.normalize('NFKC'))
    .replace(/[\p{Pd}−]/gu, '-')
    .toLowerCase()
const tellingIn = (text: string): string[] => plain(text).match(telling) ?? []

const isWord = (token: string): boolean => /^[\p{L}\p{M}’'·]+$/u.test(token)
/** Words may be written together or apart; nothing may be written together with a number. */
const written = (tokens: readonly string[]): string => tokens.map(token => (isWord(token) ? token : ` ${token} `)).join('')

/** At most one slip in this many words; more is a rewriting. */
const WORDS_A_SLIP = 8

export function sameMeaning(before: string, after: string): boolean {
  const [a, b] = [tellingIn(before), tellingIn(after)]
  if (written(a) === written(b)) return a.length > 0 || before.trim() === after.trim()
  if (a.length !== b.length) return false
  let slips = 0
  for (const [n, word] of a.entries()) {
    if (word === b[n]) continue
    if (!isSlip(word, b[n] ?? '')) return false
    slips++
  }
  return slips <= Math.max(1, Math.floor(a.length / WORDS_A_SLIP))
}

/** One letter wrong, missing, too many, or two changed about, in a word of five or more; never in a number, never in its first letter. */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 5 || a[0] !== b[0] || /\p{N}/u.test(a + b) || Math.abs(a.length - b.length) > 1) return false
  const { head, tail } = sameEnds(a, b)
  const [left, came] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)]
  if (left.length === 2 && left === [...came].reverse().join('')) return true
  // Another ending is another form of the word, or another word: employer and employee.
  return tail > 0 && left.length + came.length <= 2
}
