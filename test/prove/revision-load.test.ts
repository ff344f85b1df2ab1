// A revision of a long text with many comments, published while people vote: how long it takes, and how long they wait.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { getConsultation } from '../../db/consultations.ts'
import { getPlace } from '../../db/comments.ts'
import { uuid7 } from '../../server/clock.ts'
import { storeDraft } from '../../server/commands/draft.ts'
import { takeUnits } from '../../server/commands/revision-take.ts'
import { loadMaking } from '../../server/commands/revision.ts'
import { readMarkdown } from '../../server/import/markdown.ts'
import { toDraft } from '../../server/import/units.ts'
import { loadView } from '../../server/view.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Actor } from '../../shared/role.ts'
import type { View } from '../../shared/view.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { full, pick, seeded, size, tell } from '../helpers/size.ts'

const units = size(200, 1_000)
const comments = size(500, 10_000)
const voters = 16

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('sqlite')
})
afterAll(async () => {
  await house.recount()
  await house.close()
})

const words = 'the town will build more shade and open its yards so that everybody can meet in the cool of trees'.split(' ')
const textOf = (n: number, more = ''): string =>
  `Number ${n}: ${Array.from({ length: 40 }, (_, i) => words[(n * 7 + i * 3) % words.length]).join(' ')}${more}.`

test('[G4] a revision published while people vote', { timeout: size(120_000, 600_000) }, async context => {
  const { slug, id } = await blank()
  const random = seeded(9)
  const people = await Promise.all(Array.from({ length: voters }, (_, i) => house.person(`V${i}`)))
  const places = (await viewNow(id)).paragraphs
  const run = (who: Actor, name: 'vote.cast' | 'comment.post', input: object) =>
    house.commands.run(name, who, { consultation: slug, ...input }, uuid7())
  for (let n = 0; n < comments; n += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        run(pick(random, people), 'comment.post', {
          id: uuid7(),
          paragraphId: places[(n + i) % units]?.id ?? '',
          text: `Comment ${n + i}`,
        }),
      ),
    )
  const tries: { took: number; p99: number; plain: number; fact: string }[] = []
  const gone = new Set<string>()
  for (let n = 0; n < 3; n++) tries.push(await published(n))
  // Other programs can make a try worse, and never better.
  const best = tries.reduce((a, b) => (a.p99 <= b.p99 ? a : b))
  tell(context, best.fact)
  if (full) {
    expect(best.took, best.fact).toBeLessThanOrEqual(1_000)
    // Where votes wait for long without any revision, the machine is too busy to say; then three times that is let pass.
    expect(best.p99, best.fact).toBeLessThanOrEqual(Math.max(50, 3 * best.plain))
  }
  const view = await viewNow(id)
  expect(view.consultation.revision).toBe(4)
  const standing = view.paragraphs.reduce((sum, p) => sum + p.comments.all, 0)
  const archived = await house.db.snapshot(async trx => {
    let sum = 0
    for (const place of gone) sum += (await getPlace(trx, { id: place, consultation: id }))?.comments ?? 0
    return sum
  })
  expect(standing + archived).toBe(comments)

  async function published(round: number): Promise<(typeof tries)[number]> {
    await house.commands.run('revision.begin', operator, { consultation: slug })
    const now = (await house.db.snapshot(trx => loadMaking(trx, id)))?.next ?? []
    // A third is rewritten, every fiftieth leaves, every fiftieth is taken in by the one before, the first ten go to the end.
    const lineage = { from: {}, into: {} as Record<string, string> }
    const next = now.flatMap((u, n) => {
      if (n % 50 === 49) {
        gone.add(u.id)
        return []
      }
      const before = now[n - 1]
      if (n % 50 === 25 && before) {
        lineage.into[u.id] = before.id
        return []
      }
      return [n % 3 ? u : { ...u, html: `<p>${textOf(n, ` and quite another thing, the ${round}th`)}</p>` }]
    })
    await house.commands.act(id, operator, ctx => takeUnits(ctx, [...next.slice(10), ...next.slice(0, 10)], lineage))

    // The drafter looks through the changes first.
    await house.db.snapshot(trx => loadMaking(trx, id))
    const waits: { began: number; ended: number }[] = []
    let wake = (): void => {}
    const voted = async (n: number): Promise<void> => {
      while (waits.length < n) await new Promise<void>(go => (wake = go))
    }
    let over = false
    const voting = people.map(async who => {
      while (!over) {
        const began = performance.now()
        const item = pick(random, places).wordingId
        await run(who, 'vote.cast', { item, value: random() < 0.5 ? 'agree' : 'disagree' }).catch((error: unknown) => {
          // A wording that is no longer the present one takes no votes.
          if (!(error instanceof Refusal && error.reason === 'gone')) throw error
        })
        waits.push({ began, ended: performance.now() })
        wake()
      }
    })
    await voted(500)
    const began = performance.now()
    await house.commands.run('revision.publish', operator, { consultation: slug, reason: 'A third was rewritten.' })
    const ended = performance.now()
    await voted(waits.length + 500)
    over = true
    await Promise.all(voting)
    const took = ended - began
    // All votes of two seconds around it, and the longest of those that were on their way at that moment.
    const spent = waits
      .filter(w => w.ended > began - 1_000 && w.began < ended + 1_000)
      .map(w => w.ended - w.began)
      .sort((a, b) => a - b)
    const quiet = waits
      .slice(0, 500)
      .map(w => w.ended - w.began)
      .sort((a, b) => a - b)
    const plain = quiet[Math.floor(quiet.length * 0.99)] ?? 0
    const p99 = spent[Math.floor(spent.length * 0.99)] ?? 0
    const longest = Math.max(...waits.filter(w => w.ended > began && w.began < ended).map(w => w.ended - w.began))
    const fact = `${units} units with ${comments} comments published in ${took.toFixed(0)} ms; p99 of ${spent.length} votes around it ${p99.toFixed(0)} ms, before it ${plain.toFixed(0)} ms, the longest on its way then ${longest.toFixed(0)} ms`
    return { took, p99, plain, fact }
  }
})

const viewNow = (id: string): Promise<View> =>
  house.db.snapshot(async trx => {
    const c = await getConsultation(trx, { id })
    if (!c) throw new Error('no consultation')
    return loadView(trx, c, null, house.now())
  })

async function blank(): Promise<{ slug: string; id: string }> {
  const found = await house.consultation('long')
  const slug = 'longer'
  const made = await house.commands.run('consultation.duplicate', operator, { consultation: found.slug, slug, title: 'Long' })
  const { id } = made.result as { id: string }
  const text = Array.from({ length: units }, (_, n) => textOf(n)).join('\n\n')
  await house.commands.act(id, operator, ctx => storeDraft(ctx, toDraft(readMarkdown(new TextEncoder().encode(text)))))
  await house.commands.run('consultation.publish', operator, { consultation: slug })
  return { slug, id }
}
