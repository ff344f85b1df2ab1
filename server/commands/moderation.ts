// comment.hide, restore, keep, answer: what staff do with comments. Hiding never destroys (G10).

import { addAnswer, setAnswer, setHidden, setSeen } from '../../db/comments.ts'
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
export async function keepComment(ctx: Ctx, { id }: In<'comment.keep'>): Promise<Done> {
  refuseIf(mayDo(ctx.actor, 'comment.moderate', ctx.consultation.id))
  await needComment(ctx, id)
  await setSeen(ctx.trx, { id, at: ctx.now })
  return { events: [], result: { id } }
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
    events: [{ type: 'comment.answered', subject: answer, data: { ids: unique } }],
    result: { comments: result },
    adds: { answered: comments.filter(c => !c.answerId).length },
  }
}
