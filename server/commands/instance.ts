// instance.describe: name, logo and own pages of the instance, by administrators alone.

import { addLogo, removeLogos, setSetting } from '../../db/instance.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { HouseCtx, In } from '../command.ts'
import { checkPicture } from '../import/pictures.ts'

const LARGEST_LOGO = 256 * 1024
const MOST_PIXELS = 4_000_000

export async function describeInstance(ctx: HouseCtx, { name, logo, pages }: In<'instance.describe'>) {
  const { trx, actor, now, instanceChanged } = ctx
  refuseIf(mayDo(actor, 'instance.manage', null))
  const by = { at: now, person: actor.kind === 'operator' || actor.kind === 'system' ? null : actor.id }
  if (name !== undefined) await setSetting(trx, { name: 'name', lang: '', value: name, ...by })
  if (logo !== undefined) await setSetting(trx, { name: 'logo', lang: '', value: await storedLogo(ctx, logo), ...by })
  for (const { page, lang, text } of pages ?? []) await setSetting(trx, { name: page, lang, value: text, ...by })
  instanceChanged()
  return { name, pages: (pages ?? []).map(({ page, lang }) => ({ page, lang })) }
}

/** Only the picture itself is kept, by the type its bytes have: no SVG, no place or camera it may tell of. */
async function storedLogo({ trx, newId }: HouseCtx, base64: string | null): Promise<string> {
  await removeLogos(trx, {})
  if (base64 === null) return ''
  const checked = checkPicture(new Uint8Array(Buffer.from(base64, 'base64')))
  if (checked === 'image.tooLarge') throw new Refusal(no('tooLarge', 'logo'))
  if (typeof checked === 'string' || checked.type === 'image/gif') throw new Refusal(no('invalid', 'logo'))
  if (checked.bytes.length > LARGEST_LOGO || checked.width * checked.height > MOST_PIXELS)
    throw new Refusal(no('tooLarge', 'logo'))
  const id = newId()
  await addLogo(trx, { id, type: checked.type, bytes: checked.bytes })
  return JSON.stringify({ id, width: checked.width, height: checked.height })
}
