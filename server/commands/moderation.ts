// comment.hide, restore, keep, answer: what staff do with comments. Hiding never destroys (G10).

import { addAnswer, getAnswer, getComment, setAnswer, setHidden, setSeen } from '../../db/comments.ts'
import { getEvent, listTakenBack } from '../../db/events.ts'
import { setShut } from '../../db/votes.ts'
import { mayHide, mayRestore } from '../../shared/comment.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import { commentOf } from '../comment-view.ts'
import type { Ctx, Done, In } from '../command.ts'
import type { Moderated } from '../news.ts'
import { frameOf } from '../view.ts'
import { changed, commentFacts, needComment } from './comment.ts'

export async function hideComment(ctx: Ctx, { id, reason, note }: In<'comment.hide'>): Promise<Done> {
  refuseIf(mayDo(ctx.actor, 'comment.moderate', ctx.consultation.id))
  const comment = await needComment(ctx, id)
  refuseIf(mayHide(commentFacts(comment)))
  await setHidden(ctx.trx, { id, at: ctx.now, reason, note: note ?? null })
  await setShut(ctx.trx, { id, at: ctx.now })
  const data: Moderated = { note: note ?? null, by: ctx.actor.name, reason }
  return changed(ctx, 'comment.hidden', id, data)
}

export async function restoreComment(ctx: Ctx, { id, note }: In<'comment.restore'>): Promise<Done> {
  refuseIf(mayDo(ctx.actor, 'comment.moderate', ctx.consultation.id))
  const comment = await needComment(ctx, id)
  refuseIf(mayRestore(commentFacts(comment)))
  await setHidden(ctx.trx, { id, at: null, reason: null, note: null })
  await setShut(ctx.trx, { id, at: comment.withdrawnAt })
  const data: Moderated = { note: note ?? null, by: ctx.actor.name }
  return changed(ctx, 'comment.restored', id, data)
}

/** Looked at and left standing: it leaves the list of what waits; the public sees nothing of it. */
export async function keepComment(ctx: Ctx, { id, seen = true }: In<'comment.keep'>): Promise<Done> {
  refuseIf(mayDo(ctx.actor, 'comment.moderate', ctx.consultation.id))
  await needComment(ctx, id)
  await setSeen(ctx.trx, { id, at: seen ? ctx.now : null })
  return { events: [], result: { id } }
}

/** What an answer records: where it was given, and which answers stood there before. */
interface Answered {
  ids: string[]
  before?: Record<string, string>
}

/** One official answer to one or many comments; a later answer replaces an earlier one. */
export async function answerComments(ctx: Ctx, { ids, outcome, text }: In<'comment.answer'>): Promise<Done> {
  const { trx, consultation, actor, now, seq } = ctx
  refuseIf(mayDo(actor, 'comment.answer', consultation.id))
  const unique = [...new Set(ids)]
  const comments = []
  for (const id of unique) comments.push(await needComment(ctx, id))
  if (comments.some(c => c.withdrawnAt)) throw new Refusal(no('gone'))
  const answer = ctx.newId()
  const before = Object.fromEntries(comments.flatMap(c => (c.answerId ? [[c.id, c.answerId]] : [])))
  await addAnswer(trx, {
    id: answer,
    consultation: consultation.id,
    outcome,
    text: text.normalize('NFC'),
    person: actor.id,
    at: now,
    seq,
  })
  for (const id of unique) await setAnswer(trx, { id, answer })
  const result = []
  for (const id of unique) result.push(commentOf(await needComment(ctx, id), frameOf(consultation, actor)))
  return {
    events: [{ type: 'comment.answered', subject: answer, data: { ids: unique, before } satisfies Answered }],
    result: { answer, comments: result },
    adds: { answered: comments.filter(c => !c.answerId).length },
  }
}

/** What was recorded when an answer was given; null for what never was one here. */
async function givenOf({ trx, consultation }: Ctx, id: string): Promise<(Answered & { seq: number }) | null> {
  const answer = await getAnswer(trx, { id, consultation: consultation.id })
  const given = answer && (await getEvent(trx, { consultation: consultation.id, seq: answer.seq }))
  return given ? { ...(JSON.parse(given.data) as Answered), seq: answer.seq } : null
}

/** K6: taken back wherever it still stands; what it had replaced stands again, unless that was taken back since. Its words stay in the record. */
export async function unanswer(ctx: Ctx, { answer: id }: In<'comment.unanswer'>): Promise<Done> {
  const { trx, consultation, actor } = ctx
  refuseIf(mayDo(actor, 'comment.answer', consultation.id))
  const given = await givenOf(ctx, id)
  if (!given) throw new Refusal(no('notFound'))
  const standing: string[] = []
  for (const comment of given.ids)
    if ((await getComment(trx, { id: comment, consultation: consultation.id }))?.answerId === id) standing.push(comment)
  if (!standing.length) throw new Refusal(no('gone'))
  const gone = await listTakenBack(trx, { consultation: consultation.id, after: given.seq })
  const takenBack = new Set(gone.map(event => event.subject))
  let left = 0
  for (const comment of standing) {
    let before = given.before?.[comment] ?? null
    while (before && takenBack.has(before)) before = (await givenOf(ctx, before))?.before?.[comment] ?? null
    await setAnswer(trx, { id: comment, answer: before })
    if (before) left++
  }
  return {
    events: [{ type: 'comment.unanswered', subject: id, data: { ids: standing } }],
    result: { ids: standing },
    adds: { answered: left - standing.length },
  }
}
