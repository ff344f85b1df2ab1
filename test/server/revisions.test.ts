// Revisions against a model of sixty lines: whatever is edited, split, merged, moved, laid over and published, no comment is lost and no vote moves (G4, G10).

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recountItems } from '../../db/check.ts'
import { getComment } from '../../db/comments.ts'
import { getParagraph } from '../../db/paragraphs.ts'
import { uuid7 } from '../../server/clock.ts'
import { loadMaking } from '../../server/commands/revision.ts'
import { takeUnits } from '../../server/commands/revision-take.ts'
import type { CommandName } from '../../shared/commands.schema.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { Refusal } from '../../shared/refusal.ts'
import { isDecidable } from '../../shared/revision.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { size, tell } from '../helpers/size.ts'

const kinds = ['vote', 'vote', 'comment', 'comment', 'slip', 'rewrite', 'split', 'merge', 'move', 'drop', 'add', 'undo', 'lay', 'publish', 'publish'] as const // prettier-ignore
const acts = fc.array(
  fc.record({ act: fc.constantFrom(...kinds), who: fc.nat(2), at: fc.nat(30), to: fc.nat(30), flip: fc.boolean() }),
  { minLength: 6, maxLength: 24 },
)
/** A story in which these are refused tells nothing. */
const needed: CommandName[] = ['vote.cast', 'comment.post', 'revision.begin', 'revision.publish', 'draft.write', 'draft.split', 'draft.merge', 'draft.move', 'draft.drop', 'draft.add', 'draft.undo'] // prettier-ignore
type Act = typeof acts extends fc.Arbitrary<(infer A)[]> ? A : never

/** A unit of the working draft, as the model knows it: the published units whose comments it will have. */
interface Kept {
  id: string
  holds: string[]
}

class Model {
  working: Kept[] | null = null
  past: Kept[][] = []
  readonly votes = new Map<string, Map<string, string>>()
  /** Where each comment must be found. */
  readonly comments = new Map<string, string>()
  step(next: Kept[]): void {
    this.past.push(this.working ?? [])
    this.working = next
  }
  undo(): void {
    this.working = this.past.pop() ?? this.working
  }
  publish(): void {
    for (const [comment, place] of this.comments) {
      const heir = this.working?.find(k => k.id === place) ?? this.working?.find(k => k.holds.includes(place))
      if (heir) this.comments.set(comment, heir.id)
    }
    this.working = null
    this.past = []
  }
}

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let people: Actor[]
  let made = 0
  /** Of each command, how often it was done and how often refused. */
  const ran = new Map<CommandName, { done: number; refused: number }>()
  beforeAll(async () => {
    house = await openTestHouse(engine)
    people = [await house.person('Ana'), await house.person('Ben'), await house.person('Gil', 'guest')]
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  async function story(history: Act[]): Promise<void> {
    const { slug, id } = await house.consultation(`r${++made}`)
    const model = new Model()
    async function run(name: CommandName, who: Actor, input: object): Promise<Record<string, unknown> | null> {
      const count = ran.get(name) ?? { done: 0, refused: 0 }
      ran.set(name, count)
      try {
        const { result } = await house.commands.run(name, who, { consultation: slug, ...input }, uuid7())
        count.done++
        return result as Record<string, unknown>
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        count.refused++
        return null
      }
    }
    const making = () => house.db.snapshot(trx => loadMaking(trx, id))
    async function begin(): Promise<{ units: DraftUnit[]; kept: Kept[] }> {
      if (!model.working) {
        await run('revision.begin', operator, {})
        model.working = (await house.view(slug, null)).paragraphs.map(p => ({ id: p.id, holds: [] }))
      }
      return { units: (await making())?.next ?? [], kept: model.working }
    }

    for (const a of history) {
      const who = people[a.who] ?? operator
      const { paragraphs } = await house.view(slug, null)
      const shown = paragraphs[a.at % paragraphs.length]
      if (!shown) throw new Error('a text never becomes empty')
      if (a.act === 'vote') {
        const value = a.flip ? 'agree' : 'disagree'
        if (shown.number === null || !(await run('vote.cast', who, { item: shown.wordingId, value }))) continue
        model.votes.set(shown.wordingId, (model.votes.get(shown.wordingId) ?? new Map()).set(who.id, value))
      } else if (a.act === 'comment') {
        const comment = uuid7()
        await run('comment.post', who, { id: comment, paragraphId: shown.id, text: `On ${shown.id}.` })
        model.comments.set(comment, shown.id)
      } else if (a.act === 'publish') await publish(a)
      else await revise(a)
    }
    if (model.working) await publish({ flip: false })

    async function revise(a: Act): Promise<void> {
      const { units, kept } = await begin()
      const n = a.at % units.length
      const unit = units[n]
      const before = units[n - 1]
      if (!unit) return
      const change = (next: Kept[], done: unknown): void => {
        if (done) model.step(next)
      }
      if (a.act === 'slip')
        change(kept, await run('draft.write', operator, { id: unit.id, html: unit.html.replace(/(\w)(<\/p>|$)/, '$1,$2') }))
      if (a.act === 'rewrite')
        change(
          kept,
          await run('draft.write', operator, {
            id: unit.id,
            html: `<p>Other words number ${a.to} altogether, of another kind.</p>`,
          }),
        )
      if (a.act === 'add') {
        const done = await run('draft.add', operator, { after: unit.id, html: `<p>Newly said in ${a.to} words.</p>` })
        if (done) model.step(kept.toSpliced(n + 1, 0, { id: String(done['id']), holds: [] }))
      }
      if (a.act === 'drop' && units.length > 2) change(kept.toSpliced(n, 1), await run('draft.drop', operator, { id: unit.id }))
      if (a.act === 'split') {
        const done = await run('draft.split', operator, { id: unit.id, at: 4 + (a.to % 12) })
        if (done) model.step(kept.toSpliced(n + 1, 0, { id: String(done['id']), holds: [] }))
      }
      if (a.act === 'merge' && before) {
        const [first, second] = [kept[n - 1], kept[n]]
        const done = await run('draft.merge', operator, { id: unit.id })
        if (done && first && second)
          model.step(kept.toSpliced(n - 1, 2, { id: first.id, holds: [...first.holds, second.id, ...second.holds] }))
      }
      if (a.act === 'move') {
        const rest = kept.toSpliced(n, 1)
        const at = a.to % (rest.length + 1)
        const done = await run('draft.move', operator, { id: unit.id, after: rest[at - 1]?.id ?? null })
        change(rest.toSpliced(at, 0, kept[n] ?? { id: '', holds: [] }), done)
      }
      if (a.act === 'undo' && (await run('draft.undo', operator, {}))) model.undo()
      // A file or a room: some units rewritten, one left out, two changed about.
      if (a.act === 'lay' && units.length > 3) {
        const laid = units
          .toSpliced(n, 1)
          .map((u, i) => (i === a.to % units.length && u.kind !== 'heading' ? { ...u, html: `<p>Laid over ${a.to}.</p>` } : u))
        const next = [...laid.slice(1, 2), ...laid.slice(0, 1), ...laid.slice(2)]
        await house.commands.act(id, operator, ctx => takeUnits(ctx, next))
        const left = kept.toSpliced(n, 1)
        model.step([...left.slice(1, 2), ...left.slice(0, 1), ...left.slice(2)])
      }
    }

    async function publish({ flip }: Pick<Act, 'flip'>): Promise<void> {
      const now = await making()
      if (!now) return
      const decidable = now.changes.filter(isDecidable)
      const decisions = flip
        ? decidable.map(c => ({
            id: c.id,
            class: c.class === 'edited' ? ('changed' as const) : ('edited' as const),
            reason: 'So we judged.',
          }))
        : []
      const before = new Map((await house.view(slug, null)).paragraphs.map(p => [p.id, p]))
      const done = await run('revision.publish', operator, { reason: 'Said better.', decisions })
      if (!done) return
      model.publish()
      for (const p of (await house.view(slug, null)).paragraphs) {
        const was = before.get(p.id)
        if (!was) continue
        const change = now.changes.find(c => c.id === p.id)
        const edited = change && isDecidable(change) ? (change.class === 'edited') !== flip : was.html === p.html
        expect(p.wordingId === was.wordingId, `${change?.class} ${flip} ${was.html} → ${p.html}`).toBe(edited)
      }
    }

    await house.db.snapshot(async trx => {
      for (const [comment, place] of model.comments) {
        const found = await getComment(trx, { id: comment, consultation: id })
        expect(found?.placeId, 'where a comment is found').toBe(place)
        expect(await getParagraph(trx, { id: place, consultation: id })).toBeDefined()
      }
      for (const row of await recountItems(trx, { id })) {
        const said = [...(model.votes.get(row.id)?.values() ?? [])]
        const count = (v: string) => said.filter(x => x === v).length
        expect([row.agreed, row.disagreed].map(Number), 'votes of a wording').toEqual([count('agree'), count('disagree')])
      }
    })
  }

  test('[G4] [G10] random revisions lose no comment and move no vote', { timeout: size(120_000, 3_600_000) }, async context => {
    const numRuns = engine === 'sqlite' ? size(80, 3_000) : size(20, 500)
    await fc.assert(fc.asyncProperty(acts, story), { numRuns, seed: 4 })
    const facts = [...ran].map(([name, { done, refused }]) => `${name} ${done} of ${done + refused}`).join(', ')
    for (const name of needed) expect(ran.get(name)?.done ?? 0, `${name} done: ${facts}`).toBeGreaterThanOrEqual(numRuns / 4)
    // What is refused: joining to a heading, cutting where nothing can be cut, moving to where it stands, publishing what is the same.
    for (const [name, { done, refused }] of ran) expect(done, `${name} done: ${facts}`).toBeGreaterThanOrEqual(refused / 2)
    tell(
      context,
      `${engine}: ${numRuns} histories of up to 24 acts with revisions equal to the model, every wording recounted; ${facts}`,
    )
  })
})
