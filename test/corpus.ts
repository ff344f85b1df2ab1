// Checks the readers against a folder of real files and what is known of them: npm run test:corpus -- FOLDER.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ImportedDraft } from '../server/import/blocks.ts'
import { marksIn, toUnits } from '../server/draft-room/to-units.ts'
import { importFile } from '../server/import/import.ts'
import { readFile } from '../server/import/read.ts'
import { toDraft } from '../server/import/units.ts'
import { throughRoom } from './helpers/through-room.ts'
import { hostileResults } from './corpus-hostile.ts'
import { revisionResults } from './corpus-revision.ts'
import { wordRecall, wordsOf } from './corpus-pdf.ts'
import { difference, measures, outline } from './corpus/facts.ts'
import type { Known } from './corpus/facts.ts'
import { traceResults } from './corpus/traces.ts'
import { docxLines, lettersOf, linesOf, looseLetters, odtLines } from './corpus/text.ts'

const kinds = ['docx', 'odt', 'md', 'html'] as const
type Kind = (typeof kinds)[number]
const folder = process.argv[2]
if (folder === undefined) {
  console.error('Which folder? npm run test:corpus -- FOLDER (with EXPECTED.json and docs/)')
  process.exit(2)
}

const known = new Map(
  (JSON.parse(readFileSync(join(folder, 'EXPECTED.json'), 'utf8')) as Known[]).map(entry => [entry.path, entry.facts]),
)
const drafts = new Map<string, ImportedDraft>()
let failures = 0

for (const kind of kinds) {
  for (const name of readdirSync(join(folder, 'docs', kind)).toSorted()) await checkDraft(kind, name)
}
checkTwins()
await checkPdf()
await checkLoop('xx-large-15MB-xml-2304-rows.docx')
for (const { name, ok, words } of traceResults(folder)) report(name, ok, words)
await checkHostile()
for (const { name, ok, words } of await revisionResults(folder)) report(name, ok, words)
console.log(failures === 0 ? '\nAll as expected.' : `\n${failures} differences.`)
process.exitCode = failures === 0 ? 0 : 1

function report(name: string, ok: boolean, words: string): void {
  if (!ok) failures += 1
  console.log(`${ok ? 'ok  ' : 'NOT '} ${name.padEnd(52)} ${words}`)
}

async function checkDraft(kind: Kind, name: string): Promise<void> {
  const bytes = readFileSync(join(folder ?? '', 'docs', kind, name))
  const began = performance.now()
  const draft = toDraft(await readFile(name, bytes))
  const ms = Math.round(performance.now() - began)
  drafts.set(name, draft)
  checkRoom(name, draft)
  const compared = measures(draft, kind, known.get(`docs/${kind}/${name}`) ?? {})
  const wrong = compared.filter(({ ours, fact }) => fact !== null && ours !== fact)
  const { lost, twice } = compareText(kind, bytes, draft)
  const said = compared
    .map(({ name: what, ours, fact }) => `${what} ${ours}${fact === null || fact === ours ? '' : `≠${fact}`}`)
    .join(' ')
  report(
    name,
    wrong.length === 0 && lost.length === 0 && twice.length === 0,
    `${said} · lost ${lost.length} twice ${twice.length} · ${ms} ms`,
  )
  for (const [what, pieces] of [
    ['lost', lost],
    ['twice', twice],
  ] as const) {
    for (const piece of pieces.slice(0, 5)) console.log(`       ${what}: ${piece.slice(0, 100)}`)
  }
}

/** Planted in a drafting room and read back, letter by letter; `drawn` = what the pen draws without looking at what stood before. */
function checkRoom(name: string, draft: ImportedDraft): void {
  const units = draft.units.map((unit, at) => ({ ...unit, id: `u${at}` }))
  const began = performance.now()
  const nodes = throughRoom(units)
  const same = JSON.stringify(toUnits(nodes, { units, marks: marksIn(nodes) })) === JSON.stringify(units)
  const drawn = new Map(toUnits(nodes, { marks: marksIn(nodes) }).map(u => [u.id, u.html]))
  const other = units.filter(u => drawn.get(u.id) !== u.html).length
  report(
    `  ${name}`,
    same,
    `${units.length} units there and back, ${other} drawn otherwise · ${Math.round(performance.now() - began)} ms`,
  )
}

/** Lines of paragraphs for office files; letters for those whose markup only a full reader understands. */
function compareText(kind: Kind, bytes: Uint8Array, draft: ImportedDraft): { lost: string[]; twice: string[] } {
  const kept = draft.units.flatMap(unit => [unit.text, ...unit.footnotes.map(note => note.text)])
  if (kind === 'docx' || kind === 'odt') {
    const left = draft.leftOut.filter(({ why, kind: of }) => why === 'contents' || (why === 'furniture' && of !== 'prose'))
    const ours = [...kept, ...left.map(({ text }) => text)].flatMap(linesOf)
    const theirs = kind === 'docx' ? docxLines(bytes) : odtLines(bytes)
    return { lost: difference(theirs, ours), twice: difference(ours, theirs) }
  }
  const ours = lettersOf([...kept, ...draft.leftOut.map(({ text }) => text)].join('\n'))
  const theirs = (alternatives: boolean) => looseLetters(new TextDecoder().decode(bytes), kind, alternatives)
  return { lost: difference(theirs(false), ours), twice: difference(ours, theirs(true)) }
}

/** The same draft in two languages: the same headings with the same blocks under each, but for the one that differs. */
function checkTwins(): void {
  const english = drafts.get('en-ca-pctf-v1.1-CONSULTATION-DRAFT.docx')
  const french = drafts.get('fr-ca-pctf-v1.1-CONSULTATION-DRAFT.docx')
  if (!english || !french) return
  const [a, b] = [outline(english, /^introduction$/i), outline(french, /^avant-propos$/i)]
  const different = a.filter((section, at) => section !== b[at]).length
  report(
    'twins',
    a.length === 90 && b.length === 90 && different === 1,
    `${a.length} and ${b.length} headings, ${different} with other blocks`,
  )
}

/** Every hostile file ends in a refusal with a sentence or in a safe import, and soon. */
async function checkHostile(): Promise<void> {
  for (const { file, end, ms, problem } of await hostileResults(folder ?? '')) {
    report(file, problem === null, `${end} · ${ms} ms${problem === null ? '' : ` · ${problem}`}`)
  }
}

/** A PDF gives back the words of the file that it was printed from, in their order, and not what stands on every page. */
async function checkPdf(): Promise<void> {
  for (const name of readdirSync(join(folder ?? '', 'docs', 'pdf')).toSorted()) {
    const began = performance.now()
    const draft = toDraft(await readFile(name, readFileSync(join(folder ?? '', 'docs', 'pdf', name))))
    const ms = Math.round(performance.now() - began)
    const twin = drafts.get(name.replace(/\.pdf$/, '.docx'))
    if (!twin) {
      report(name, draft.units.length > 0 && draft.guessed, `${draft.units.length} units · ${ms} ms`)
      continue
    }
    const { share } = wordRecall(wordsOf(textOf(twin)), wordsOf(textOf(draft)))
    const running = twin.leftOut.filter(({ why }) => why === 'furniture').map(({ text }) => text)
    const ran = draft.units.filter(unit => running.some(text => unit.text.includes(text))).length
    report(
      name,
      share >= 0.98 && ran === 0,
      `${(share * 100).toFixed(2)} % of the words of its twin, ${ran} running headers · ${ms} ms`,
    )
  }
}

/** A heavy file is read on a thread of its own: whoever is served meanwhile does not notice. */
async function checkLoop(name: string): Promise<void> {
  const bytes = readFileSync(join(folder ?? '', 'docs', 'docx', name))
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const began = performance.now()
  delay.enable()
  const draft = await importFile(name, bytes)
  delay.disable()
  const [ms, p99] = [performance.now() - began, delay.percentile(99) / 1e6].map(Math.round)
  report(`${name} in a worker`, (p99 ?? 0) <= 50 && draft.counts.rows === 2304, `loop delay p99 ${p99} ms · ${ms} ms`)
}

function textOf(draft: ImportedDraft): string {
  return draft.units.flatMap(unit => [unit.text, ...unit.footnotes.map(note => note.text)]).join('\n')
}
