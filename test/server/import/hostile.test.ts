// Files made to hurt: depth, width, endless lines and scripts end in a refusal with a sentence or in a harmless draft, soon.
import { expect, test } from 'vitest'
import { hostileFile } from '../../corpus-hostile.ts'
import { bytesOf } from './shapes.ts'

const many = 100_000
const attack = '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><svg/onload=alert(1)><script>alert(1)</script>'
const cases: [name: string, text: string, end: RegExp][] = [
  ['deep.html', '<b>'.repeat(many), /tooHeavy|empty/],
  ['lists.html', '<ul><li>'.repeat(many / 4), /tooHeavy/],
  ['tables.html', '<table><tr><td>'.repeat(5000), /tooHeavy|empty/],
  ['spans.html', `<table>${'<tr><td colspan=1e9 rowspan=1e9>x'.repeat(1000)}`, /1 units/],
  ['quotes.md', `${'>'.repeat(many)} x`, /tooHeavy/],
  ['lists.md', `${'- '.repeat(many)} x`, /tooHeavy/],
  ['brackets.md', `${'['.repeat(many)}x`, /1 units/],
  ['stairs.md', Array.from({ length: 1500 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n'), /tooHeavy/],
  ['line.txt', 'x'.repeat(5_000_000), /1 units/],
  ['stairs.txt', Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n'), /1 units/],
  ['units.txt', `${'A short line.\n'.repeat(31_000)}${'x'.repeat(200)}`, /tooHeavy/],
  ['groups.rtf', `{\\rtf1 ${'{'.repeat(many)}`, /tooHeavy/],
  ['cells.rtf', `{\\rtf1 ${'\\pard\\intbl x\\cell '.repeat(many / 4)}\\row}`, /1 units/],
  ['bin.rtf', '{\\rtf1 \\bin999999999 x}', /empty/],
  ['open.pdf', `%PDF-1.4\n${'<<'.repeat(many)}`, /broken/],
  ['attack.html', `<p>Text</p>${attack}`, /units/],
  ['attack.md', `# T\n\n${attack}\n\n[x](javascript:alert(1)) ![y](javascript:alert(2)) <javascript:alert(3)>\n`, /units/],
  ['attack.txt', attack, /1 units/],
  ['attack.rtf', `{\\rtf1 {\\field{\\*\\fldinst HYPERLINK "javascript:alert(1)"}{\\fldrslt ${attack}}}\\par}`, /1 units/],
]

test.each(cases)('[G30] %s', { timeout: 15_000 }, async (name, text, end) => {
  const result = await hostileFile(name, bytesOf(text))
  expect(result.problem).toBeNull()
  expect(result.end).toMatch(end)
})
