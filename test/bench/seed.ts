// Fills an empty data folder: people with sessions, one consultation of 200 units, comments and votes, tallies counted.

import { open, type Db } from '../../db/open.ts'
import { addConsultation, addLog, setLog } from '../../db/consultations.ts'
import { addComment, addPlace, setPlace } from '../../db/comments.ts'
import { addDraftUnit, listDraft } from '../../db/drafts.ts'
import { addEvent } from '../../db/events.ts'
import { addGrant, addPerson, addSession } from '../../db/people.ts'
import { addItem, setTally, setVote } from '../../db/votes.ts'
import { publishUnits } from '../../server/commands/consultation.ts'
import { wilson } from '../../shared/agreement.ts'
import { hashOf } from '../../server/people.ts'
import { indexNow } from '../../server/search-index.ts'
import { uuid7 } from '../../server/clock.ts'

export const tokenOf = (person: number): string => `bench-token-${person}`
export interface Seeded {
  slug: string
  units: string[]
  busy: string
  people: number
}
const AT = '2026-11-01T08:00:00.000Z'
const words =
  'the town will build more shade and open its yards on Saturdays so that everybody can meet there and children play in the cool of trees'.split(
    ' ',
  )
const sentence = (seed: number, n: number): string =>
  Array.from({ length: n }, (_, i) => words[(seed * 7 + i * 3) % words.length]).join(' ')

/** `comments` spread over all units but for `thread` of them on the first; `votes` on units and comments. */
export async function seed(
  dir: string,
  size: { people: number; comments: number; votes: number; thread?: number; drafters?: number },
): Promise<Seeded> {
  const db = await open({ file: `${dir}/parley.db` })
  const id = 'benchconsult'
  const units = Array.from({ length: 200 }, (_, i) => `unit${String(i).padStart(8, '0')}`)
  await db.write(async trx => {
    await addConsultation(trx, {
      id, slug: 'bench', title: 'Bench', lang: 'en', dir: 'ltr', asker: null, description: '', links: '[]', next: '', opensAt: null, closesAt: '2099-01-01T00:00:00.000Z',
      closingWall: '2099-01-01T00:00:00', closingZone: 'UTC', createdAt: AT, publishedAt: AT, openedAt: AT, closedAt: null, closedSeq: null, archivedAt: null,
      reportPublicAt: AT, revision: 1, minVotes: 5, guests: 1, wholeId: 'benchwhole00', rehearsalOf: null, rehearsalHash: null, imported: null,
    }) // prettier-ignore
    await addLog(trx, { id, at: AT })
    await addPlace(trx, { id: 'benchwhole00', consultation: id })
    for (const [position, unit] of units.entries()) {
      const heading = position % 20 === 0
      const text = heading ? `Part ${position / 20 + 1}` : sentence(position, 70)
      await addDraftUnit(trx, {
        id: unit,
        consultationId: id,
        position,
        kind: heading ? 'heading' : 'prose',
        level: heading ? 1 : null,
        html: heading ? text : `<p>${text}</p>`,
        text,
        items: 0,
        rows: 0,
        footnotes: '[]',
      })
    }
    await publishUnits(trx, await listDraft(trx, { consultation: id }), id, 1, AT, 1)
    for (let p = 0; p < size.people; p++) {
      await addPerson(trx, { id: `person${p}`, kind: 'participant', name: `Person ${p}`, lang: 'en', createdAt: AT })
      await addSession(trx, { hash: hashOf(tokenOf(p)), person: `person${p}`, at: AT, until: '2099-01-01T00:00:00.000Z' })
      if (p < (size.drafters ?? 0)) await addGrant(trx, { person: `person${p}`, role: 'drafter', consultation: id, at: AT })
    }
  })
  await fill(
    db,
    id,
    units.filter((_, i) => i % 20 !== 0),
    size,
  )
  await indexNow({ db }, id)
  await db.close()
  const votable = units.filter((_, i) => i % 20 !== 0)
  return { slug: 'bench', units: votable, busy: votable[0] ?? '', people: size.people }
}

async function fill(
  db: Db,
  id: string,
  units: string[],
  size: { people: number; comments: number; votes: number; thread?: number },
): Promise<void> {
  const counts = new Map<string, number>()
  const ids: string[] = []
  const STEP = 2_000
  for (let from = 0; from < size.comments; from += STEP)
    await db.write(async trx => {
      for (let n = from; n < Math.min(size.comments, from + STEP); n++) {
        const placeId = n < (size.thread ?? 0) ? (units[0] ?? '') : (units[n % units.length] ?? '')
        const comment = uuid7(1_700_000_000_000 + n)
        const threads = (counts.get(placeId) ?? 0) + 1
        counts.set(placeId, threads)
        ids.push(comment)
        await addItem(trx, { id: comment, consultationId: id, kind: 'comment', placeId, replyTo: null, seq: n + 1 })
        await addComment(trx, {
          id: comment,
          consultationId: id,
          placeId,
          replyTo: null,
          quotes: null,
          personId: `person${n % size.people}`,
          authorName: `Person ${n % size.people}`,
          authorKind: 'participant',
          kind: null,
          lang: 'en',
          text: sentence(n, 40),
          revision: 1,
          postedAt: AT,
        })
        await addEvent(trx, {
          consultationId: id,
          seq: n + 1,
          at: AT,
          type: 'comment.posted',
          personId: `person${n % size.people}`,
          subject: comment,
          data: JSON.stringify({ place: { id: placeId, comments: { threads, all: threads } }, parent: null }),
        })
      }
    })
  const tallies = new Map<string, [number, number, number]>()
  const items = [...units, ...ids.slice(0, 5_000)]
  let seq = size.comments
  let cast = 0
  for (let p = 0; p < size.people && cast < size.votes; p++)
    await db.write(async trx => {
      for (let k = 0; k < Math.ceil(size.votes / size.people) && cast < size.votes; k++) {
        const item = items[(p * 31 + k * 17) % items.length] ?? ''
        const value = (p * 7 + k * 3) % 10 < 6 ? 'agree' : (p + k) % 3 ? 'disagree' : 'unsure'
        const tally = tallies.get(item) ?? [0, 0, 0]
        tally[value === 'agree' ? 0 : value === 'disagree' ? 1 : 2]++
        tallies.set(item, tally)
        await setVote(trx, { consultation: id, person: `person${p}`, item, value, guest: 0, at: AT })
        await addEvent(trx, {
          consultationId: id,
          seq: ++seq,
          at: AT,
          type: 'vote.cast',
          personId: `person${p}`,
          subject: item,
          data: JSON.stringify({ item, value, tally: [...tally, 0] }),
        })
        cast++
      }
    })
  await db.write(async trx => {
    for (const [place, n] of counts) await setPlace(trx, { id: place, threads: n, comments: n })
    for (const [item, [agree, disagree, unsure]] of tallies)
      await setTally(trx, { id: item, agree, disagree, unsure, guests: 0, low: wilson(agree, agree + disagree)?.low ?? 0 })
    await setLog(trx, { id, lastSeq: seq, lastAt: AT, votes: cast, comments: size.comments, answered: 0 })
  })
}
