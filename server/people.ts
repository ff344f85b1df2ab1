// Sessions and who is behind them: made for guests without an address, remembered for a moment, forgotten at once when rights change.

import { hash } from 'node:crypto'
import { notifyOthers } from '../db/consultations.ts'
import type { Db } from '../db/open.ts'
import { addPerson, addSession, listBySession, removeSession } from '../db/people.ts'
import type { Trx } from '../db/query.ts'
import type { Actor, Role } from '../shared/role.ts'
import { newId, secret, type Now } from './clock.ts'

const DAYS = 86_400_000
/** Idle and absolute end of sessions, in milliseconds. */
const LIFE = { participant: 30 * DAYS, staff: 0.5 * DAYS }
const REMEMBER = 20_000

export interface Session {
  token: string
  hash: string
  actor: Actor
  /** Stands in the plain forms of this session alone. */
  formToken: string
}
export interface People {
  /** The session behind a cookie, or null; asked of the database at most every 20 s. */
  session: (token: string | undefined) => Promise<Session | null>
  startGuest: (name: string | null, lang: string) => Promise<Session>
  start: (trx: Trx, person: string, staff: boolean, now: string) => Promise<string>
  end: (session: Session) => Promise<void>
  /** Forgets what is remembered of a person, or of everybody. */
  forget: (person?: string) => void
}

export const hashOf = (token: string): string => hash('sha256', token, 'base64url')

export function createPeople(db: Db, now: Now): People {
  const known = new Map<string, { until: number; session: Session | null }>()
  /** Rises whenever something is forgotten: what was asked for before is then no longer worth remembering. */
  let turn = 0

  async function load(token: string, hashed: string): Promise<Session | null> {
    const rows = await listBySession(db.lookup, { hash: hashed })
    const [person] = rows
    if (!person || person.expiresAt <= now()) return null
    const grants = rows.flatMap(g => (g.role === null ? [] : [{ role: g.role, consultationId: g.grantedIn }]))
    const actor: Actor = {
      id: person.id,
      name: person.name,
      kind: person.kind === 'participant' ? 'participant' : 'guest',
      grants: grants.map(g => ({ role: g.role as Role, consultationId: g.consultationId || null })),
      lang: person.lang,
    }
    return { token, hash: hashed, actor, formToken: hash('sha256', `form ${token}`, 'base64url').slice(0, 22) }
  }

  const start: People['start'] = async (trx, person, staff, at) => {
    const token = secret()
    const until = new Date(Date.parse(at) + (staff ? LIFE.staff : LIFE.participant)).toISOString()
    await addSession(trx, { hash: hashOf(token), person, at, until })
    return token
  }

  return {
    async session(token) {
      if (!token || token.length > 64) return null
      const hashed = hashOf(token)
      const time = Date.now()
      const found = known.get(hashed)
      if (found && found.until > time) return found.session
      const asked = turn
      const session = await load(token, hashed)
      if (known.size > 50_000) known.clear()
      if (asked === turn) known.set(hashed, { until: time + REMEMBER, session })
      return session
    },
    async startGuest(name, lang) {
      const id = newId()
      const token = await db.write(async trx => {
        const at = now()
        await addPerson(trx, { id, kind: 'guest', name, lang, createdAt: at })
        return start(trx, id, false, at)
      })
      const hashed = hashOf(token)
      const session = await load(token, hashed)
      if (!session) throw new Error('a session was made and not found')
      known.set(hashed, { until: Date.now() + REMEMBER, session })
      return session
    },
    start,
    async end(session) {
      await db.write(async trx => {
        await removeSession(trx, { hash: session.hash })
        await notifyOthers(trx, { id: '' })
      })
      turn++
      known.delete(session.hash)
    },
    forget(person) {
      turn++
      if (!person) known.clear()
      for (const [key, { session }] of known) if (session?.actor.id === person) known.delete(key)
    },
  }
}
