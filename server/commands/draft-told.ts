// What is told of every act on a working draft: that it changed, and by which act; its text is never told.

import type { Ctx, Done } from '../command.ts'

export const told = (ctx: Ctx, act: string, result: object = {}): Done => ({
  events: [{ type: 'draft.changed', subject: ctx.consultation.id, data: { act } }],
  result,
})
