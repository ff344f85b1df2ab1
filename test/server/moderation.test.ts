// Keeping order: hiding never destroys, what is hidden is absent for everybody but those who may see it, answers are public (G10, G11).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getConsultation } from '../../db/consultations.ts'
import { uuid7 } from '../../server/clock.ts'
import { framesFor, newsFor } from '../../server/news.ts'
import { askedOf, threadOf } from '../../server/threads.ts'
import { needConsultation } from '../../server/view.ts'
import type { Comment } from '../../shared/comment.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'

const SECRET = 'Ben lives at 7 Mill Lane'
const NOTE = 'Names a private address'

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let ana: Actor
  let ben: Actor
  let mia: Actor
  let dan: Actor
  let slug: string
  let id: string
  let unit: string
  beforeAll(async () => {
    house = await openTestHouse(engine)
    const made = await house.consultation()
    ;({ slug, id } = made)
    unit = made.units[0] ?? ''
    ana = await house.person('Ana', 'guest')
    ben = await house.person('Ben')
    mia = await house.person('Mia', 'participant', 'moderator')
    dan = await house.person('Dan', 'participant', 'drafter')
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  const post = (text: string, more = {}) =>
    house.must<Comment>(ana, 'comment.post', { consultation: slug, id: uuid7(), paragraphId: unit, text, ...more })

  /** Everything a viewer can get: view, thread, news from the beginning, the frame of a socket. */
  async function everything(viewer: Actor | null): Promise<string> {
    return house.db.snapshot(async trx => {
      const c = await getConsultation(trx, { id })
      if (!c) throw new Error('gone')
      const frames = await framesFor(trx, id, viewer ? [viewer] : [], 0, 10_000, house.now())
      return JSON.stringify([
        await house.view(slug, viewer),
        await threadOf(trx, await needConsultation(trx, slug, viewer), unit, askedOf({ limit: '1000' }), viewer),
        await newsFor(trx, c, viewer, 0, 10_000, house.now()),
        (viewer && frames?.own.get(viewer.id)) ?? frames?.shared,
      ])
    })
  }

  test('[G10] hidden: a placeholder with the reason for the public, the text and the note for staff alone; restored as it was', async () => {
    const bad = await post(SECRET)
    const reply = await house.must<Comment>(ben, 'comment.post', {
      consultation: slug,
      id: uuid7(),
      paragraphId: unit,
      text: 'Please take this out.',
      replyTo: bad.id,
    })
    await house.must(ben, 'vote.cast', { consultation: slug, item: bad.id, value: 'disagree' })
    const before = await house.view(slug, null)
    await house.refused('notAllowed', ben, 'comment.hide', { consultation: slug, id: bad.id, reason: 'personalData' })
    await house.refused('notAllowed', dan, 'comment.hide', { consultation: slug, id: bad.id, reason: 'personalData' })
    await house.refused('invalid', mia, 'comment.hide', { consultation: slug, id: bad.id, reason: 'because' })
    await house.must(mia, 'comment.hide', { consultation: slug, id: bad.id, reason: 'personalData', note: NOTE })
    for (const viewer of [null, ana, ben, dan]) {
      const seen = await everything(viewer)
      expect(seen, viewer?.name ?? 'public').not.toContain(SECRET)
      expect(seen, viewer?.name ?? 'public').not.toContain(NOTE)
      expect(seen).toContain('personalData')
      expect(seen).toContain(reply.id)
    }
    const staff = await everything(mia)
    expect(staff).toContain(SECRET)
    expect(staff).toContain(NOTE)
    const after = await house.view(slug, null)
    expect(after.paragraphs).toEqual(before.paragraphs)
    await house.refused('gone', ben, 'vote.cast', { consultation: slug, item: bad.id, value: 'agree' })
    await house.refused('conflict', mia, 'comment.hide', { consultation: slug, id: bad.id, reason: 'spam' })
    await house.refused('gone', ben, 'comment.report', { consultation: slug, id: bad.id, reason: 'spam' })
    await house.refused('gone', ana, 'comment.edit', { consultation: slug, id: bad.id, text: 'Other.' })
    await house.must(mia, 'comment.restore', { consultation: slug, id: bad.id, note: 'He agreed' })
    expect(await everything(null)).toContain(SECRET)
    expect((await everything(null)).includes('He agreed')).toBe(false)
    await house.must(ben, 'vote.cast', { consultation: slug, item: bad.id, value: 'agree' })
  })

  test('[G10] withdrawn while hidden stays withdrawn when restored', async () => {
    const mine = await post('First hidden, then withdrawn.')
    await house.must(mia, 'comment.hide', { consultation: slug, id: mine.id, reason: 'offTopic' })
    await house.must(ana, 'comment.withdraw', { consultation: slug, id: mine.id })
    expect(await house.must<Comment>(mia, 'comment.restore', { consultation: slug, id: mine.id })).toMatchObject({
      state: 'withdrawn',
      text: null,
    })
    await house.refused('gone', ben, 'vote.cast', { consultation: slug, item: mine.id, value: 'agree' })
  })

  test('[G5] reports, and who reported, are for moderators alone', async () => {
    const mine = await post('Reported.')
    await house.must(ben, 'comment.report', { consultation: slug, id: mine.id, reason: 'duplicate', note: 'Said twice' })
    for (const viewer of [null, ana, dan]) expect(await everything(viewer)).not.toContain('Said twice')
    const staff = await everything(mia)
    expect(staff).toContain('Said twice')
    expect(staff).not.toContain(`"${ben.id}"`)
    await house.must(mia, 'comment.keep', { consultation: slug, id: mine.id })
  })

  test('answers to one or many: public at the comment, counted once, replaced by a later one', async () => {
    const [a, b, gone] = [await post('One.'), await post('Two.'), await post('Three.')]
    await house.must(ana, 'comment.withdraw', { consultation: slug, id: gone.id })
    await house.refused('notAllowed', ben, 'comment.answer', {
      consultation: slug,
      ids: [a.id],
      outcome: 'noted',
      text: 'Thanks.',
    })
    await house.refused('gone', dan, 'comment.answer', {
      consultation: slug,
      ids: [a.id, gone.id],
      outcome: 'noted',
      text: 'Thanks.',
    })
    await house.must(dan, 'comment.answer', { consultation: slug, ids: [a.id, b.id, a.id], outcome: 'partly', text: 'In part.' })
    await house.must(dan, 'comment.answer', { consultation: slug, ids: [a.id], outcome: 'accepted', text: 'Yes after all.' })
    const { items } = await house.db.snapshot(async trx =>
      threadOf(trx, await needConsultation(trx, slug, null), unit, askedOf({ limit: '1000' }), null),
    )
    expect(items.find(c => c.id === a.id)?.answer).toMatchObject({ outcome: 'accepted', text: 'Yes after all.' })
    expect(items.find(c => c.id === b.id)?.answer).toMatchObject({ outcome: 'partly' })
    const c = await house.db.snapshot(trx => getConsultation(trx, { id }))
    expect(c?.answered).toBe(2)
  })

  test('[G4] a correction keeps the votes and says why; a new minimum of votes is judged at once', async () => {
    const sam = await house.person('Sam', 'participant', 'secretariat')
    await house.must(ben, 'vote.cast', { consultation: slug, item: unit, value: 'agree' })
    await house.must(sam, 'paragraph.correct', {
      consultation: slug,
      id: unit,
      html: '<p>The town loses one litre in six.</p>',
      reason: 'A typo',
    })
    const { paragraphs, consultation } = await house.view(slug, null)
    expect(paragraphs.find(p => p.id === unit)).toMatchObject({
      html: '<p>The town loses one litre in six.</p>',
      agreement: { agree: 1, enough: false },
    })
    expect(consultation.history.at(-1)).toMatchObject({
      act: 'corrected',
      reason: 'A typo',
      to: 'The town loses one litre in six.',
    })
    await house.must(sam, 'consultation.describe', { consultation: slug, minVotes: 1 })
    expect((await house.view(slug, null)).paragraphs.find(p => p.id === unit)?.agreement.enough).toBe(true)
    await house.refused('notAllowed', mia, 'paragraph.correct', { consultation: slug, id: unit, html: '<p>x</p>', reason: 'No' })
  })

  test('an unpublished consultation exists for its staff alone', async () => {
    await house.commands.run(
      'consultation.create',
      { ...mia, grants: [{ role: 'secretariat', consultationId: null }] },
      { slug: `quiet-${engine}`, title: 'Quiet', lang: 'en' },
    )
    await house.refused('notFound', ben, 'comment.post', {
      consultation: `quiet-${engine}`,
      id: uuid7(),
      paragraphId: 'whole',
      text: 'Hello?',
    })
    await expect(needConsultation(house.db.read, `quiet-${engine}`, null)).rejects.toMatchObject({ reason: 'notFound' })
    await expect(needConsultation(house.db.read, `quiet-${engine}`, ben)).rejects.toMatchObject({ reason: 'notFound' })
    expect((await needConsultation(house.db.read, `quiet-${engine}`, mia)).slug).toBe(`quiet-${engine}`)
  })
})
