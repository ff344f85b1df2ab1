// Takes pictures of every page and state into test/pictures/, with a page to look through them: `npm run pictures`, or with words to take only those whose name holds one; `docs` takes the pictures of the documentation.

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { launch } from './browser.ts'
import { arrive, contextFor, takePage } from './gallery/camera.ts'
import { takeDocuments } from './gallery/documents.ts'
import { openScene, type Scene } from './gallery/scene.ts'
import { shots, type Shot } from './gallery/shots.ts'
import { addStates } from './gallery/states.ts'
import { dirOf, langs } from '../shared/words.ts'

const folder = fileURLToPath(new URL('pictures/', import.meta.url))
const looks = [
  { widths: [320, 768, 1280], rtl: false, schemes: ['light', 'dark'] },
  { widths: [320, 1280], rtl: true, schemes: ['light'] },
] as const
const rightToLeft = langs.find(lang => dirOf(lang) === 'rtl')

/** A quiet machine needs about three minutes; a very busy one leaves out the rest, and says so. */
const LONGEST = 10 * 60_000

interface Taken {
  shot: string
  look: string
  width: number
  file: string
}

async function take(browser: Browser, scene: Scene, shot: Shot, taken: Taken[]): Promise<void> {
  for (const { widths, rtl, schemes } of looks) {
    const lang = rtl ? rightToLeft : undefined
    const context = await contextFor(browser, scene, { ...shot, ...(lang && { lang }) })
    const page = await context.newPage()
    await page.setViewportSize({ width: widths[0], height: 900 })
    if (shot.media) await page.emulateMedia({ media: shot.media })
    await arrive(page, shot)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme })
        const look = rtl ? 'rtl' : scheme
        const file = `${shot.name}-${look}-${width}.png`
        await takePage(page, folder + file)
        taken.push({ shot: shot.name, look, width, file })
      }
    }
    await page.close()
    await context.close()
  }
}

function indexOf(taken: Taken[]): string {
  const rows = [...new Set(taken.map(t => t.shot))].map(name => {
    const of = taken.filter(t => t.shot === name)
    const pictures = of.map(
      ({ file, look, width }) =>
        `<a href="${file}"><img loading="lazy" src="${file}" alt="${name}, ${look}, ${width}"><br>${look} ${width}</a>`,
    )
    return `<h2 id="${name}">${name}</h2><p>${pictures.join('\n')}</p>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Pictures</title>
<style>body{font:14px system-ui;margin:2rem}p{display:flex;gap:1rem;overflow-x:auto}img{block-size:24rem;border:1px solid #999}</style>
<h1>${taken.length} pictures</h1>${rows.join('\n')}`
}

const asked = process.argv.slice(2)
const chosen = asked.length ? shots.filter(s => asked.some(word => s.name.includes(word))) : shots
const browser = await launch()
const [now, later] = await Promise.all([openScene(), openScene(40)])
const failed: string[] = []
try {
  await addStates(now)
  if (asked.includes('docs')) await takeDocuments(browser, now, later)
  if (chosen.length) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    const taken: Taken[] = []
    const queue = [...chosen]
    const worker = async (): Promise<void> => {
      for (let shot = queue.shift(); shot; shot = queue.shift()) {
        const { name } = shot
        if (performance.now() > LONGEST) {
          failed.push(`${name}: no time left`)
          continue
        }
        await take(browser, shot.closed ? later : now, shot, taken).catch((error: unknown) => {
          failed.push(`${name}: ${String(error).split('\n')[0]}`)
        })
      }
    }
    await Promise.all([worker(), worker()])
    await writeFile(`${folder}index.html`, indexOf(taken.sort((a, b) => place(a) - place(b))))
    process.stdout.write(`${taken.length} pictures of ${chosen.length} pages and states: test/pictures/index.html\n`)
  }
} finally {
  await browser.close()
  await Promise.all([now.close(), later.close()])
}
for (const line of failed) process.stderr.write(`${line}\n`)
if (failed.length) process.exitCode = 1

function place({ shot }: Taken): number {
  return shots.findIndex(s => s.name === shot)
}
