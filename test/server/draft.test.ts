// Acts on a draft before it is public: lasting ids, numbers that follow, undo and redo, nothing lost or doubled; copies and rehearsals.

import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findConsultation } from '../../db/consultations.ts'
import { listDraft } from '../../db/drafts.ts'
import { storeDraft } from '../../server/commands/draft.ts'
import { unitOf } from '../../server/commands/draft-unit.ts'
import { placesToCut, shears } from '../../server/import/cut.ts'
import { textBelow } from '../../server/import/html-tree.ts'
import { readMarkdown } from '../../server/import/markdown.ts'
import { toDraft } from '../../server/import/units.ts'
import type { Actor } from '../../shared/role.ts'
import {
  applySplices,
  dropUnit,
  inverse,
  levelUnit,
  mergeUnit,
  moveUnit,
  numbersOf,
  splitUnit,
  takeApart,
  type DraftUnit,
  type Outcome,
} from '../../shared/draft.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'

const read = (markdown: string) => toDraft(readMarkdown(new TextEncoder().encode(markdown)))
const unitsOf = (markdown: string): DraftUnit[] => read(markdown).units.map((u, n) => ({ ...u, id: `u${n}` }))

/** Sixteen units: paragraphs of which some belong together, lists after a colon, lists that stand alone. */
const strategy = `The river belongs to everybody who lives beside it.

Each spring the water rises, and each spring the towns meet to share the work.

For this to last, three things are needed:

- everybody knows what is planned;
- everybody can answer;
- the answers are read.

In the first ten years the towns built walls. They were strong walls.

We now see that walls alone do not hold the water. Meadows do.

> Our task is to give the river room.

This task changes what we do.

The towns, the farms and the railway own the plan together.

Until now each town acted alone. From now on they act in turn.

The plan keeps what is special about it. It is made for wider use.

Four fields come first: a) meadows; b) mills; c) bridges; d) schools.

- The office will listen before it writes.
- It will answer in a month.

During five years the towns follow four aims.

Three conditions must hold before any of them.

It is good that today's council is not the council of ten years ago.

From now on the towns will:

1. meet twice a year;
2. publish what they spend.
`

const rich = `# Duties

The **utility *measures* what** it takes[^1]. It publishes the figures. See [the law](https://example.org/a?b=1&c=2) of 1906.

It must:

1. listen for leaks;
2. lower the pressure:
   - at night;
   - on Sundays;
3. answer.

| What | Cost |
|---|---|
| Pipes & \\<taps> | 6 |
| "Meters" | 7 |

\`\`\`
one = 1
two = 2
\`\`\`

## Heat

Heating is the largest use of energy[^2] in the town.

[^1]: Since 1906.
[^2]: Half of it.
`

const flat = (units: readonly DraftUnit[]): string =>
  units
    .map(u => u.text)
    .join('\n')
    .replace(/\s+/g, '')
const drawnText = (html: string): string => textBelow(parseFragment(html)).replace(/\s+/g, '')
const plainly = (u: DraftUnit | undefined) => u && { ...u, html: u.html.replaceAll('&quot;', '"') }

describe('cutting', () => {
  const [, prose, list, table, code] = unitsOf(rich)
  const cut = (unit: DraftUnit | undefined, before: string) => shears.cut(unit as DraftUnit, unit?.text.indexOf(before) ?? -1)

  test('inside formatting, both halves stay whole', () => {
    const halves = cut(prose, 'measures')
    expect(halves?.map(h => h.html)).toEqual([
      '<p>The <strong>utility </strong></p>',
      '<p><strong><em>measures</em></strong><strong> what</strong> it takes<sup><a class="footnote-ref" href="#footnote-1">1</a></sup>. ' +
        'It publishes the figures. See <a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow">the law</a> of 1906.</p>',
    ])
    expect(halves?.[1].text.startsWith('measures what it takes')).toBe(true)
  })

  test('a list is cut between outermost items, and numbers go on', () => {
    const halves = cut(list, 'Sundays')
    expect(halves?.[0].html).toBe('<p>It must:</p><ol><li>listen for leaks;</li></ol>')
    expect(halves?.[1].html).toBe(
      '<ol start="2"><li>lower the pressure:<ul><li>at night;</li><li>on Sundays;</li></ul></li><li>answer.</li></ol>',
    )
    expect(halves?.map(h => [h.kind, h.items])).toEqual([
      ['list', 1],
      ['list', 4],
    ])
  })

  test('the first item is cut off from the sentence before the list', () => {
    expect(cut(list, 'leaks')?.map(h => h.kind)).toEqual(['prose', 'list'])
  })

  test('a list of one item is cut like what stands in it', () => {
    const [one] = unitsOf('- They shall. They must:\n  1. meet;\n  2. publish.\n')
    expect(cut(one, 'They must')?.map(h => h.html)).toEqual([
      '<ul><li>They shall.</li></ul>',
      '<p>They must:</p><ol><li>meet;</li><li>publish.</li></ol>',
    ])
    expect(cut(one, 'publish')?.map(h => h.html)).toEqual([
      '<ul><li>They shall. They must:<ol><li>meet;</li></ol></li></ul>',
      '<ol start="2"><li>publish.</li></ol>',
    ])
    expect(shears.apart(one as DraftUnit).map(piece => piece.text)).toEqual(['They shall. They must:', 'meet;', 'publish.'])
  })

  test('a table is cut between rows; lines of code stay lines', () => {
    expect(cut(table, 'Cost')).toBeNull()
    expect(cut(table, '6')?.map(h => [h.text, h.rows])).toEqual([
      ['What\tCost', 1],
      ['Pipes & <taps>\t6\n"Meters"\t7', 2],
    ])
    expect(cut(code, 'two')?.[1].html).toBe('<pre><code>two = 2</code></pre>')
  })

  test('a cell that reaches over the cut leaves an empty place below', () => {
    const html = '<table><tr><td rowspan="3">a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></table>'
    const halves = shears.cut({ kind: 'table', html, text: 'a\tb\nc\nd', items: 0, rows: 3 }, 4)
    expect(halves?.map(h => h.html)).toEqual([
      '<table><tr><td>a</td><td>b</td></tr></table>',
      '<table><tr><td rowspan="2"></td><td>c</td></tr><tr><td>d</td></tr></table>',
    ])
  })

  test('a family of signs is never cut apart', () => {
    const text = 'We are 👩‍👩‍👧‍👦 here'
    expect(shears.cut({ kind: 'prose', html: `<p>${text}</p>`, text, items: 0, rows: 0 }, 10)?.map(h => h.text)).toEqual([
      'We are',
      '👩‍👩‍👧‍👦 here',
    ])
  })

  test('a generated number goes with the text it stands before', () => {
    const html = '<p>Lead.</p><p><span class="label">1.2</span> Second.</p>'
    const halves = shears.cut({ kind: 'prose', html, text: 'Lead.\nSecond.', items: 0, rows: 0 }, 6)
    expect(halves?.[1].html).toBe('<p><span class="label">1.2</span> Second.</p>')
  })

  test('places are offered at sentences, items and rows', () => {
    const texts = (unit: DraftUnit | undefined) => (unit ? placesToCut(unit, 'en').map(at => unit.text.slice(at, at + 6)) : [])
    expect(texts(prose)).toEqual(['It pub', 'See th'])
    expect(texts(list)).toEqual(['listen', 'lower ', 'answer'])
    expect(texts(table)).toEqual(['Pipes ', '"Meter'])
  })
})

describe('acts, and acts taken back', () => {
  test('any sequence of acts keeps every word, and undoing all of it brings back the beginning', () => {
    const start = unitsOf(rich)
    const act = fc.record({
      kind: fc.constantFrom('split', 'merge', 'move', 'level', 'apart'),
      which: fc.nat(50),
      more: fc.nat(300),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), acts => {
        let units = start
        let ids = 0
        const back: Outcome[] = []
        for (const { kind, which, more } of acts) {
          const unit = units[which % units.length]
          if (!unit) throw new Error('no unit')
          const newId = () => `n${ids++}`
          const outcomes: Record<string, () => Outcome> = {
            split: () => splitUnit(units, unit.id, more % (unit.text.length + 1), newId(), shears),
            merge: () => mergeUnit(units, unit.id, shears),
            move: () => moveUnit(units, unit.id, more % 7 ? (units[more % units.length]?.id ?? null) : null),
            level: () => levelUnit(units, unit.id, more % 3 ? (more % 6) + 1 : null, shears),
            apart: () => takeApart(units, unit.id, newId, shears),
          }
          const outcome = outcomes[kind]?.()
          if (!outcome || 'refused' in outcome) continue
          const before = units
          units = applySplices(units, outcome.splices)
          back.push({ splices: inverse(outcome.splices), look: null })
          if (kind !== 'move') expect(flat(units)).toBe(flat(before))
          else expect(units.map(u => u.text).toSorted()).toEqual(before.map(u => u.text).toSorted())
          expect(new Set(units.map(u => u.id)).size).toBe(units.length)
          expect(units.flatMap(u => u.footnotes.map(f => f.mark)).toSorted()).toEqual(['1', '2'])
          expect(units.reduce((n, u) => n + u.items, 0)).toBe(5)
          for (const u of units) {
            expect(u.html).not.toMatch(/<(p|li|ul|ol|tr|table|strong|em)><\/\1>/)
            expect(u.text.trim()).not.toBe('')
            for (const f of u.footnotes) expect(u.html).toContain(`#footnote-${f.mark}"`)
          }
          expect(drawnText(units.map(u => u.html).join('')).length).toBe(drawnText(start.map(u => u.html).join('')).length)
        }
        for (const step of back.toReversed()) if ('splices' in step) units = applySplices(units, step.splices)
        expect(units).toEqual(start)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  test('numbers follow, headings carry none', () => {
    const units = unitsOf('# A\n\none\n\ntwo\n')
    expect([...numbersOf(units).values()]).toEqual([1, 2])
    const done = levelUnit(units, 'u1', 2, shears)
    if ('refused' in done) throw new Error('refused')
    expect(numbersOf(applySplices(units, done.splices))).toEqual(new Map([['u2', 1]]))
  })

  test('what was taken apart is whole again when joined', () => {
    const units = unitsOf(rich)
    for (const id of ['u2', 'u3']) {
      const whole = units.find(u => u.id === id)
      let n = 0
      const done = takeApart(units, id, () => `n${n++}`, shears)
      if ('refused' in done) throw new Error('refused')
      let after = applySplices(units, done.splices)
      for (let i = 0; i < n; i++) {
        const step = mergeUnit(after, `n${i}`, shears)
        if ('refused' in step) throw new Error('refused')
        after = applySplices(after, step.splices)
      }
      expect(plainly(after.find(u => u.id === id))).toEqual(plainly(whole))
    }
  })

  test('a heading takes in the line that was cut off it, but no list', () => {
    const units = unitsOf('# The first\n\nand the last\n\n- item\n')
    const done = mergeUnit(units, 'u1', shears)
    expect('splices' in done && applySplices(units, done.splices)[0]).toMatchObject({
      id: 'u0',
      kind: 'heading',
      html: 'The first and the last',
    })
    expect(mergeUnit(unitsOf('# A\n\n- item\n'), 'u1', shears)).toMatchObject({ refused: { why: 'draftHeading' } })
    expect(dropUnit(units, 'none')).toMatchObject({ refused: { reason: 'notFound' } })
  })
})

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let secretary: Actor
  beforeAll(async () => {
    house = await openTestHouse(engine)
    secretary = await house.person('Sol', 'participant', 'secretariat')
  })
  afterAll(() => house.close())

  async function imported(slug: string, markdown: string): Promise<string> {
    const { id } = await house.must<{ id: string }>(secretary, 'consultation.create', { slug, title: 'The river', lang: 'en' })
    await house.commands.act(id, operator, ctx => storeDraft(ctx, read(markdown)))
    return id
  }
  const draftOf = (id: string) => listDraft(house.db.read, { consultation: id })
  const act = (
    name: 'split' | 'merge' | 'move' | 'drop' | 'level' | 'apart' | 'undo' | 'redo',
    consultation: string,
    more: object = {},
  ) => house.must<{ id: string | null }>(secretary, `draft.${name}`, { consultation, ...more })

  test('sixteen units are eleven after five merges; positions and numbers stay without gaps', async () => {
    const id = await imported('river', strategy)
    const before = await draftOf(id)
    expect(before).toHaveLength(16)
    for (const place of [1, 4, 6, 12, 13]) {
      const unit = before[place]
      await act('merge', 'river', { id: unit?.id })
    }
    const after = await draftOf(id)
    expect(after).toHaveLength(11)
    expect(after.map(u => u.position)).toEqual(after.map((_, n) => n))
    expect([...numbersOf(after.map(unitOf)).values()].at(-1)).toBe(11)
    expect(after[0]).toMatchObject({ id: before[0]?.id, text: `${before[0]?.text}\n${before[1]?.text}` })
    expect(flat(after.map(unitOf))).toBe(flat(before.map(unitOf)))
  })

  test('undo and redo stand in the database; a new act ends what could be done again', async () => {
    const id = await imported('steps', rich)
    const states = [await draftOf(id)]
    const ids = (states[0] ?? []).map(u => u.id)
    const acts: [Parameters<typeof act>[0], object][] = [
      ['split', { id: ids[1], at: 40 }],
      ['apart', { id: ids[2] }],
      ['move', { id: ids[4], after: null }],
      ['level', { id: ids[5], level: 1 }],
      ['drop', { id: ids[3] }],
      ['level', { id: ids[5], level: null }],
    ]
    for (const [name, more] of acts) {
      await act(name, 'steps', more)
      states.push(await draftOf(id))
    }
    for (const state of states.slice(0, -1).toReversed()) {
      await act('undo', 'steps')
      expect(await draftOf(id)).toEqual(state)
    }
    await house.refused('invalid', secretary, 'draft.undo', { consultation: 'steps' })
    for (const state of states.slice(1)) {
      await act('redo', 'steps')
      expect(await draftOf(id)).toEqual(state)
    }
    await act('undo', 'steps')
    await act('drop', 'steps', { id: ids[6] })
    await house.refused('invalid', secretary, 'draft.redo', { consultation: 'steps' })
  })

  test('only those who may edit, and only before it is public', async () => {
    const id = await imported('rights', strategy)
    const [unit] = await draftOf(id)
    const ana = await house.person('Ana')
    const mod = await house.person('Mo', 'participant', 'moderator')
    const drafter = await house.person('Di', 'participant', 'drafter')
    for (const who of [ana, mod]) await house.refused('notAllowed', who, 'draft.drop', { consultation: 'rights', id: unit?.id })
    await house.must(drafter, 'draft.drop', { consultation: 'rights', id: unit?.id })
    await house.must(secretary, 'draft.undo', { consultation: 'rights' })
    await house.must(secretary, 'consultation.publish', { consultation: 'rights' })
    for (const name of ['draft.undo', 'draft.redo'] as const)
      await house.refused('invalid', secretary, name, { consultation: 'rights' })
    await house.refused('invalid', secretary, 'draft.split', { consultation: 'rights', id: unit?.id, at: 5 })
  })

  test('a duplicate has the text, ids of its own, and nothing of what was said', async () => {
    const made = await house.consultation('said')
    const copy = await house.must<{ id: string }>(secretary, 'consultation.duplicate', {
      consultation: 'said',
      slug: 'again',
      title: 'Once more',
    })
    const units = await draftOf(copy.id)
    const original = await house.view('said', null)
    expect(units.map(u => u.html)).toEqual(original.paragraphs.map(p => p.html))
    expect(units.some(u => made.units.includes(u.id))).toBe(false)
    expect(await findConsultation(house.db.read, { slug: 'again' })).toMatchObject({
      title: 'Once more',
      publishedAt: null,
      closesAt: null,
      revision: 0,
    })
    await house.refused('invalid', secretary, 'consultation.duplicate', { consultation: 'said', slug: 'again', title: 'Twice' })
  })

  test('what is removed leaves its address free', async () => {
    const first = await imported('removed', strategy)
    await house.must(secretary, 'consultation.remove', { consultation: 'removed' })
    const again = await imported('removed', strategy)
    expect(again).not.toBe(first)
    await house.must(secretary, 'consultation.publish', { consultation: 'removed' })
  })

  test('a rehearsal works like the real page, is listed nowhere, and is wiped on publishing', async () => {
    const id = await imported('dress', strategy)
    const ana = await house.person('Ana')
    const rehearse = () =>
      house.must<{ id: string; slug: string; url: string }>(secretary, 'consultation.rehearse', { consultation: 'dress' })
    const first = await rehearse()
    const second = await rehearse()
    expect(second.slug).toMatch(/^dress-rehearsal-[0-9a-z]{24}$/)
    expect(await findConsultation(house.db.read, { slug: first.slug })).toBeUndefined()
    const copy = await findConsultation(house.db.read, { slug: second.slug })
    expect(copy).toMatchObject({ rehearsalOf: id, title: 'Rehearsal: The river' })
    const said = { consultation: second.slug, id: `c-${engine}-12345`, paragraphId: 'whole', text: 'Shall we start?', lang: 'en' }
    await house.must(ana, 'comment.post', said)
    await house.must(secretary, 'consultation.publish', { consultation: 'dress' })
    expect(await findConsultation(house.db.read, { slug: second.slug })).toBeUndefined()
    expect(house.hub.seqOf(second.id)).toBeUndefined()
    await house.refused('notFound', ana, 'comment.post', { ...said, id: `c-${engine}-67890` })
    const found = await findConsultation(house.db.read, { slug: 'dress' })
    expect(found).toMatchObject({ comments: 0, votes: 0 })
    await house.refused('invalid', secretary, 'consultation.rehearse', { consultation: 'dress' })
  })
})
