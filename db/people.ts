// People and what identifies them: sessions, addresses, roles, sign-ins. Nothing here leaves these tables but names and kinds (G17).

import { sql } from 'kysely'
import { row, rows, write } from './query.ts'
import type { PersonRow, SignInRow } from './schema.ts'

export const getPerson = row((q, p: { id: string }) => q.selectFrom('people').selectAll().where('id', '=', p.id))
/** The person behind a session, once for each role they have. Ended sessions too: a moment compared in SQL would have SQLite plan the query anew at every call. */
export const listBySession = rows((q, p: { hash: string }) =>
  q
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.personId')
    .leftJoin('grants as g', 'g.personId', 'p.id')
    .select(['p.id', 'p.name', 'p.kind', 'p.lang', 's.expiresAt', 'g.role', 'g.consultationId as grantedIn'])
    .where('s.hash', '=', p.hash)
    .where('p.blockedAt', 'is', null),
)
export const getByEmail = row((q, p: { email: string }) =>
  q.selectFrom('emails as e').innerJoin('people as p', 'p.id', 'e.personId').selectAll('p').where('e.email', '=', p.email),
)
export const addPerson = write((q, p: Pick<PersonRow, 'id' | 'kind' | 'name' | 'lang' | 'createdAt'>) =>
  q.insertInto('people').values({
    id: p.id,
    kind: p.kind,
    name: p.name,
    lang: p.lang,
    createdAt: p.createdAt,
    erasedAt: null,
    blockedAt: null,
    optedOutAt: null,
  }),
)
export const setName = write((q, p: { id: string; name: string }) =>
  q.updateTable('people').set({ name: p.name }).where('id', '=', p.id),
)
export const setKind = write((q, p: { id: string; kind: string }) =>
  q.updateTable('people').set({ kind: p.kind }).where('id', '=', p.id),
)
export const setOptedOut = write((q, p: { id: string; at: string | null }) =>
  q.updateTable('people').set({ optedOutAt: p.at }).where('id', '=', p.id),
)
export const setBlocked = write((q, p: { id: string; at: string | null }) =>
  q.updateTable('people').set({ blockedAt: p.at }).where('id', '=', p.id),
)
/** Everybody who is blocked, with the reason that was given. */
export const listBlocked = rows((q, _: object) =>
  q
    .selectFrom('people as p')
    .leftJoin('meta as m', j => j.on('m.name', '=', sql<string>`'block:' || "p"."id"`))
    .select(['p.id', 'p.name', 'p.kind', 'p.blockedAt', 'm.value as reason'])
    .where('p.blockedAt', 'is not', null)
    .orderBy('p.blockedAt', 'desc')
    .limit(200),
)
export const setErased = write((q, p: { id: string; at: string }) =>
  q.updateTable('people').set({ erasedAt: p.at, name: null }).where('id', '=', p.id),
)
export const addEmail = write((q, p: { person: string; email: string }) =>
  q.insertInto('emails').values({ personId: p.person, email: p.email }),
)
export const getEmail = row((q, p: { person: string }) => q.selectFrom('emails').select('email').where('personId', '=', p.person))
export const removeEmail = write((q, p: { person: string }) => q.deleteFrom('emails').where('personId', '=', p.person))

export const addSession = write((q, p: { hash: string; person: string; at: string; until: string }) =>
  q.insertInto('sessions').values({ hash: p.hash, personId: p.person, createdAt: p.at, expiresAt: p.until }),
)
export const removeSession = write((q, p: { hash: string }) => q.deleteFrom('sessions').where('hash', '=', p.hash))
export const removeSessionsOf = write((q, p: { person: string }) => q.deleteFrom('sessions').where('personId', '=', p.person))

/** Roles; consultationId '' means all consultations. */
export const listGrants = rows((q, p: { person: string }) =>
  q.selectFrom('grants').select(['role', 'consultationId']).where('personId', '=', p.person),
)
export const addGrant = write((q, p: { person: string; role: string; consultation: string; at: string }) =>
  q
    .insertInto('grants')
    .values({ personId: p.person, role: p.role, consultationId: p.consultation, at: p.at })
    .onConflict(c => c.doNothing()),
)
export const removeGrant = write((q, p: { person: string; role: string; consultation: string }) =>
  q.deleteFrom('grants').where('personId', '=', p.person).where('role', '=', p.role).where('consultationId', '=', p.consultation),
)
/** Everybody with a role. Addresses are masked before anybody sees them. */
export const listStaff = rows((q, _: object) =>
  q
    .selectFrom('grants as g')
    .innerJoin('people as p', 'p.id', 'g.personId')
    .leftJoin('emails as e', 'e.personId', 'p.id')
    .select(['g.personId', 'g.role', 'g.consultationId', 'p.name', 'g.at', 'e.email'])
    .orderBy('g.at')
    .orderBy('g.personId'),
)
export const getAdministrator = row((q, _: object) =>
  q.selectFrom('grants').select('personId').where('role', '=', 'administrator').limit(1),
)

export const addSignIn = write((q, p: Omit<SignInRow, 'usedAt' | 'tries'>) =>
  q.insertInto('signIns').values({
    id: p.id,
    email: p.email,
    browserHash: p.browserHash,
    linkHash: p.linkHash,
    codeHash: p.codeHash,
    next: p.next,
    createdAt: p.createdAt,
    expiresAt: p.expiresAt,
    usedAt: null,
    tries: 0,
  }),
)
export const getByLink = row((q, p: { hash: string }) => q.selectFrom('signIns').selectAll().where('linkHash', '=', p.hash))
/** Sign-ins asked for from one browser, newest first. */
export const listByBrowser = rows((q, p: { hash: string; now: string }) =>
  q
    .selectFrom('signIns')
    .selectAll()
    .where('browserHash', '=', p.hash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', p.now)
    .orderBy('createdAt', 'desc')
    .limit(3),
)
export const setUsed = write((q, p: { id: string; at: string }) =>
  q.updateTable('signIns').set({ usedAt: p.at }).where('id', '=', p.id).where('usedAt', 'is', null),
)
/** Counts one more try below the limit; 0 when all have been used, also by others at the same moment. */
export const addTry = write((q, p: { id: string; most: number }) =>
  q
    .updateTable('signIns')
    .set(e => ({ tries: e('tries', '+', sql.lit(1)) }))
    .where('id', '=', p.id)
    .where('tries', '<', p.most),
)
export const removeOldSignIns = write((q, p: { before: string }) => q.deleteFrom('signIns').where('expiresAt', '<', p.before))
export const removeOldSessions = write((q, p: { now: string }) => q.deleteFrom('sessions').where('expiresAt', '<', p.now))

export const getMeta = row((q, p: { name: string }) => q.selectFrom('meta').select('value').where('name', '=', p.name))
export const setMeta = write((q, p: { name: string; value: string }) =>
  q
    .insertInto('meta')
    .values({ name: p.name, value: p.value })
    .onConflict(c => c.column('name').doUpdateSet(e => ({ value: e.ref('excluded.value') }))),
)
export const removeMeta = write((q, p: { name: string }) => q.deleteFrom('meta').where('name', '=', p.name))

export const addMail = write((q, p: { id: string; kind: string; to: string; subject: string; text: string; at: string }) =>
  q.insertInto('outbox').values({
    id: p.id,
    kind: p.kind,
    to: p.to,
    subject: p.subject,
    text: p.text,
    createdAt: p.at,
    sentAt: null,
    tries: 0,
    error: null,
    dueAt: p.at,
  }),
)
export const listUnsent = rows((q, p: { now: string; most: number; limit: number }) =>
  q
    .selectFrom('outbox')
    .selectAll()
    .where('sentAt', 'is', null)
    .where('tries', '<', p.most)
    .where('dueAt', '<=', p.now)
    .orderBy('createdAt')
    .limit(p.limit),
)
/** How many wait to be sent and are still tried. */
export const countUnsent = row((q, p: { most: number }) =>
  q
    .selectFrom('outbox')
    .select(e => e.fn.countAll<number>().as('n'))
    .where('sentAt', 'is', null)
    .where('tries', '<', p.most),
)
/** One process sends a mail: changes nothing when another was first. `until` is when it may be tried again if this one dies. */
export const claimMail = write((q, p: { id: string; tries: number; next: number; until: string }) =>
  q
    .updateTable('outbox')
    .set({ tries: p.next, dueAt: p.until })
    .where('id', '=', p.id)
    .where('tries', '=', p.tries)
    .where('sentAt', 'is', null),
)
/** A sent mail keeps its row for a month, without its words: they held a code and a link. */
export const setSent = write((q, p: { id: string; at: string }) =>
  q.updateTable('outbox').set({ sentAt: p.at, subject: '', text: '', error: null }).where('id', '=', p.id),
)
export const setUnsent = write((q, p: { id: string; tries: number; error: string; dueAt: string }) =>
  q.updateTable('outbox').set({ tries: p.tries, error: p.error, dueAt: p.dueAt }).where('id', '=', p.id),
)
export const wipeMails = write((q, p: { before: string }) =>
  q.updateTable('outbox').set({ subject: '', text: '' }).where('createdAt', '<', p.before).where('text', '<>', ''),
)
export const removeOldMails = write((q, p: { before: string }) => q.deleteFrom('outbox').where('createdAt', '<', p.before))
export const listOutbox = rows((q, p: { limit: number }) =>
  q
    .selectFrom('outbox')
    .select(['id', 'kind', 'to', 'createdAt', 'sentAt', 'tries', 'error'])
    .orderBy('createdAt', 'desc')
    .limit(p.limit),
)
