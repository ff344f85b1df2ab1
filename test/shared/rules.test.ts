// The rules with plain objects: states of a consultation, who may vote, post, edit, withdraw, extend and reopen, and why not.

import { describe, expect, test } from 'vitest'
import { MAX_TEXT, mayEdit, mayPost, mayReport, mayWithdraw, tidy, type CommentFacts } from '../../shared/comment.ts'
import {
  mayClose,
  mayExtend,
  mayPublish,
  mayReopen,
  maySee,
  mayTakePart,
  stateAt,
  type Dates,
} from '../../shared/consultation.ts'
import { no } from '../../shared/refusal.ts'
import { can, capabilities, isStaff, roles, type Actor, type Capability, type Role } from '../../shared/role.ts'
import { mayVote } from '../../shared/vote.ts'

const at = (time: string) => `2026-10-05T${time}:00.000Z`
const dates: Dates = { publishedAt: at('08:00'), opensAt: at('09:00'), closesAt: at('12:00'), closedAt: null }
const open = { ...dates, id: 'c', guests: true }
const person = (more: Partial<Actor> = {}): Actor => ({
  id: 'ana',
  name: 'Ana',
  kind: 'participant',
  grants: [],
  lang: 'en',
  ...more,
})
const with_ = (role: Role, consultationId: string | null = null) => person({ grants: [{ role, consultationId }] })

describe('[C1] the state is judged by the dates, to the millisecond', () => {
  test.each([
    [{ ...dates, publishedAt: null }, at('10:00'), 'draft'],
    [dates, '2026-10-05T08:59:59.999Z', 'announced'],
    [dates, at('09:00'), 'open'],
    [dates, '2026-10-05T11:59:59.999Z', 'open'],
    [dates, at('12:00'), 'closed'],
    [{ ...dates, closedAt: at('10:00') }, at('10:00'), 'closed'],
    [{ ...dates, opensAt: null, closesAt: null }, at('23:00'), 'open'],
  ])('%o at %s is %s', (c, now, state) => expect(stateAt(c, now)).toBe(state))

  test('only while open, guests only where they may; a draft does not exist', () => {
    const now = at('10:00')
    expect(mayTakePart(person(), open, now)).toBeNull()
    expect(mayTakePart(null, open, now)).toEqual(no('signedOut'))
    expect(mayTakePart(person({ kind: 'guest' }), open, now)).toBeNull()
    expect(mayTakePart(person({ kind: 'guest' }), { ...open, guests: false }, now)).toEqual(no('signedOut', 'guests'))
    expect(mayTakePart(person(), open, at('08:30'))).toEqual(no('notOpenYet'))
    expect(mayTakePart(person(), open, at('12:00'))).toEqual(no('closed'))
    expect(mayTakePart(person(), { ...open, publishedAt: null }, now)).toEqual(no('notFound'))
    expect(maySee(person(), { ...open, publishedAt: null })).toEqual(no('notFound'))
    expect(maySee(with_('drafter', 'c'), { ...open, publishedAt: null })).toBeNull()
    expect(maySee(with_('drafter', 'other'), { ...open, publishedAt: null })).toEqual(no('notFound'))
  })
})

test('[V1] a vote needs something that stands', () => {
  const now = at('10:00')
  expect(mayVote(person(), open, { shutAt: null }, now)).toBeNull()
  expect(mayVote(person({ name: null }), open, { shutAt: null }, now)).toBeNull()
  expect(mayVote(person(), open, undefined, now)).toEqual(no('notFound'))
  expect(mayVote(person(), open, { shutAt: now }, now)).toEqual(no('gone'))
})

describe('comments', () => {
  const facts: CommentFacts = { authorId: 'ana', postedAt: at('10:00'), hiddenAt: null, withdrawnAt: null, replies: 0, votes: 0 }
  test('[K1] words, a length in characters as people count them, and a name', () => {
    const now = at('10:00')
    expect(mayPost(person(), open, 'Yes', now)).toBeNull()
    expect(mayPost(person(), open, '', now)).toEqual(no('invalid', 'emptyText'))
    expect(mayPost(person(), open, '🜁'.repeat(MAX_TEXT), now)).toBeNull()
    expect(mayPost(person(), open, 'a'.repeat(MAX_TEXT + 1), now)).toEqual(
      no('invalid', 'longText', { max: MAX_TEXT, length: MAX_TEXT + 1 }),
    )
    expect(mayPost(person({ name: null }), open, 'Yes', now)).toEqual(no('invalid', 'name'))
  })
  test('[K2] fifteen minutes, to the millisecond, and until somebody voted or replied', () => {
    expect(mayEdit(person(), open, facts, 'New', at('10:15'))).toBeNull()
    expect(mayEdit(person(), open, facts, 'New', '2026-10-05T10:15:00.001Z')).toEqual(no('conflict', 'editOver', { minutes: 15 }))
    expect(mayEdit(person(), open, { ...facts, votes: 1 }, 'New', at('10:01'))).toEqual(no('conflict', 'answered'))
    expect(mayEdit(person(), open, { ...facts, replies: 1 }, 'New', at('10:01'))).toEqual(no('conflict', 'answered'))
    expect(mayEdit(person({ id: 'ben' }), open, facts, 'New', at('10:01'))).toEqual(no('notAllowed', 'notYours'))
    expect(mayEdit(person(), open, { ...facts, hiddenAt: at('10:01') }, 'New', at('10:02'))).toEqual(no('gone'))
    expect(mayEdit(person(), { ...open, closesAt: at('10:05') }, facts, 'New', at('10:06'))).toEqual(no('closed'))
  })
  test('[K3] withdrawn by the author at any time, once', () => {
    expect(mayWithdraw(person(), facts)).toBeNull()
    expect(mayWithdraw(null, facts)).toEqual(no('signedOut'))
    expect(mayWithdraw(with_('administrator'), { ...facts, authorId: 'ben' })).toEqual(no('notAllowed', 'notYours'))
    expect(mayWithdraw(person(), { ...facts, withdrawnAt: at('10:01') })).toEqual(no('gone'))
  })
  test('[K4] reported by anybody with a session, also after closing', () => {
    expect(mayReport(person({ kind: 'guest', name: null }), open, facts, at('23:00'))).toBeNull()
    expect(mayReport(null, open, facts, at('10:00'))).toEqual(no('signedOut'))
    expect(mayReport(person(), open, { ...facts, hiddenAt: at('10:00') }, at('10:00'))).toEqual(no('gone'))
  })
  test('[G9] tidied once and no further', () => {
    expect(tidy(' a\r\nb\rc \n')).toBe('a\nb\nc')
    expect(tidy('e\u0301')).toBe('é')
    for (const text of ['a\u202Eb', 'x\u200Dy', '  ', 'tab\tin']) expect(tidy(tidy(text))).toBe(tidy(text))
  })
})

describe('[G16] the secretariat moves the deadline', () => {
  const now = at('10:00')
  test('extending goes forward only', () => {
    expect(mayExtend(dates, at('13:00'), now)).toBeNull()
    expect(mayExtend(dates, at('12:00'), now)).toEqual(no('invalid', 'earlier'))
    expect(mayExtend(dates, at('09:30'), now)).toEqual(no('invalid', 'past'))
    expect(mayExtend(dates, at('13:00'), at('12:00'))).toEqual(no('closed', 'extend'))
    expect(mayExtend({ ...dates, publishedAt: null }, at('13:00'), now)).toEqual(no('invalid', 'unpublished'))
  })
  test('closing once; reopening what is closed', () => {
    expect(mayClose(dates, now)).toBeNull()
    expect(mayClose({ ...dates, closedAt: now }, now)).toEqual(no('closed', 'already'))
    expect(mayReopen({ ...dates, closedAt: now }, at('13:00'), now)).toBeNull()
    expect(mayReopen({ ...dates, closedAt: now }, at('09:00'), now)).toEqual(no('invalid', 'past'))
    expect(mayReopen(dates, at('13:00'), now)).toEqual(no('invalid', 'notClosed'))
  })
  test('publishing needs a text and a deadline ahead', () => {
    const draft = { ...dates, publishedAt: null }
    expect(mayPublish(draft, 3, now)).toBeNull()
    expect(mayPublish(draft, 0, now)).toEqual(no('invalid', 'empty'))
    expect(mayPublish(dates, 3, now)).toEqual(no('invalid', 'published'))
    expect(mayPublish(draft, 3, at('12:00'))).toEqual(no('invalid', 'past'))
    expect(mayPublish({ ...draft, opensAt: at('12:00') }, 3, now)).toEqual(no('invalid', 'closesBeforeOpens'))
  })
})

describe('[G18] one table of capabilities', () => {
  const all = Object.keys(capabilities) as Capability[]
  test.each(roles)('%s has what the table says, here or everywhere', role => {
    for (const capability of all) {
      const listed: readonly Role[] = capabilities[capability]
      const allowed = role === 'administrator' || listed.includes(role)
      expect(can(with_(role), capability, 'c'), capability).toBe(allowed)
      expect(can(with_(role, 'c'), capability, 'c'), capability).toBe(allowed)
      expect(can(with_(role, 'other'), capability, 'c'), capability).toBe(false)
    }
  })
  test('without a role nothing, and nobody without a session', () => {
    for (const capability of all) {
      expect(can(person(), capability, 'c')).toBe(false)
      expect(can(person({ kind: 'guest' }), capability, 'c')).toBe(false)
      expect(can(null, capability, 'c')).toBe(false)
    }
    expect(isStaff(person(), 'c')).toBe(false)
    expect(isStaff(with_('drafter', 'c'), 'd')).toBe(false)
  })
})
