// Files beside a draft, for readers to download: added and removed by who manages the consultation, through the same write path.

import { addFile, listAttachments, removeFile } from '../../db/drafts.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done } from '../command.ts'

const LARGEST_FILE = 20 * 1024 * 1024
const MOST = 50
const LONGEST_NAME = 150

/** The name a file was chosen by, without folders and signs no file system holds. */
const fileNameOf = (name: string): string =>
  [
    ...(name
      .normalize('NFC')
      .split(/[/\\]/)
      .at(-1)
      // oxlint-disable-next-line no-control-regex
      ?.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|?*:]/g, '')
      .trim() ?? ''),
  ]
    .slice(-LONGEST_NAME)
    .join('')

export async function attachFile(ctx: Ctx, file: { name: string; bytes: Uint8Array }): Promise<Done> {
  const { trx, consultation: c, actor, newId } = ctx
  refuseIf(mayDo(actor, 'consultation.manage', c.id))
  const name = fileNameOf(file.name)
  if (!name || !file.bytes.length) throw new Refusal(no('invalid', 'file'))
  if (file.bytes.length > LARGEST_FILE) throw new Refusal(no('tooLarge', 'file'))
  if ((await listAttachments(trx, { consultation: c.id })).length >= MOST)
    throw new Refusal(no('invalid', 'files', { most: MOST }))
  const id = newId()
  await addFile(trx, {
    id,
    consultationId: c.id,
    name,
    type: 'application/octet-stream',
    purpose: 'attachment',
    bytes: file.bytes,
  })
  return { events: [{ type: 'consultation.described', subject: c.id, data: {} }], result: { id } }
}

/** A file that is not there (any more) stays away: nothing happens. */
export async function detachFile(ctx: Ctx, id: string): Promise<Done> {
  const { trx, consultation: c, actor } = ctx
  refuseIf(mayDo(actor, 'consultation.manage', c.id))
  const removed = await removeFile(trx, { id, consultation: c.id })
  return { events: removed ? [{ type: 'consultation.described', subject: c.id, data: {} }] : [], result: { id } }
}
