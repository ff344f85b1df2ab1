// Signing in by mail: a link that works once, by POST, in the browser that asked, and a 6-digit code; the same answer for every address (G19, G20).

import { createHmac, randomInt } from 'node:crypto'
import {
  addEmail,
  addMail,
  addPerson,
  addSignIn,
  addTry,
  getByEmail,
  getByLink,
  getEmail,
  listByBrowser,
  listGrants,
  setKind,
  setUsed,
} from '../db/people.ts'
import type { Trx } from '../db/query.ts'
import type { SignInRow } from '../db/schema.ts'
import { no, Refusal } from '../shared/refusal.ts'
import type { Words } from '../shared/words.ts'
import { newId, secret } from './clock.ts'
import type { House } from './house.ts'
import { hashOf, type Session } from './people.ts'
import { adopt } from './commands/merge.ts'

const MINUTES = 10
const TRIES = 5
const shape = /^[^\p{C}\s@<>(),;:"\\[\]]{1,64}@[^\p{C}\s@<>(),;:"\\[\]]{1,190}\.[^\p{C}\s@<>(),;:"\\[\]]{2,}$/u

/** One spelling per mailbox, as far as that can be known: trimmed, NFC, domain and local part in lower case. */
export function emailOf(text: string): string {
  const email = text.trim().normalize('NFC').toLowerCase()
  if (email.length > 254 || !shape.test(email)) throw new Refusal(no('invalid', 'email'))
  return email
}

/** The code is kept as a hash under the secret of this instance: six digits alone could be guessed from a plain one. */
const codeHash = ({ config }: House, id: string, code: string): string =>
  createHmac('sha256', config.secret ?? 'no secret outside production')
    .update(`${id} ${code}`)
    .digest('base64url')

export interface Asking {
  email: string
  /** A token only this browser holds. */
  browser: string
  next: string
  base: string
  t: Words
}

/** Writes the sign-in and its mail in one transaction; nothing depends on whether the address is known. */
export async function askSignIn(house: House, asking: Asking): Promise<void> {
  const email = emailOf(asking.email)
  const link = secret()
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const id = newId()
  const at = house.now()
  const { t } = asking
  const text = t('mail.signIn.text', { code, link: `${asking.base}/sign-in/link?token=${link}`, minutes: MINUTES })
  await house.db.write(async trx => {
    await addSignIn(trx, {
      id,
      email,
      browserHash: hashOf(asking.browser),
      linkHash: hashOf(link),
      codeHash: codeHash(house, id, code),
      next: asking.next,
      createdAt: at,
      expiresAt: later(at, MINUTES),
    })
    await addMail(trx, { id: newId(), kind: 'signIn', to: email, subject: t('mail.signIn.subject', { code }), text, at })
  })
}

const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString()

/** A link for somebody who has no mail yet, handed over by the operator: works once, in any browser, for a day. */
export async function operatorLink(house: House, email: string, base: string): Promise<string> {
  const link = secret()
  const at = house.now()
  await house.db.write(trx =>
    addSignIn(trx, {
      id: newId(),
      email: emailOf(email),
      browserHash: '',
      linkHash: hashOf(link),
      codeHash: '',
      next: '/',
      createdAt: at,
      expiresAt: later(at, 24 * 60),
    }),
  )
  return `${base}/sign-in/link?token=${link}`
}

const expired = () => new Refusal(no('invalid', 'code'))

/** Ends a sign-in that was proven: the person is found or made, a guest's traces come along, a session starts. */
async function finish(house: House, trx: Trx, signIn: SignInRow, guest: Session | null) {
  const at = house.now()
  if (!(await setUsed(trx, { id: signIn.id, at }))) throw expired()
  const known = await getByEmail(trx, { email: signIn.email })
  if (known?.blockedAt) throw new Refusal(no('notAllowed', 'blocked'))
  const id = known?.id ?? (await newParticipant(trx, signIn.email, guest, at))
  const grants = await listGrants(trx, { person: id })
  return {
    person: id,
    merge: guest && guest.actor.id !== id ? guest.actor.id : null,
    next: signIn.next,
    token: await house.people.start(trx, id, grants.length > 0, at),
  }
}

/** A new address: the guest becomes a participant and keeps everything; without a guest a new person is made. */
async function newParticipant(trx: Trx, email: string, guest: Session | null, at: string): Promise<string> {
  const own = guest?.actor.kind === 'guest' && !(await getEmail(trx, { person: guest.actor.id })) ? guest.actor.id : null
  const id = own ?? newId()
  if (own) await setKind(trx, { id: own, kind: 'participant' })
  else await addPerson(trx, { id, kind: 'participant', name: null, lang: guest?.actor.lang ?? 'en', createdAt: at })
  await addEmail(trx, { person: id, email })
  return id
}

export interface SignedIn {
  token: string
  next: string
}

async function signedIn(house: House, guest: Session | null, prove: (trx: Trx) => Promise<SignInRow>): Promise<SignedIn> {
  const done = await house.db.write(async trx => finish(house, trx, await prove(trx), guest))
  house.people.forget(done.person)
  if (done.merge && guest?.actor.kind === 'guest') await adopt(house, done.merge, done.person)
  if (guest) await house.people.end(guest)
  return { token: done.token, next: done.next }
}

/** By link: once, before it expires, and only from the browser that asked (an operator's link from any). */
export function signInByLink(house: House, link: string, browser: string | undefined, guest: Session | null): Promise<SignedIn> {
  return signedIn(house, guest, async trx => {
    const found = await getByLink(trx, { hash: hashOf(link) })
    const here = found && (found.browserHash === '' || (browser && found.browserHash === hashOf(browser)))
    if (!found || !here || found.usedAt || found.expiresAt <= house.now()) throw expired()
    return found
  })
}

/** By code, typed in the browser that asked: five tries a sign-in, counted even when the code is wrong. */
export async function signInByCode(
  house: House,
  code: string,
  browser: string | undefined,
  guest: Session | null,
): Promise<SignedIn> {
  if (!browser) throw expired()
  const typed = code.replace(/\D/g, '')
  const found = await house.db.write(async trx => {
    for (const row of await listByBrowser(trx, { hash: hashOf(browser), now: house.now() })) {
      if (!(await addTry(trx, { id: row.id, most: TRIES }))) continue
      if (row.codeHash === codeHash(house, row.id, typed)) return row
    }
    return null
  })
  if (!found) throw expired()
  return signedIn(house, guest, async () => found)
}
