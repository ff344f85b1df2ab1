// Comments: posted once, edited briefly, withdrawn at any time, counted exactly, on both engines (K1–K4, G8, G11).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuid7 } from '../../server/clock.ts'
import { askedOf, repliesOf, threadOf } from '../../server/threads.ts'
import { needConsultation } from '../../server/view.ts'
import { MAX_TEXT, type Comment } from '../../shared/comment.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let ana: Actor
  let ben: Actor
  let slug: string
  let unit: string
  let heading: string
  let other: string
  beforeAll(async () => {
    house = await openTestHouse(engine)
    const made = await house.consultation()
    slug = made.slug
    unit = made.units[0] ?? ''
    other = made.units[1] ?? ''
    heading = made.headings[0] ?? ''
    ana = await house.person('Ana')
    ben = await house.person('Ben', 'guest')
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  const post = (who: Actor, text: string, more: object = {}, key?: string) =>
    house.must<Comment>(who, 'comment.post', { consultation: slug, id: uuid7(), paragraphId: unit, text, ...more }, key)
  const refusedPost = (reason: Parameters<TestHouse['refused']>[0], who: Actor | null, more: object) =>
    house.refused(reason, who, 'comment.post', { consultation: slug, id: uuid7(), paragraphId: unit, text: 'Yes.', ...more })
  const thread = (id: string, query = {}, viewer: Actor | null = null) =>
    house.db.snapshot(async trx => threadOf(trx, await needConsultation(trx, slug, viewer), id, askedOf(query), viewer))
  const unitView = async () => (await house.view(slug, null)).paragraphs.find(p => p.id === unit)

  test('[K1] a comment stands on a unit, a heading or the whole, and is counted there', async () => {
    const before = await unitView()
    const posted = await post(ana, 'The pipes are old.', { kind: 'remark', lang: 'en' })
    expect(posted).toMatchObject({
      paragraphId: unit,
      replyTo: null,
      text: 'The pipes are old.',
      kind: 'remark',
      state: 'published',
      author: { name: 'Ana', kind: 'participant' },
      replies: 0,
      agreement: { agree: 0, n: 0, share: null, low: null, enough: false },
      url: `/c/${slug}/comment/${posted.id}`,
    })
    expect((await post(ben, 'A heading.', { paragraphId: heading })).author).toEqual({ name: 'Ben', kind: 'guest' })
    await post(ana, 'The whole.', { paragraphId: 'whole' })
    expect((await unitView())?.comments).toEqual({
      threads: (before?.comments.threads ?? 0) + 1,
      all: (before?.comments.all ?? 0) + 1,
    })
    expect((await house.view(slug, null)).whole.comments).toBe(1)
    expect((await thread('whole')).items.map(c => c.text)).toEqual(['The whole.'])
  })

  test('[K1] it needs words, at most 4,000 characters, and a name', async () => {
    await refusedPost('invalid', ana, { text: ' \n\t ' })
    await refusedPost('invalid', ana, { text: 'x'.repeat(MAX_TEXT + 1) })
    await refusedPost('invalid', await house.person(null, 'guest'), {})
    await refusedPost('signedOut', null, {})
    await refusedPost('notFound', ana, { paragraphId: 'nowhere' })
    await refusedPost('invalid', ana, { author: ben.id })
    const longest = '🜁'.repeat(MAX_TEXT)
    expect((await post(ana, longest)).text).toBe(longest)
  })

  test('[K1] a reply stands under its thread; a reply to a reply stays there and quotes its parent', async () => {
    const top = await post(ana, 'A question?', { kind: 'question' })
    const reply = await post(ben, 'An answer.', { replyTo: top.id })
    const deeper = await post(ana, 'Thank you.', { replyTo: reply.id })
    expect(reply).toMatchObject({ replyTo: top.id, quotes: null })
    expect(deeper).toMatchObject({ replyTo: top.id, quotes: reply.id })
    const replies = await house.db.snapshot(async trx =>
      repliesOf(trx, await needConsultation(trx, slug, null), top.id, askedOf({}), null),
    )
    expect(replies).toMatchObject({ total: 2, next: null })
    expect(replies.items.map(c => c.id)).toEqual([reply.id, deeper.id])
    expect((await thread(unit)).items.find(c => c.id === top.id)?.replies).toBe(2)
    await refusedPost('invalid', ana, { replyTo: top.id, paragraphId: other })
    await refusedPost('invalid', ana, { replyTo: 'nothing-here' })
  })

  test('[G8] the same key posts once and answers the same; another text, or a taken id, is refused', async () => {
    const id = uuid7()
    const key = uuid7()
    const first = await post(ana, 'Once.', { id }, key)
    const { seq } = await house.view(slug, null)
    expect(await post(ana, 'Once.', { id }, key)).toEqual(first)
    expect((await house.view(slug, null)).seq).toBe(seq)
    await house.refused('keyReused', ana, 'comment.post', { consultation: slug, id, paragraphId: unit, text: 'Twice.' }, key)
    await refusedPost('keyReused', ana, { id })
    await refusedPost('keyReused', ben, { id })
  })

  test('[G8] an id that a unit, or a comment elsewhere, bears is refused and not a fault', async () => {
    await refusedPost('keyReused', ana, { id: other })
    const elsewhere = await house.consultation(`elsewhere-${engine}`)
    const id = uuid7()
    await post(ana, 'Here.', { id })
    await house.refused('keyReused', ana, 'comment.post', {
      consultation: elsewhere.slug,
      id,
      paragraphId: elsewhere.units[0] ?? '',
      text: 'There.',
    })
  })

  test('[G8] twenty retries at the same time make one comment', async () => {
    const input = { consultation: slug, id: uuid7(), paragraphId: unit, text: 'Only one of these.' }
    const key = uuid7()
    const before = (await unitView())?.comments.all ?? 0
    const ran = await Promise.allSettled(Array.from({ length: 20 }, () => house.commands.run('comment.post', ana, input, key)))
    expect(ran.some(r => r.status === 'fulfilled')).toBe(true)
    for (const r of ran) if (r.status === 'rejected') expect(r.reason).toMatchObject({ reason: 'conflict' })
    expect((await unitView())?.comments.all).toBe(before + 1)
  })

  test('[K2] edited by its author within 15 minutes, until somebody votes or replies; the mark and the old text stay', async () => {
    const mine = await post(ana, 'Teh pipes.')
    await house.refused('notAllowed', ben, 'comment.edit', { consultation: slug, id: mine.id, text: 'Mine now.' })
    const edited = await house.must<Comment>(ana, 'comment.edit', { consultation: slug, id: mine.id, text: 'The pipes.' })
    expect(edited).toMatchObject({ text: 'The pipes.', postedAt: mine.postedAt })
    expect(edited.editedAt).not.toBeNull()
    house.clock.now += 15 * 60_000
    await house.must(ana, 'comment.edit', { consultation: slug, id: mine.id, text: 'The old pipes.' })
    house.clock.now += 1
    await house.refused('conflict', ana, 'comment.edit', { consultation: slug, id: mine.id, text: 'Too late.' })

    const voted = await post(ana, 'Vote on me.')
    await house.must(ben, 'vote.cast', { consultation: slug, item: voted.id, value: 'agree' })
    await house.refused('conflict', ana, 'comment.edit', { consultation: slug, id: voted.id, text: 'Changed under a vote.' })
    const answered = await post(ana, 'Reply to me.')
    await post(ben, 'Here.', { replyTo: answered.id })
    await house.refused('conflict', ana, 'comment.edit', { consultation: slug, id: answered.id, text: 'Changed under a reply.' })
  })

  test('[K3] withdrawn by its author alone: a placeholder stays, replies stay reachable, nobody reads the text', async () => {
    const mine = await post(ana, 'A withdrawn secret.')
    const reply = await post(ben, 'I answered before.', { replyTo: mine.id })
    const counts = (await unitView())?.comments
    await house.refused('notAllowed', ben, 'comment.withdraw', { consultation: slug, id: mine.id })
    expect(await house.must<Comment>(ana, 'comment.withdraw', { consultation: slug, id: mine.id })).toMatchObject({
      state: 'withdrawn',
      text: null,
      author: null,
      replies: 1,
    })
    await house.refused('gone', ana, 'comment.withdraw', { consultation: slug, id: mine.id })
    await house.refused('gone', ben, 'vote.cast', { consultation: slug, item: mine.id, value: 'agree' })
    await refusedPost('gone', ben, { replyTo: mine.id })
    expect((await unitView())?.comments).toEqual(counts)
    const replies = await house.db.snapshot(async trx =>
      repliesOf(trx, await needConsultation(trx, slug, null), mine.id, askedOf({}), null),
    )
    expect(replies.items.map(c => c.id)).toEqual([reply.id])
    const admin = await house.person('Ada', 'participant', 'administrator')
    expect(JSON.stringify(await thread(unit, { limit: '1000' }, admin))).not.toContain('withdrawn secret')
  })

  test('[K4] reported once a person, also by guests; the public learns nothing of it', async () => {
    const bad = await post(ben, 'Buy my pipes.')
    await house.must(ana, 'comment.report', { consultation: slug, id: bad.id, reason: 'spam', note: 'An advertisement.' })
    await house.refused('conflict', ana, 'comment.report', { consultation: slug, id: bad.id, reason: 'offensive' })
    await house.must(await house.person(null, 'guest'), 'comment.report', { consultation: slug, id: bad.id, reason: 'spam' })
    expect(JSON.stringify(await thread(unit, { limit: '1000' }))).not.toContain('advertisement')
  })

  test('four orders, paged without a gap or a double', async () => {
    const place = heading
    const made: string[] = []
    for (let i = 0; i < 7; i++) made.push((await post(ana, `Number ${i}.`, { paragraphId: place })).id)
    for (const [i, id] of made.entries())
      for (const who of [ana, ben].slice(0, i % 3))
        await house.must(who, 'vote.cast', { consultation: slug, item: id, value: 'agree' })
    for (const id of [made[1], made[4], made[4]]) await post(ben, 'I answer.', { paragraphId: place, replyTo: id })
    for (const sort of ['supported', 'newest', 'oldest', 'discussed']) {
      const all = (await thread(place, { sort })).items
      const paged: Comment[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await thread(place, { sort, limit: '3', cursor })
        expect(page.total).toBe(all.length)
        paged.push(...page.items)
        cursor = page.next
      }
      expect(paged.map(c => c.id)).toEqual(all.map(c => c.id))
      expect(new Set(paged.map(c => c.id)).size).toBe(all.length)
      // The last one was there before.
      const numbers = all.map(c => made.indexOf(c.id))
      if (sort === 'supported') expect(numbers).toEqual([5, 2, 4, 1, 6, 3, 0, -1])
      if (sort === 'discussed') expect(numbers).toEqual([4, 1, 6, 5, 3, 2, 0, -1])
    }
  })
})
