// A picture for the draft, put into the drafting room: checked like those of files, and kept with the draft.

import { addFile } from '../../db/drafts.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done } from '../command.ts'
import { checkPicture } from '../import/pictures.ts'

export async function addPicture(ctx: Ctx, bytes: Uint8Array): Promise<Done> {
  const { trx, actor, consultation: c, newId } = ctx
  refuseIf(mayDo(actor, 'draft.edit', c.id))
  const picture = checkPicture(bytes)
  if (typeof picture === 'string')
    throw new Refusal(picture === 'image.tooLarge' ? no('tooLarge', 'picture') : no('invalid', 'picture'))
  const id = newId()
  await addFile(trx, { id, consultationId: c.id, name: '', type: picture.type, purpose: 'picture', bytes: picture.bytes })
  return { events: [], result: { src: `/c/${c.slug}/file/${id}` } }
}
