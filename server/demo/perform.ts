// Performs the demonstration: the ordinary commands, each judged at its own time in the past, all of it in one transaction.

import { notifyOthers, setLog, takeConsultation } from '../../db/consultations.ts'
import { claimMeta } from '../../db/demo.ts'
import { addEvent } from '../../db/events.ts'
import { listParagraphs } from '../../db/paragraphs.ts'
import { addPerson } from '../../db/people.ts'
import type { Trx } from '../../db/query.ts'
import { commandSchemas, type CommandName } from '../../shared/commands.schema.ts'
import { DEMO, demoSlugs, type DemoLang } from '../../shared/demo.ts'
import type { Actor } from '../../shared/role.ts'
import { numbered, type Ctx, type Done } from '../command.ts'
import { createConsultation } from '../commands/consultation.ts'
import { storeDraft } from '../commands/draft.ts'
import { handlers } from '../commands/handlers.ts'
import type { ImportedDraft } from '../import/blocks.ts'
import { operator } from '../operator.ts'
import { abouts, scriptOf } from './about.ts'
import { diceOf } from './dice.ts'
import { planOf } from './plan.ts'
import { readScript } from './script.ts'

const DAY = 86_400_000
const iso = (ms: number): string => new Date(ms).toISOString()
/** Days until each consultation closes. */
const LEFT: Record<DemoLang, number> = { en: 24, fr: 19, es: 30 }

export interface Performed {
  id: string
  seq: number
}

/** Everything or nothing; an empty list when another process was first. */
export async function performDemo(trx: Trx, drafts: Map<DemoLang, ImportedDraft>, now: number): Promise<Performed[]> {
  if (!(await claimMeta(trx, { name: 'demo', value: 'made' }))) return []
  const done: Performed[] = []
  for (const [lang, draft] of drafts) done.push(await performOne(trx, lang, draft, now))
  return done
}

async function performOne(trx: Trx, lang: DemoLang, draft: ImportedDraft, now: number): Promise<Performed> {
  const opened = Math.floor(now / DAY) * DAY - 14 * DAY + DAY / 3
  const { office } = abouts[lang]
  const id = `${DEMO}${lang}`
  const newId = diceOf(`ids ${lang}`).id
  await create(trx, lang, opened, now)
  await take(trx, id, newId, [
    { at: opened, actor: operator, handle: ctx => storeDraft(ctx, draft) },
    { at: opened, actor: operator, handle: ctx => carryOut(ctx, 'consultation.publish', {}) },
  ])
  const units = await listParagraphs(trx, { consultation: id })
  const { people, acts } = planOf({ lang, consultation: id, units, opened, now, office }, readScript(scriptOf(lang)))
  for (const { id: person, kind, name } of people) await addPerson(trx, { id: person, kind, name, lang, createdAt: iso(opened) })
  const turns = acts.map(({ at, actor, name, input }) => ({ at, actor, handle: (ctx: Ctx) => carryOut(ctx, name, input) }))
  const seq = await take(trx, id, newId, turns)
  await notifyOthers(trx, { id })
  return { id, seq }
}

async function create(trx: Trx, lang: DemoLang, opened: number, now: number): Promise<void> {
  const { title, asker, description, next, zone } = abouts[lang]
  const id = `${DEMO}${lang}`
  const ids = [id, `${id}-whole`]
  const closesAt = `${iso(now + LEFT[lang] * DAY).slice(0, 10)}T18:00`
  await createConsultation(
    {
      trx,
      actor: operator,
      now: iso(opened),
      newId: () => ids.shift() ?? '',
      gone: () => {},
      changed: () => {},
      instanceChanged: () => {},
      record: (of, events) =>
        take(trx, of, diceOf(of).id, [{ at: opened, actor: operator, handle: async () => ({ events, result: null }) }]),
    },
    { slug: demoSlugs[lang], title, lang, asker, description, next, closesAt, zone },
  )
}

interface Turn {
  at: number
  actor: Actor
  handle: (ctx: Ctx) => Promise<Done>
}

/** The write path for many acts at once: holds the log, lets each handler judge and write at its time, numbers and records; the log's numbers are written at the end. */
async function take(trx: Trx, id: string, newId: () => string, turns: Turn[]): Promise<number> {
  const log = await takeConsultation(trx, { id })
  if (!log) throw new Error(`no consultation ${id}`)
  for (const { at, actor, handle } of turns) {
    const now = iso(at)
    const { events, adds } = await handle({
      trx,
      consultation: { ...log },
      actor,
      now,
      seq: log.lastSeq + 1,
      newId,
      gone: () => {},
    })
    for (const event of numbered(id, events, actor, now, log.lastSeq)) await addEvent(trx, event)
    log.lastSeq += events.length
    log.lastAt = now
    log.votes += adds?.votes ?? 0
    log.comments += adds?.comments ?? 0
    log.answered += adds?.answered ?? 0
  }
  const { lastSeq, lastAt, votes, comments, answered } = log
  await setLog(trx, { id, lastSeq, lastAt, votes, comments, answered })
  return lastSeq
}

function carryOut(ctx: Ctx, name: CommandName, input: object): Promise<Done> {
  const handle = handlers.inConsultation[name] as (ctx: Ctx, input: unknown) => Promise<Done>
  return handle(ctx, commandSchemas[name].parse({ consultation: ctx.consultation.id, ...input }))
}
