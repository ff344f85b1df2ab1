// parley import FILE: a file becomes a consultation, published when asked.

import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { listDraft } from '../../db/drafts.ts'
import { findConsultation } from '../../db/consultations.ts'
import { stateAt } from '../../shared/consultation.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { hasWords, wordsOf } from '../../shared/words.ts'
import { storeDraft, type ImportFacts } from '../commands/draft.ts'
import { ImportRefused } from '../import/blocks.ts'
import { importFile } from '../import/import.ts'
import type { House } from '../house.ts'
import { operator } from '../operator.ts'
import type { Arguments } from './arguments.ts'
import { UsageError } from './arguments.ts'
import { inputPath } from './files.ts'

const t = wordsOf('en')

export async function importCommand(house: House, args: Arguments, base: string): Promise<object> {
  const [file] = args.rest
  if (!file) throw new UsageError('Which file?')
  const guests = args.oneOf('guests', ['on', 'off'])
  const draft = await importFile(basename(file), readFileSync(inputPath(file)), { seconds: 60 }).catch((error: unknown) => {
    if (error instanceof ImportRefused)
      throw new Refusal(no('invalid', undefined, { sentence: t(`import.refused.${error.code}`, error.args) }))
    throw error
  })
  const closes = args.value('closes')
  const opens = args.value('opens')
  const { result } = await house.commands.run('consultation.create', operator, {
    slug: args.value('slug') ?? slugOf(args.value('title') ?? basename(file, extname(file))),
    title: args.value('title') ?? draft.title ?? basename(file, extname(file)),
    lang: args.value('lang') ?? draft.lang ?? 'en',
    ...(opens && { opensAt: opens }),
    ...(closes && { closesAt: closes }),
    ...((opens || closes) && { zone: args.value('zone') ?? 'UTC' }),
    ...(guests && { guests: guests === 'on' }),
    ...(args.value('min-votes') && { minVotes: Number(args.value('min-votes')) }),
  })
  const { id, slug } = result as { id: string; slug: string }
  await house.commands.act(id, operator, ctx => storeDraft(ctx, draft))
  if (args.flag('publish')) await house.commands.run('consultation.publish', operator, { consultation: slug })
  return described(house, slug, base)
}

const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '') || 'draft'

/** What `import --json` prints: every non-empty paragraph of the file stands in `paragraphs`, in a footnote, or in `leftOut`. */
async function described(house: House, slug: string, base: string): Promise<object> {
  const c = await findConsultation(house.db.read, { slug })
  if (!c) throw new Error(`no consultation ${slug}`)
  const units = await listDraft(house.db.read, { consultation: c.id })
  const facts = JSON.parse(c.imported ?? '{}') as ImportFacts
  let number = 0
  return {
    slug,
    id: c.id,
    revision: c.revision,
    state: stateAt(c, house.now()),
    url: `${base}/c/${slug}`,
    title: c.title,
    lang: c.lang,
    dir: c.dir,
    counts: facts.counts,
    paragraphs: units.map(u => ({
      id: u.id,
      number: u.kind === 'heading' ? null : ++number,
      kind: u.kind,
      level: u.level,
      text: u.text,
      html: u.html,
      items: u.items,
      rows: u.rows,
      footnotes: JSON.parse(u.footnotes) as object[],
    })),
    leftOut: facts.leftOut,
    warnings: facts.warnings.map(w => ({
      code: w.code,
      paragraphId: w.unit === null ? null : (facts.ids[w.unit] ?? null),
      message: hasWords(`import.warning.${w.code}`) ? t(`import.warning.${w.code}`, w.args) : w.code,
    })),
  }
}
