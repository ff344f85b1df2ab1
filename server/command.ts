// The one write path: parse, lock, look up the key, judge, write, record, commit, publish. Every act of everybody goes through here.

import { hash } from 'node:crypto'
import type { z } from 'zod'
import { getConsultation, notifyOthers, setLog, takeConsultation, type Taken } from '../db/consultations.ts'
import { addEvent, addKey, getKey } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import type { Trx } from '../db/query.ts'
import type { EventRow } from '../db/schema.ts'
import { commandSchemas, type CommandName } from '../shared/commands.schema.ts'
import type { Recorded } from '../shared/events.ts'
import { no, Refusal } from '../shared/refusal.ts'
import type { Actor } from '../shared/role.ts'
import type { Now } from './clock.ts'

export interface NewEvent {
  type: Recorded
  subject: string
  data: object
  /** Whose act it was, when not the actor's: a guest's vote that becomes a known person's. */
  personId?: string
}
/** What a handler did: the events to number, what they add to the consultation's counts, and the answer. */
export interface Done {
  events: NewEvent[]
  result: unknown
  adds?: { votes?: number; comments?: number; answered?: number }
}
/** All a handler gets. `seq` is the number its first event will bear. */
export interface Ctx {
  trx: Trx
  consultation: Taken
  actor: Actor
  now: string
  seq: number
  newId: () => string
  /** Says that a consultation with all its rows is no more once this is committed. */
  gone: (consultationId: string) => void
}
export type HouseCtx = Omit<Ctx, 'consultation' | 'seq'> & {
  /** Numbers and records events in a consultation made or touched by this command. */
  record: (consultationId: string, events: NewEvent[]) => Promise<number>
  /** Says that what is remembered of a person is stale once this is committed. */
  changed: (person: string, what: PersonChange) => void
  /** Says that name, logo or own pages of the instance are other ones once this is committed. */
  instanceChanged: () => void
}
export type PersonChange = 'name' | 'rights' | 'gone'

type Schemas = typeof commandSchemas
export type In<N extends CommandName> = z.infer<Schemas[N]>
export interface Handlers {
  inConsultation: { [N in CommandName]?: (ctx: Ctx, input: In<N>) => Promise<Done> }
  inHouse: { [N in CommandName]?: (ctx: HouseCtx, input: In<N>) => Promise<unknown> }
  /** Acts that are taken only before the deadline: their commit must happen before it, too. */
  timely: ReadonlySet<CommandName>
  passDates: (ctx: Ctx) => Promise<Done>
}

export interface Commands {
  /** Runs a command. `key` makes a retry harmless (G8); without one (our own timers and command line) it simply runs. */
  run: (name: CommandName, actor: Actor | null, input: unknown, key?: string) => Promise<Ran>
  /** Acts of the house itself on a consultation that carry more than a command can: the same lock, record and publishing. */
  act: (consultationId: string, actor: Actor, handle: (ctx: Ctx) => Promise<Done>) => Promise<Ran>
  /** Opens or closes a consultation whose date has come; changes nothing when it is not due. */
  passDates: (consultationId: string, actor: Actor) => Promise<Ran>
}
export interface Ran {
  seq: number
  result: unknown
  replayed: boolean
}

interface Parts {
  db: Db
  now: Now
  newId: () => string
  handlers: Handlers
  /** Told after each commit which consultation has news. */
  committed: (consultationId: string, seq: number) => void
  /** Told after the commit that removed a consultation. */
  gone: (consultationId: string) => void
  /** Told after each commit whose name or rights are other ones now. */
  changed: (person: string, what: PersonChange) => void
  /** Told after the commit that changed what the instance tells of itself. */
  instanceChanged: () => Promise<void>
  /** Finds a consultation's lasting id by slug, from memory where known. */
  idOf: (slug: string) => Promise<string | null>
}

export function createCommands({ db, now, newId, handlers, committed, gone, changed, instanceChanged, idOf }: Parts): Commands {
  const inFlight = new Set<string>()

  async function record(
    trx: Trx,
    id: string,
    events: NewEvent[],
    actor: Actor,
    at: string,
    before: Counts,
    adds: Done['adds'],
  ): Promise<number> {
    if (!events.length) return before.lastSeq
    const seq = before.lastSeq + events.length
    const writes: Promise<unknown>[] = numbered(id, events, actor, at, before.lastSeq).map(e => addEvent(trx, e))
    writes.push(
      setLog(trx, {
        id,
        lastSeq: seq,
        lastAt: at,
        votes: before.votes + (adds?.votes ?? 0),
        comments: before.comments + (adds?.comments ?? 0),
        answered: before.answered + (adds?.answered ?? 0),
      }),
      notifyOthers(trx, { id }),
    )
    await Promise.all(writes)
    return seq
  }

  /** Judges a repeated key after the lock: the remembered answer, or a refusal when the content differs. */
  async function remembered(trx: Trx, actor: Actor, key: string | undefined, body: string): Promise<Ran | null> {
    const found = key && (await getKey(trx, { key, person: actor.id }))
    if (!found) return null
    if (found.hash !== body) throw new Refusal(no('keyReused'))
    return { seq: found.seq, result: JSON.parse(found.answer), replayed: true }
  }

  /** Lock, look up the key, judge and write, record: one transaction; published after its commit. */
  async function perform(id: string, actor: Actor, handle: (ctx: Ctx) => Promise<Done>, call: Call): Promise<Ran> {
    const removed: string[] = []
    const ran = await db.write<Ran>(async trx => {
      removed.length = 0
      const consultation = await takeConsultation(trx, { id })
      if (!consultation) throw new Refusal(no('notFound'))
      const at = now()
      const again = await remembered(trx, actor, call.key, call.body)
      if (again) return again
      const seq = consultation.lastSeq + 1
      const done = await handle({ trx, consultation, actor, now: at, seq, newId, gone: of => void removed.push(of) })
      // Only what was judged as in time: a refused act has no moment to keep, and would be judged again for ever.
      if (call.timely && consultation.closesAt && done.events.length) trx.before?.(consultation.closesAt)
      const last = consultation.lastSeq + done.events.length
      const [reached] = await Promise.all([
        record(trx, id, done.events, actor, at, consultation, done.adds),
        call.key &&
          addKey(trx, { key: call.key, person: actor.id, hash: call.body, seq: last, answer: JSON.stringify(done.result), at }),
      ])
      return { seq: reached, result: done.result, replayed: false }
    })
    for (const of of removed) gone(of)
    if (!ran.replayed) committed(id, ran.seq)
    return ran
  }

  async function inConsultation(name: CommandName, actor: Actor, input: { consultation: string }, call: Call): Promise<Ran> {
    const id = await idOf(input.consultation)
    if (!id) throw new Refusal(no('notFound'))
    const handle = handlers.inConsultation[name] as (ctx: Ctx, input: unknown) => Promise<Done>
    return perform(id, actor, ctx => handle(ctx, input), { ...call, timely: handlers.timely.has(name) })
  }

  async function inHouse(name: CommandName, actor: Actor, input: unknown, { key, body }: Call): Promise<Ran> {
    const handle = handlers.inHouse[name] as (ctx: HouseCtx, input: unknown) => Promise<unknown>
    const touched: [string, number][] = []
    const people: [string, PersonChange][] = []
    const removed: string[] = []
    let described = false
    const ran = await db.write<Ran>(async trx => {
      described = false
      touched.length = 0
      people.length = 0
      removed.length = 0
      const at = now()
      const again = await remembered(trx, actor, key, body)
      if (again) return again
      const result = await handle(
        {
          trx,
          actor,
          now: at,
          newId,
          gone: of => void removed.push(of),
          changed: (person, what) => void people.push([person, what]),
          instanceChanged: () => void (described = true),
          async record(id, events) {
            const log = (await takeConsultation(trx, { id })) ?? (await getConsultation(trx, { id }))
            if (!log) throw new Error(`no log of ${id}`)
            const seq = await record(trx, id, events, actor, at, log, undefined)
            touched.push([id, seq])
            return seq
          },
        },
        input,
      )
      const seq = touched.at(-1)?.[1] ?? 0
      if (key && !people.some(([, what]) => what === 'gone'))
        await addKey(trx, { key, person: actor.id, hash: body, seq, answer: JSON.stringify(result), at })
      if (described || people.length + removed.length) await notifyOthers(trx, { id: '' })
      return { seq, result, replayed: false }
    })
    for (const [person, what] of people) changed(person, what)
    for (const of of removed) gone(of)
    if (described) await instanceChanged()
    for (const [id, seq] of touched) committed(id, seq)
    return ran
  }

  return {
    async run(name, actor, raw, key) {
      const parsed = commandSchemas[name].safeParse(raw)
      if (!parsed.success) throw new Refusal(no('invalid', undefined, { field: parsed.error.issues[0]?.path.join('.') ?? '' }))
      if (!actor) throw new Refusal(no('signedOut'))
      const content = JSON.stringify(parsed.data)
      if (unstorable.test(content)) throw new Refusal(no('invalid'))
      const body = hash('sha256', name + content, 'base64url')
      const flight = key && `${actor.id} ${key}`
      if (flight && inFlight.has(flight)) throw new Refusal(no('conflict'))
      if (flight) inFlight.add(flight)
      try {
        return name in handlers.inConsultation
          ? await inConsultation(name, actor, parsed.data as { consultation: string }, { key, body })
          : await inHouse(name, actor, parsed.data, { key, body })
      } finally {
        if (flight) inFlight.delete(flight)
      }
    },
    act: (id, actor, handle) => perform(id, actor, handle, { body: '' }),
    passDates: (id, actor) => perform(id, actor, handlers.passDates, { body: '' }),
  }
}

/** What happened as rows of the log, numbered after the last. */
export const numbered = (consultationId: string, events: NewEvent[], actor: Actor, at: string, last: number): EventRow[] =>
  events.map((e, n) => ({
    consultationId,
    seq: last + n + 1,
    at,
    type: e.type,
    personId: e.personId ?? (actor.kind === 'system' || actor.kind === 'operator' ? null : actor.id),
    subject: e.subject,
    data: JSON.stringify(e.data),
  }))

/** NUL and half surrogates, which no database keeps as typed: refused rather than changed in silence (G9). */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

interface Call {
  key?: string | undefined
  /** Hash of the command's name and content: a repeated key with another content is refused. */
  body: string
  timely?: boolean
}
type Counts = Pick<Taken, 'lastSeq' | 'votes' | 'comments' | 'answered'>
