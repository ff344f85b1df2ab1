// A consultation with very many comments, written straight into the tables: some reported, hidden, withdrawn, answered, in several hands.

import { addAnswer, addComment, addReport, setAnswer, setHidden, setPlace, setReports, setWithdrawn } from '../../db/comments.ts'
import { addEvent } from '../../db/events.ts'
import { getConsultation, setLog } from '../../db/consultations.ts'
import { addPerson } from '../../db/people.ts'
import { addItem, setShut } from '../../db/votes.ts'
import type { Db } from '../../db/open.ts'
import { uuid7 } from '../../server/clock.ts'
import { indexNow } from '../../server/search-index.ts'
import { commentKinds, reasons } from '../../shared/comment.ts'

const AT = Date.parse('2026-10-05T10:00:00.000Z')
const PEOPLE = 60
const sayings = [
  'The pumps in Mill Street have failed three winters in a row. Please begin there, and say when.',
  'I agree, but who pays for it? The figures on page twelve do not add up.',
  'Our school lies next to the works. Lorries must not pass between eight and nine in the morning.',
  'This has been promised since 2009.\n\nA date would help more than another study.',
  'Please say plainly what happens to tenants whose rent rises afterwards.',
]

export interface Many {
  ids: string[]
}

/** Comment n is reported at every 50th, hidden at every 40th, withdrawn at every 101st, answered at every 7th. */
export async function manyComments(db: Db, id: string, units: string[], n: number, from = AT): Promise<Many> {
  const ids: string[] = []
  const places = new Map<string, number>()
  await db.write(async trx => {
    const log = await getConsultation(trx, { id })
    if (!log) throw new Error('no consultation')
    const name = (i: number): string => `Person ${(i % PEOPLE) + 1}`
    for (let i = 0; i < PEOPLE; i++)
      await addPerson(trx, {
        id: `many${id}${i}`,
        kind: i % 3 ? 'participant' : 'guest',
        name: name(i),
        lang: 'en',
        createdAt: new Date(from).toISOString(),
      })
    let seq = log.lastSeq
    let answered = 0
    for (let i = 0; i < n; i++) {
      const at = new Date(from - (n - i) * 60_000).toISOString()
      const comment = uuid7(from + i)
      const placeId = units[i % units.length] ?? ''
      const personId = `many${id}${i % PEOPLE}`
      places.set(placeId, (places.get(placeId) ?? 0) + 1)
      ids.push(comment)
      await addItem(trx, { id: comment, consultationId: id, kind: 'comment', placeId, replyTo: null, seq: ++seq })
      await addComment(trx, {
        id: comment,
        consultationId: id,
        placeId,
        replyTo: null,
        quotes: null,
        personId,
        authorName: name(i),
        authorKind: i % 3 ? 'participant' : 'guest',
        kind: i % 4 ? (commentKinds[i % commentKinds.length] ?? null) : null,
        lang: 'en',
        text: `${sayings[i % sayings.length] ?? ''} (${i + 1})`,
        revision: 1,
        postedAt: at,
      })
      const all = places.get(placeId) ?? 0
      const data = JSON.stringify({ place: { id: placeId, comments: { threads: all, all } }, parent: null })
      await addEvent(trx, { consultationId: id, seq, at, type: 'comment.posted', personId, subject: comment, data })
      if (i % 50 === 0) {
        const reason = reasons[i % reasons.length] ?? 'other'
        await addReport(trx, {
          comment,
          person: `many${id}${(i + 1) % PEOPLE}`,
          consultation: id,
          reason,
          note: 'Please look.',
          at,
        })
        await setReports(trx, { id: comment, reports: 1 })
      }
      if (i % 40 === 1) {
        await setHidden(trx, { id: comment, at, reason: 'offTopic', note: null })
        await setShut(trx, { id: comment, at })
      } else if (i % 101 === 2) {
        await setWithdrawn(trx, { id: comment, at })
        await setShut(trx, { id: comment, at })
      } else if (i % 7 === 3) {
        const answer = uuid7(from + i)
        await addAnswer(trx, {
          id: answer,
          consultation: id,
          outcome: 'noted',
          text: 'Thank you. The plan names the streets in chapter two.',
          person: personId,
          at,
          seq,
        })
        await setAnswer(trx, { id: comment, answer })
        answered++
      }
    }
    for (const [place, comments] of places) await setPlace(trx, { id: place, threads: comments, comments })
    await setLog(trx, {
      id,
      lastSeq: seq,
      lastAt: new Date(from).toISOString(),
      votes: log.votes,
      comments: log.comments + n,
      answered: log.answered + answered,
    })
  })
  await indexNow({ db }, id)
  return { ids }
}
