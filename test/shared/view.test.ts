// Folding events into a view: every type of event is known, nothing is mutated, and what is unknown here changes nothing (G11).

import { expect, test } from 'vitest'
import { agreementOf, noVotes } from '../../shared/agreement.ts'
import type { Comment } from '../../shared/comment.ts'
import type { EventData, EventType, SeenEvent } from '../../shared/events.ts'
import { fold, LATEST, latestOf, type ParagraphView, type View } from '../../shared/view.ts'

const consultation: View['consultation'] = {
  id: 'c',
  slug: 'water',
  title: 'Water',
  lang: 'en',
  dir: 'ltr',
  state: 'open',
  opensAt: null,
  closesAt: null,
  closing: null,
  closedAt: null,
  closedSeq: null,
  revision: 1,
  minVotes: 5,
  guests: true,
  history: [],
}
const comment = (id: string, more: Partial<Comment> = {}): Comment => ({
  id,
  paragraphId: 'p',
  replyTo: null,
  quotes: null,
  url: `/c/water/comment/${id}`,
  kind: null,
  lang: 'en',
  text: 'Said.',
  state: 'published',
  reason: null,
  author: { name: 'Ana', kind: 'guest' },
  postedAt: '2026-10-05T10:00:00.000Z',
  editedAt: null,
  replies: 0,
  agreement: agreementOf(noVotes, 5),
  answer: null,
  ...more,
})
const view = (): View => ({
  seq: 1,
  consultation,
  whole: { id: 'w', comments: 0 },
  paragraphs: [
    {
      id: 'p',
      wordingId: 'p',
      number: 1,
      kind: 'prose',
      level: null,
      html: '<p>a</p>',
      comments: { threads: 0, all: 0 },
      agreement: agreementOf({ ...noVotes, agree: 3 }, 5),
      revision: 1,
      since: 1,
      earlier: [],
    },
  ],
  latest: [latestOf(comment('old'))],
  me: { id: 'ana', name: 'Ana', kind: 'guest', roles: [], votes: {} },
})
const freeze = <T>(value: T): T => {
  if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(freeze)
  return value
}
const event = <T extends EventType>(type: T, data: EventData[T]) => ({ seq: 2, at: '', type, data }) as SeenEvent

const table: { [T in EventType]: [EventData[T], (folded: View) => unknown, unknown] } = {
  agreement: [{ item: 'p', agreement: agreementOf({ ...noVotes, disagree: 1 }, 5) }, v => v.paragraphs[0]?.agreement.disagree, 1],
  'vote.mine': [{ item: 'p', value: 'agree' }, v => v.me?.votes, { p: 'agree' }],
  'comment.posted': [
    { comment: comment('new'), place: { id: 'p', comments: { threads: 1, all: 1 } }, parent: null },
    v => [v.latest.map(l => l.id), v.paragraphs[0]?.comments],
    [['new', 'old'], { threads: 1, all: 1 }],
  ],
  'comment.changed': [
    { comment: comment('old', { text: null, state: 'hidden', author: null }), what: 'hidden' },
    v => v.latest[0]?.text,
    null,
  ],
  'comment.reported': [{ id: 'old', reason: 'spam', note: null, reports: 1 }, v => v.latest.length, 1],
  'comment.moderated': [{ id: 'old', what: 'hidden', by: 'Mia', note: null }, v => v.latest.length, 1],
  'consultation.changed': [
    { what: 'described', consultation: { ...consultation, title: 'Heat', minVotes: 3 } },
    v => [v.consultation.title, v.paragraphs[0]?.agreement.enough],
    ['Heat', true],
  ],
  'paragraph.corrected': [
    { paragraph: { id: 'p', html: '<p>b</p>', revision: 2 }, reason: 'A typo', consultation: { ...consultation, revision: 2 } },
    v => [v.paragraphs[0]?.html, v.consultation.revision],
    ['<p>b</p>', 2],
  ],
  'revision.published': [
    {
      revision: 2,
      order: ['n', 'p'],
      units: [{ ...(view().paragraphs[0] as ParagraphView), id: 'n', wordingId: 'n', html: '<p>n</p>', revision: 2, since: 2 }],
      moved: { gone: 'p' },
      consultation: { ...consultation, revision: 2 },
    },
    v => [v.paragraphs.map(p => [p.id, p.number, p.html]), v.consultation.revision],
    [
      [
        ['n', 1, '<p>n</p>'],
        ['p', 2, '<p>a</p>'],
      ],
      2,
    ],
  ],
}

test.each(Object.keys(table) as EventType[])('[G11] %s changes what it says, without touching the old view', type => {
  const [data, read, expected] = table[type]
  const before = freeze(view())
  const after = fold(before, [event(type, data)], 2)
  expect(read(after)).toEqual(expected)
  expect(after.seq).toBe(2)
  expect(before).toEqual(view())
})

test('[G11] the newest ten stay, a comment on the whole counts there, a vote taken back leaves', () => {
  const posted = (id: string, place: string) =>
    event('comment.posted', { comment: comment(id), place: { id: place, comments: { threads: 1, all: 1 } }, parent: null })
  const many = fold(
    view(),
    Array.from({ length: 14 }, (_, i) => posted(`n${i}`, 'p')),
    15,
  )
  expect(many.latest.map(l => l.id)).toEqual(Array.from({ length: LATEST }, (_, i) => `n${13 - i}`))
  expect(fold(view(), [posted('x', 'w')], 2).whole.comments).toBe(1)
  const voted = fold(
    view(),
    [event('vote.mine', { item: 'p', value: 'agree' }), event('vote.mine', { item: 'p', value: null })],
    3,
  )
  expect(voted.me?.votes).toEqual({})
  expect(fold({ ...view(), me: null }, [event('vote.mine', { item: 'p', value: 'agree' })], 2).me).toBeNull()
})
