// The demonstration: one labelled consultation at the first start of an empty house, with texts written for it.

import { listConsultations } from '../db/consultations.ts'
import { operator } from './operator.ts'
import { storeDraft } from './commands/draft.ts'
import { readMarkdown } from './import/markdown.ts'
import { toDraft } from './import/units.ts'
import type { House } from './house.ts'
import { demoText } from './demo-text.ts'

const WEEKS = 5

export async function openDemo(house: House): Promise<void> {
  if ((await listConsultations(house.db.read, {})).length) return
  const closes = new Date(Date.parse(house.now()) + WEEKS * 7 * 86_400_000).toISOString().slice(0, 10)
  const { result } = await house.commands.run('consultation.create', operator, {
    slug: 'demo',
    title: demoText.title,
    lang: 'en',
    asker: demoText.asker,
    description: demoText.description,
    next: demoText.next,
    closesAt: `${closes}T18:00`,
    zone: 'Europe/Paris',
  })
  const { id } = result as { id: string }
  const draft = toDraft(readMarkdown(new TextEncoder().encode(demoText.markdown)))
  await house.commands.act(id, operator, ctx => storeDraft(ctx, draft))
  await house.commands.run('consultation.publish', operator, { consultation: 'demo' })
}
