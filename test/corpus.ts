// Checks the readers against a folder of real files and what is known of them: npm run test:corpus -- FOLDER.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportedDraft } from '../server/import/blocks.ts'
import { ImportRefused } from '../server/import/blocks.ts'
import { readFile } from '../server/import/read.ts'
import { toDraft } from '../server/import/units.ts'
import { difference, measures, outline } from './corpus/facts.ts'
import type { Known } from './corpus/facts.ts'
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
await checkHostile()
console.log(failures === 0 ? '\nAll as expected.' : `\n${failures} differences.`)
process.exit(failures === 0 ? 0 : 1)

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

/** Every hostile file ends in a refusal with a code or in a safe import, and soon. */
async function checkHostile(): Promise<void> {
  for (const kind of ['docx', 'odt', 'zip', 'pdf']) {
    for (const name of readdirSync(join(folder ?? '', 'hostile', kind)).toSorted()) {
      const began = performance.now()
      const ending = await endOf(name, readFileSync(join(folder ?? '', 'hostile', kind, name)))
      const ms = Math.round(performance.now() - began)
      report(name, ending !== null && ms < 10_000, `${ending ?? 'a fault of ours'} · ${ms} ms`)
    }
  }
}

async function endOf(name: string, bytes: Uint8Array): Promise<string | null> {
  try {
    const draft = toDraft(await readFile(name, bytes))
    return `${draft.units.length} units`
  } catch (cause) {
    if (cause instanceof ImportRefused) return `refused: ${cause.code}`
    console.error(cause)
    return null
  }
}
