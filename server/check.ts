// Recounts everything and says every difference in a sentence: what the command line's check prints, and what tests call after storms.

import {
  countAfterClosing,
  countAnswered,
  countComments,
  countItems,
  countPlaces,
  countVotes,
  eventRange,
  getEventType,
  lastTold,
  listAll,
  recountItems,
  strayVotes,
  wrongComments,
  wrongDesk,
  wrongPlaces,
  wrongReplies,
  wrongReports,
  type Checked,
} from '../db/check.ts'
import type { Db } from '../db/open.ts'
import type { Trx } from '../db/query.ts'
import { wilson } from '../shared/agreement.ts'
import { checkRevisions } from './check-revisions.ts'
import type { VoteCast } from './news.ts'

export interface CheckResult {
  ok: boolean
  counted: Record<'consultations' | 'items' | 'votes' | 'comments' | 'answered' | 'places' | 'events', number>
  differences: Difference[]
}
/** `consultation` is its slug; null = the database as a whole. */
export interface Difference {
  consultation: string | null
  what: string
}

/** One state of the database, recounted (G2, G14, and the gapless numbers). */
export async function checkHouse({ db }: { db: Db }): Promise<CheckResult> {
  const counted: CheckResult['counted'] = { consultations: 0, items: 0, votes: 0, comments: 0, answered: 0, places: 0, events: 0 }
  const differences = (await db.check()).map((what): Difference => ({ consultation: null, what }))
  await db.snapshot(async trx => {
    for (const c of await listAll(trx, {})) {
      counted.consultations++
      const say = (what: string) => void differences.push({ consultation: c.slug, what })
      await checkCounts(trx, c, counted, say)
      await checkTallies(trx, c.id, say)
      await checkPlaces(trx, c.id, say)
      await checkRevisions(trx, c.id, c.revision, say)
    }
  })
  return { ok: differences.length === 0, counted, differences }
}

type Say = (what: string) => void

async function checkCounts(trx: Trx, c: Checked, counted: CheckResult['counted'], say: Say): Promise<void> {
  const { id } = c
  const [votes, comments, answered] = [
    await numberOf(countVotes(trx, { id })),
    await numberOf(countComments(trx, { id })),
    await numberOf(countAnswered(trx, { id })),
  ]
  counted.votes += votes
  counted.comments += comments
  counted.answered += answered
  counted.items += await numberOf(countItems(trx, { id }))
  counted.places += await numberOf(countPlaces(trx, { id }))
  if (votes !== c.votes) say(`the log says ${c.votes} votes, there are ${votes}`)
  if (comments !== c.comments) say(`the log says ${c.comments} comments, there are ${comments}`)
  if (answered !== c.answered) say(`the log says ${c.answered} answered, there are ${answered}`)
  if ((await wrongDesk(trx, { id })).length) say('the counters of the desk are not what its comments say')
  const events = await eventRange(trx, { id })
  const n = Number(events?.n ?? 0)
  counted.events += n
  const gapless = n === c.lastSeq && (n === 0 || (Number(events?.first) === 1 && Number(events?.last) === n))
  if (!gapless) say(`events are not numbered 1 to ${c.lastSeq}: there are ${n}, from ${events?.first} to ${events?.last}`)
  if ((c.closedAt === null) !== (c.closedSeq === null)) say('a closing time without a closing number, or the other way round')
  if (c.closedSeq === null) return
  if ((await getEventType(trx, { id, seq: c.closedSeq }))?.type !== 'consultation.closed')
    say(`event ${c.closedSeq} is not the closing`)
  const late = await numberOf(countAfterClosing(trx, { id, seq: c.closedSeq }))
  if (late) say(`${late} comments or votes were recorded after the closing at ${c.closedSeq}`)
}

async function numberOf(found: Promise<{ n: number } | undefined>): Promise<number> {
  return Number((await found)?.n ?? 0)
}

async function checkTallies(trx: Trx, id: string, say: Say): Promise<void> {
  const told = new Map<string, VoteCast['tally']>()
  for (const { subject, data } of await lastTold(trx, { id })) told.set(subject, (JSON.parse(data) as VoteCast).tally)
  for (const i of await recountItems(trx, { id })) {
    const shown = [i.agree, i.disagree, i.unsure, i.guests].join('/')
    const real = [i.agreed, i.disagreed, i.undecided, i.guested].map(Number).join('/')
    if (shown !== real) say(`item ${i.id} shows ${shown}, its votes are ${real}`)
    const last = (told.get(i.id) ?? [0, 0, 0, 0]).join('/')
    if (last !== shown) say(`item ${i.id} shows ${shown}, its last event told ${last}`)
    const low = wilson(i.agree, i.agree + i.disagree)?.low ?? 0
    if (Math.abs(low - i.low) > 1e-9) say(`item ${i.id} is sorted by ${i.low}, its lower bound is ${low}`)
  }
  const stray = await numberOf(strayVotes(trx, { id }))
  if (stray) say(`${stray} votes are on nothing that stands here`)
}

async function checkPlaces(trx: Trx, id: string, say: Say): Promise<void> {
  for (const p of await wrongPlaces(trx, { id }))
    say(`place ${p.id} says ${p.toldThreads} threads and ${p.told} comments, there are ${p.threads} and ${p.counted}`)
  for (const r of await wrongReplies(trx, { id })) say(`comment ${r.id} says ${r.told} replies, there are ${r.counted}`)
  for (const r of await wrongReports(trx, { id })) say(`comment ${r.id} says ${r.told} reports, there are ${r.counted}`)
  for (const c of await wrongComments(trx, { id })) say(`comment ${c.id} and its item or event do not fit`)
}
