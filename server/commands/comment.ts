// comment.post, edit, withdraw, report: what those who take part do with comments.

import {
  addComment,
  addEdit,
  addReport,
  getComment,
  getPlace,
  getReport,
  justPosted,
  setPlace,
  setReports,
  setText,
  setWithdrawn,
  type FullComment,
} from '../../db/comments.ts'
import { getUnitState } from '../../db/paragraphs.ts'
import { addItem, isItem, setReplies, setShut } from '../../db/votes.ts'
import { mayEdit, mayPost, mayReport, mayWithdraw, tidy, type CommentFacts } from '../../shared/comment.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { authorKindOf } from '../../shared/role.ts'
import { commentOf } from '../comment-view.ts'
import type { Ctx, Done, In } from '../command.ts'
import type { CommentPosted, Moderated } from '../news.ts'
import { factsOf, frameOf } from '../view.ts'

export async function needComment({ trx, consultation }: Pick<Ctx, 'trx' | 'consultation'>, id: string): Promise<FullComment> {
  const found = await getComment(trx, { id, consultation: consultation.id })
  if (!found) throw new Refusal(no('notFound'))
  return found
}
export const commentFacts = (c: FullComment): CommentFacts => ({
  authorId: c.personId,
  postedAt: c.postedAt,
  hiddenAt: c.hiddenAt,
  withdrawnAt: c.withdrawnAt,
  replies: c.replies,
  votes: c.agree + c.disagree + c.unsure,
})

export async function postComment(ctx: Ctx, input: In<'comment.post'>): Promise<Done> {
  const { trx, consultation, actor, now, seq } = ctx
  const text = tidy(input.text)
  refuseIf(mayPost(actor, factsOf(consultation), text, now))
  const placeId = input.paragraphId === 'whole' ? consultation.wholeId : input.paragraphId
  const [place, unit, taken] = await Promise.all([
    getPlace(trx, { id: placeId, consultation: consultation.id }),
    placeId === consultation.wholeId ? undefined : getUnitState(trx, { id: placeId }),
    isItem(trx, { id: input.id }),
  ])
  if (!place) throw new Refusal(no('notFound'))
  if (unit?.archivedAt) throw new Refusal(no('gone'))
  if (taken) throw new Refusal(no('keyReused'))
  const answered = input.replyTo ? await needParent(ctx, input.replyTo, placeId) : null
  const parent = answered?.replyTo ? await needComment(ctx, answered.replyTo) : answered
  await addItem(trx, {
    id: input.id,
    consultationId: consultation.id,
    kind: 'comment',
    placeId,
    replyTo: parent?.id ?? null,
    seq,
  })
  const stored = {
    id: input.id,
    consultationId: consultation.id,
    placeId,
    replyTo: parent?.id ?? null,
    quotes: answered && answered !== parent ? answered.id : null,
    personId: actor.id,
    authorName: actor.name,
    authorKind: authorKindOf(actor, consultation.id),
    kind: input.kind ?? null,
    lang: input.lang ?? consultation.lang,
    text,
    revision: consultation.revision,
    postedAt: now,
  }
  await addComment(trx, stored)
  const comments = { threads: place.threads + (parent ? 0 : 1), all: place.comments + 1 }
  await Promise.all([
    setPlace(trx, { id: placeId, threads: comments.threads, comments: comments.all }),
    parent && setReplies(trx, { id: parent.id, replies: parent.replies + 1 }),
  ])
  const data: CommentPosted = {
    place: { id: placeId, comments },
    parent: parent && { id: parent.id, replies: parent.replies + 1 },
  }
  return {
    events: [{ type: 'comment.posted', subject: input.id, data }],
    result: commentOf(justPosted(stored, seq), frameOf(consultation, actor)),
    adds: { comments: 1 },
  }
}

/** The comment replied to: in this place, and still standing. */
async function needParent(ctx: Ctx, id: string, placeId: string): Promise<FullComment> {
  const parent = await getComment(ctx.trx, { id, consultation: ctx.consultation.id })
  if (!parent || parent.placeId !== placeId) throw new Refusal(no('invalid', 'replyTo'))
  if (parent.withdrawnAt || parent.hiddenAt) throw new Refusal(no('gone'))
  return parent
}

export async function editComment(ctx: Ctx, input: In<'comment.edit'>): Promise<Done> {
  const { trx, consultation, actor, now, seq } = ctx
  const text = tidy(input.text)
  const comment = await needComment(ctx, input.id)
  refuseIf(mayEdit(actor, factsOf(consultation), commentFacts(comment), text, now))
  if (text === comment.text) return { events: [], result: commentOf(comment, frameOf(consultation, actor)) }
  await addEdit(trx, { id: comment.id, seq, text: comment.text, at: now })
  await setText(trx, { id: comment.id, text, at: now })
  return changed(ctx, 'comment.edited', comment.id)
}

export async function withdrawComment(ctx: Ctx, { id }: In<'comment.withdraw'>): Promise<Done> {
  const comment = await needComment(ctx, id)
  refuseIf(mayWithdraw(ctx.actor, commentFacts(comment)))
  await Promise.all([setWithdrawn(ctx.trx, { id, at: ctx.now }), setShut(ctx.trx, { id, at: ctx.now })])
  return changed(ctx, 'comment.withdrawn', id)
}

export async function reportComment(ctx: Ctx, { id, reason, note }: In<'comment.report'>): Promise<Done> {
  const { trx, consultation, actor, now } = ctx
  const comment = await needComment(ctx, id)
  refuseIf(mayReport(actor, consultation, commentFacts(comment), now))
  if (await getReport(trx, { comment: id, person: actor.id })) throw new Refusal(no('conflict', 'reported'))
  const reports = comment.reports + 1
  await addReport(trx, { comment: id, person: actor.id, consultation: consultation.id, reason, note: note ?? null, at: now })
  await setReports(trx, { id, reports })
  const data: Moderated = { note: note ?? null, by: null, reason, reports }
  return { events: [{ type: 'comment.reported', subject: id, data }], result: { id } }
}

/** One event about a comment, answered with the comment as it stands. */
export async function changed(
  ctx: Ctx,
  type: 'comment.edited' | 'comment.withdrawn' | 'comment.hidden' | 'comment.restored',
  id: string,
  data: object = {},
): Promise<Done> {
  return {
    events: [{ type, subject: id, data }],
    result: commentOf(await needComment(ctx, id), frameOf(ctx.consultation, ctx.actor)),
  }
}
