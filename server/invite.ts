// Inviting colleagues: a mail that says where to sign in, or, in a house without a mail server, a link to hand over.

import { addMail, getByEmail, getEmail } from '../db/people.ts'
import type { Words } from '../shared/words.ts'
import { newId } from './clock.ts'
import type { House } from './house.ts'
import { emailOf, operatorLink } from './sign-in.ts'

export interface Invitation {
  email: string
  title: string
  /** The path they work at. */
  path: string
  base: string
  t: Words
}

/** The mail holds no secret: who gets it signs in with a code of their own. */
async function inviteByMail(house: House, { email, title, path, base, t }: Invitation): Promise<void> {
  const link = `${base}/sign-in?next=${encodeURIComponent(path)}`
  await house.db.write(trx =>
    addMail(trx, {
      id: newId(),
      kind: 'invitation',
      to: emailOf(email),
      subject: t('mail.invite.subject', { title }),
      text: t('mail.invite.text', { title, link }),
      at: house.now(),
    }),
  )
}

/**
 * Answers a link to hand over, or null when a mail is on its way or the person is known already and signs in as before:
 * a link for somebody who is known would let whoever made it in as them.
 */
export async function invite(house: House, invitation: Invitation, known: boolean): Promise<string | null> {
  if (!house.config.smtpUrl) return known ? null : operatorLink(house, invitation.email, invitation.base)
  await inviteByMail(house, invitation)
  return null
}

export const isKnown = async (house: House, email: string): Promise<boolean> =>
  (await getByEmail(house.db.read, { email: emailOf(email) })) !== undefined

/** The address of somebody with a role, to give the role back. */
export const addressOf = async (house: House, person: string): Promise<string> =>
  (await getEmail(house.db.read, { person }))?.email ?? ''
