// The process that typesets one PDF file and ends: data in, bytes out. Fonts come from this program alone, and texts are data, never markup.

import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'

interface Compiler {
  addSource: (path: string, source: string) => void
  mapShadow: (path: string, content: Buffer) => void
  compile: (options: { mainFilePath: string }) => {
    result: object | null
    takeDiagnostics: () => { shortDiagnostics: object[] } | null
  }
  pdf: (document: object, options: { pdfStandard?: string }) => Buffer
}
interface Typst {
  NodeCompiler: { create: (options: { workspace: string; fontArgs: { fontBlobs: Buffer[] }[] }) => Compiler }
}

const require = createRequire(import.meta.url)
const arabic = [
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  'noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf',
]
const hebrew = [
  'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  'noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf',
]

/** A folder that is not there: the typesetter sees the template and the data, and no file of this machine. */
const WORKSPACE = '/parley-report'
const template = readFileSync(new URL('./report.typ', import.meta.url), 'utf8')

/** The newer typesetter tags what it draws (PDF/UA). npm brings it where there is one; elsewhere the older one draws the same pages untagged. */
function load(): { typst: Typst; tagged: boolean } {
  const tagged = existsSync(new URL('../../node_modules/typst-linux-x64', import.meta.url))
  return { typst: require(tagged ? 'typst-linux-x64' : '@myriaddreamin/typst-ts-node-compiler') as Typst, tagged }
}

const { typst, tagged } = load()
const fontBlobs = [...arabic, ...hebrew].map(font => readFileSync(require.resolve(`@expo-google-fonts/${font}`)))
const compiler = typst.NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs }] })
compiler.addSource(`${WORKSPACE}/report.typ`, template)
const { data, pictures } = JSON.parse(await text(process.stdin)) as { data: object; pictures: Record<string, string> }
for (const [name, base64] of Object.entries(pictures)) compiler.mapShadow(`${WORKSPACE}/${name}`, Buffer.from(base64, 'base64'))

const compile = (shown: object) => {
  compiler.mapShadow(`${WORKSPACE}/data.json`, Buffer.from(JSON.stringify(shown)))
  return compiler.compile({ mainFilePath: `${WORKSPACE}/report.typ` })
}
/** A picture the typesetter cannot read must not cost the report: then all are shown by their words. */
const first = compile(data)
const made = first.result ? first : compile({ ...data, pictures: {} })
if (!made.result)
  throw new Error(`the typesetter refused: ${JSON.stringify(made.takeDiagnostics()?.shortDiagnostics).slice(0, 1_000)}`)
process.stdout.write(compiler.pdf(made.result, tagged ? { pdfStandard: 'ua-1' } : {}))
