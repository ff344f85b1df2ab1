// A consultation for the tests of reports: three units and a heading, hostile strings, hidden, withdrawn, replies, answers, guests.

import { open, type Db, type Where } from '../../db/open.ts'
import { write, type Trx } from '../../db/query.ts'
import type { Tables } from '../../db/schema.ts'
import { newPlace, type EngineName } from './engines.ts'
import { hostile } from './hostile-texts.ts'

/** An insert into one table of rows with these columns, made once per shape. */
const known = new Map<string, (trx: Trx, p: object) => Promise<number>>()
export function insert<T extends keyof Tables>(trx: Trx, table: T, values: Tables[T]): Promise<number> {
  const columns = Object.keys(values)
  const name = `${table} ${columns.join(' ')}`
  const query =
    known.get(name) ??
    write((q, p: Record<string, never>) => q.insertInto(table).values(Object.fromEntries(columns.map(c => [c, p[c]])) as never))
  known.set(name, query as (trx: Trx, p: object) => Promise<number>)
  return (query as (trx: Trx, p: object) => Promise<number>)(trx, values)
}

export const SECRET = 'hidden words that only staff may read'
export const WITHDRAWN = 'withdrawn words that nobody may read'
export const NOTE = 'a note between moderators'
export const CANARY = 'canary-71f2@leak.test'
export const T0 = Date.UTC(2026, 8, 1, 21, 30)
const at = (n: number) => new Date(T0 + n * 60_000).toISOString()

export interface Fixture {
  db: Db
  where: Where
  folder: string
  slug: string
  accepted: number
  lastSeq: number
  end: () => Promise<void>
}

export interface Shape {
  closed?: boolean
  /** This many further comments, spread over the units. */
  more?: number
  units?: number
  engine?: EngineName
}

export async function reportFixture(shape: Shape = {}): Promise<Fixture> {
  const place = await newPlace(shape.engine ?? 'sqlite')
  const db = await open(place.where)
  const made = await db.write(trx => fill(trx, shape))
  const end = async () => {
    await db.close()
    await place.remove()
  }
  return { db, where: place.where, folder: place.dir, slug: 'water-act', ...made, end }
}

async function fill(trx: Trx, { closed = true, more = 0, units = 3 }: Shape) {
  const consultationId = 'c1'
  let seq = 1
  await insert(trx, 'consultations', {
    id: consultationId,
    slug: 'water-act',
    title: 'Water Act: a draft <for> "comment" & more',
    lang: 'en',
    dir: 'ltr',
    asker: 'Ministry of Water',
    description: '<p>Please read the <strong>draft</strong>.</p>',
    links: '[]',
    next: '<p>The ministry answers by March.</p>',
    opensAt: at(0),
    closesAt: at(10_000),
    closingWall: '2026-09-08T21:10:00',
    closingZone: 'Europe/Paris',
    createdAt: at(-10),
    publishedAt: at(0),
    openedAt: at(0),
    closedAt: null,
    closedSeq: null,
    archivedAt: null,
    reportPublicAt: null,
    revision: 1,
    minVotes: 5,
    guests: 1,
    wholeId: 'whole',
    rehearsalOf: null,
    rehearsalHash: null,
    imported: null,
  })
  await insert(trx, 'notices', {
    consultationId,
    seq,
    act: 'published',
    at: at(0),
    by: 'secretariat',
    reason: null,
    from: null,
    to: null,
    paragraphId: null,
    revision: 1,
  })
  const place = (id: string, threads: number, comments: number) =>
    insert(trx, 'places', { id, consultationId, threads, comments })
  const texts = ['Scope', ...Array.from({ length: units }, (_, n) => unitText(n))]
  const spread = texts.map((_, n) => (n === 0 ? 0 : Math.floor(more / units) + (n <= more % units ? 1 : 0)))
  await place('whole', 1, 1)
  for (const [n, text] of texts.entries()) {
    const id = `u${n}`
    const heading = n === 0
    await insert(trx, 'paragraphs', {
      id,
      consultationId,
      wordingId: `w${n}`,
      position: n,
      number: heading ? null : n,
      kind: heading ? 'heading' : n === 3 ? 'table' : 'prose',
      level: heading ? 1 : null,
      html:
        n === 3
          ? '<table><tr><th scope="col">Duty</th><th scope="col">Who</th></tr><tr><td>measure</td><td>utility</td></tr></table>'
          : heading
            ? text
            : `<p>${escape(text)}</p>`,
      text: n === 3 ? 'Duty\tWho\nmeasure\tutility' : text,
      items: 0,
      rows: n === 3 ? 2 : 0,
      footnotes: n === 1 ? '[{"mark":"1","text":"See the law of 1906."}]' : '[]',
      archivedAt: null,
      revision: 1,
      since: 1,
      earlier: '[]',
    })
    const first = n === 1 ? hostile.length + 2 : n === 2 ? 2 : 0
    await place(id, first + (spread[n] ?? 0), (n === 1 ? first + 2 : first) + (spread[n] ?? 0))
    const votes =
      n === 1
        ? { agree: 8, disagree: 2, unsure: 1, guests: 3, low: 0.4902 }
        : { agree: 0, disagree: n === 2 ? 2 : 0, unsure: 0, guests: 0, low: 0 }
    await insert(trx, 'items', {
      id: `w${n}`,
      consultationId,
      kind: 'wording',
      placeId: id,
      replyTo: null,
      seq: 0,
      replies: 0,
      ...votes,
      shutAt: null,
    })
  }
  await insert(trx, 'people', {
    id: 'p1',
    kind: 'participant',
    name: 'Ana',
    lang: 'en',
    createdAt: at(-5),
    erasedAt: null,
    blockedAt: null,
    optedOutAt: null,
  })
  await insert(trx, 'emails', { personId: 'p1', email: CANARY })
  await insert(trx, 'answers', {
    id: 'a1',
    consultationId,
    outcome: 'partly',
    text: '=We will see\nby March',
    personId: 'p1',
    at: at(500),
    seq: 900,
  })
  let accepted = 0
  const post = async (
    placeId: string,
    text: string,
    extra: Partial<Tables['comments']> & { replies?: number; agree?: number } = {},
  ) => {
    const { replies = 0, agree = 0, ...fields } = extra
    const id = `k${++seq}`
    accepted++
    await insert(trx, 'items', {
      id,
      consultationId,
      kind: 'comment',
      placeId,
      replyTo: fields.replyTo ?? null,
      seq,
      replies,
      agree,
      disagree: agree ? 1 : 0,
      unsure: 0,
      guests: agree ? 1 : 0,
      low: 0,
      shutAt: fields.hiddenAt ?? fields.withdrawnAt ?? null,
    })
    await insert(trx, 'comments', {
      id,
      consultationId,
      placeId,
      replyTo: null,
      quotes: null,
      personId: 'p1',
      authorName: '=Ana "the" <b>Reader</b>',
      authorKind: accepted % 3 ? 'participant' : 'guest',
      kind: accepted % 2 ? 'remark' : null,
      lang: 'en',
      text,
      revision: 1,
      postedAt: at(seq),
      editedAt: null,
      hiddenAt: null,
      hiddenReason: null,
      hiddenNote: null,
      withdrawnAt: null,
      answerId: null,
      reports: 0,
      seenAt: null,
      movedFrom: null,
      ...fields,
    })
    return id
  }
  await post('whole', 'A comment on the whole draft')
  for (const text of hostile) await post('u1', text, { agree: 4, editedAt: at(300), answerId: text === '+1+1' ? 'a1' : null })
  const parent = await post('u1', SECRET, {
    replies: 2,
    hiddenAt: at(400),
    hiddenReason: 'offensive',
    hiddenNote: NOTE,
    reports: 2,
  })
  await post('u1', 'After the hidden one')
  await post('u1', 'A reply to what is hidden', { replyTo: parent })
  await post('u1', 'A reply to the reply', { replyTo: parent, quotes: 'k99' })
  await post('u2', WITHDRAWN, { withdrawnAt: at(410), hiddenAt: at(405), hiddenReason: 'spam' })
  await post('u2', `${SECRET} again`, { hiddenAt: at(420), hiddenReason: 'personalData' })
  for (const [n, count] of spread.entries())
    for (let i = 0; i < count; i++) await post(`u${n}`, `${moreText} ${i}`, { agree: i % 7 })
  const closedSeq = ++seq
  const lastSeq = closed ? closedSeq + 1 : closedSeq
  await insert(trx, 'logs', {
    consultationId,
    lastSeq,
    lastAt: at(20_000),
    votes: 13,
    comments: accepted,
    answered: 1,
    searchedSeq: 0,
    rules: 'as made',
  })
  if (closed) {
    await close(trx, { consultationId, closedAt: at(10_000), closedSeq })
    await insert(trx, 'notices', {
      consultationId,
      seq: closedSeq,
      act: 'closed',
      at: at(10_000),
      by: 'system',
      reason: 'The deadline came.',
      from: null,
      to: null,
      paragraphId: null,
      revision: null,
    })
  }
  return { accepted, lastSeq }
}

const moreText =
  'The duty to measure should begin with the larger utilities, because the smaller ones have neither the staff nor the instruments, and'
const unitText = (n: number) =>
  n === 1
    ? '=1+1 The <utility> shall "publish" & keep its figures.'
    : `Article ${n + 1}. Every utility measures what it takes and what it returns.`
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const close = write((q, p: { consultationId: string; closedAt: string; closedSeq: number }) =>
  q.updateTable('consultations').set({ closedAt: p.closedAt, closedSeq: p.closedSeq }).where('id', '=', p.consultationId),
)

/** Takes one item away, so that comments no longer add up. */
export const loseComment = write((q, p: { id: string }) => q.deleteFrom('comments').where('id', '=', p.id))

const addToPlace = write((q, p: { id: string }) =>
  q
    .updateTable('places')
    .set(eb => ({ comments: eb('comments', '+', 1), threads: eb('threads', '+', 1) }))
    .where('id', '=', p.id),
)
const setLog = write((q, p: { id: string; seq: number }) =>
  q.updateTable('logs').set({ lastSeq: p.seq }).where('consultationId', '=', p.id),
)

/** One more comment with the next number, counted everywhere in the same transaction: id `k<seq>`. */
export async function postOne(trx: Trx, seq: number): Promise<void> {
  const of = { id: `k${seq}`, consultationId: 'c1', placeId: 'u2', replyTo: null }
  await insert(trx, 'items', {
    ...of,
    kind: 'comment',
    seq,
    replies: 0,
    agree: 0,
    disagree: 0,
    unsure: 0,
    guests: 0,
    low: 0,
    shutAt: null,
  })
  await insert(trx, 'comments', {
    ...of,
    quotes: null,
    personId: 'p1',
    authorName: 'Ana',
    authorKind: 'guest',
    kind: null,
    lang: 'en',
    text: `number ${seq}`,
    revision: 1,
    postedAt: at(seq),
    editedAt: null,
    hiddenAt: null,
    hiddenReason: null,
    hiddenNote: null,
    withdrawnAt: null,
    answerId: null,
    reports: 0,
    seenAt: null,
    movedFrom: null,
  })
  await addToPlace(trx, { id: 'u2' })
  await setLog(trx, { id: 'c1', seq })
}
