// Who does what and when in the demonstration: a list of commands in the order of time, drawn with dice that fall the same way each time.

import type { CommandName } from '../../shared/commands.schema.ts'
import type { Actor } from '../../shared/role.ts'
import { DEMO, type DemoLang } from '../../shared/demo.ts'
import { diceOf, type Dice } from './dice.ts'
import { leaningOf } from './leanings.ts'
import type { Said } from './script.ts'

export interface Act {
  at: number
  actor: Actor
  name: CommandName
  input: Record<string, unknown>
}
export interface Stage {
  lang: DemoLang
  consultation: string
  units: { id: string; number: number | null }[]
  opened: number
  now: number
  office: string
}
interface Spoken extends Said {
  id: string
  at: number
  actor: Actor
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** How much happens on each day, the oldest first: the opening, a lull, a newspaper's article, and the last days. */
const days = [9, 14, 11, 7, 5, 3, 3, 4, 12, 9, 6, 5, 7, 6]
const hours = [6.2, 7.1, 7.6, 8.3, 9.5, 11, 12.2, 12.7, 13.4, 15, 16.3, 17.5, 18.4, 19.2, 19.8, 20.4, 20.9, 21.5, 22.2]
const SILENT = 50

export function planOf(stage: Stage, script: Said[]): { people: Actor[]; acts: Act[] } {
  const dice = diceOf(`plan ${stage.lang}`)
  const cast = castOf(stage)
  const spoken = spokenOf(stage, script, cast.named, dice)
  const acts = spoken.flatMap(s => actsOf(s, spoken, stage, cast.office, dice))
  for (let n = 0; n < SILENT; n++) cast.silent(n)
  for (const actor of cast.people()) if (actor !== cast.office) acts.push(...votesOf(actor, stage, spoken, dice))
  return { people: cast.people(), acts: acts.sort((x, y) => x.at - y.at) }
}

/** The people, each made when first named; two in five of those who only vote are confirmed. */
function castOf({ lang, consultation, office }: Stage) {
  const known = new Map<string, Actor>()
  const add = (key: string, name: string | null, kind: 'guest' | 'participant', grants: Actor['grants'] = []): Actor => {
    const found = known.get(key)
    if (found) return found
    const actor: Actor = { id: `${DEMO}${lang}-${known.size + 1}`, name, kind, grants, lang }
    known.set(key, actor)
    return actor
  }
  const staff = add('§', office, 'participant', [{ role: 'secretariat', consultationId: consultation }])
  return {
    office: staff,
    named: (said: Said) => (said.staff ? staff : add(said.name, said.name, said.guest ? 'guest' : 'participant')),
    silent: (n: number) => add(`silent ${n}`, null, n % 5 < 2 ? 'participant' : 'guest'),
    people: () => [...known.values()],
  }
}

/** A moment of a day that people have time in, at least forty minutes ago. */
function momentIn({ now, opened }: Stage, dice: Dice): number {
  let left = dice.next() * days.reduce((sum, n) => sum + n, 0)
  const day = days.findIndex(n => (left -= n) < 0)
  const midnight = Math.floor(now / DAY) * DAY - (days.length - 1 - day) * DAY
  const at = midnight + (hours[Math.floor(dice.next() * hours.length)] ?? 12) * HOUR + dice.between(0, 50) * MINUTE
  return Math.max(opened + HOUR, at > now - 40 * MINUTE ? at - DAY : at)
}

/** When each thing is said: comments in their days, replies some hours after what they answer. */
function spokenOf(stage: Stage, script: Said[], named: (said: Said) => Actor, dice: Dice): Spoken[] {
  const spoken: Spoken[] = []
  for (const said of script) {
    const answered = said.answers === null ? null : spoken[said.answers]
    const at = answered ? after(answered.at, 0.4, 22, stage.now, dice) : momentIn(stage, dice)
    spoken.push({ ...said, id: dice.id(), at, actor: named(said) })
  }
  return spoken
}

/** Some hours later, sooner where the present is nearer. */
function after(at: number, low: number, high: number, now: number, dice: Dice): number {
  const later = at + dice.between(low, high) * HOUR
  return later < now - MINUTE ? later : at + (now - MINUTE - at) * dice.between(0.3, 0.8)
}

/** What is said, and what becomes of it. */
function actsOf(said: Spoken, all: Spoken[], { now, units, lang }: Stage, office: Actor, dice: Dice): Act[] {
  const { id, at, actor } = said
  const heading = said.place.startsWith('h') ? Number(said.place.slice(1)) : 0
  const unit = heading ? units.filter(u => u.number === null)[heading - 1] : units.find(u => String(u.number) === said.place)
  if (!unit && said.place !== 'whole') throw new Error(`the demonstration has no unit ${said.place}`)
  const post = {
    id,
    paragraphId: unit?.id ?? 'whole',
    text: said.before ?? said.text,
    replyTo: said.answers === null ? null : all[said.answers]?.id,
    kind: said.kind,
    lang,
  }
  const acts: Act[] = [{ at, actor, name: 'comment.post', input: post }]
  if (said.before) acts.push({ at: at + 6 * MINUTE, actor, name: 'comment.edit', input: { id, text: said.text } })
  if (said.withdrawn) acts.push({ at: after(at, 3, 5, now, dice), actor, name: 'comment.withdraw', input: { id } })
  const reported = said.reported ?? said.hidden
  const witness = all.find(s => s.actor !== actor && s.at < at)?.actor ?? office
  const seen = after(at, 0.3, 1, now, dice)
  if (reported) acts.push({ at: seen, actor: witness, name: 'comment.report', input: { id, reason: reported.reason } })
  if (said.hidden)
    acts.push({ at: after(seen, 0.5, 2, now, dice), actor: office, name: 'comment.hide', input: { id, ...said.hidden } })
  if (said.official)
    acts.push({
      at: after(at, 20, 90, now, dice),
      actor: office,
      name: 'comment.answer',
      input: { ids: [id], ...said.official },
    })
  return acts
}

/** One person's votes: one or two sittings, on units by how much they are cared for, and on what was said before. */
function votesOf(actor: Actor, stage: Stage, spoken: Spoken[], dice: Dice): Act[] {
  const acts: Act[] = []
  const tilt = dice.between(-0.24, 0.24)
  const breadth = dice.between(0.15, 1)
  let at = momentIn(stage, dice)
  const cast = (item: string, agree: number): void => {
    at += dice.between(12, 95) * 1_000
    const drawn = dice.next()
    const value = drawn < 0.07 ? 'unsure' : dice.next() < agree ? 'agree' : 'disagree'
    const vote = (moment: number, choice: string | null): void =>
      void acts.push({ at: moment, actor, name: 'vote.cast', input: { item, value: choice } })
    vote(at, value)
    if (drawn > 0.985) vote(at + 9_000, drawn > 0.995 ? null : value === 'agree' ? 'disagree' : 'agree')
  }
  for (const { id, number } of stage.units) {
    const { agree, care } = number === null ? { agree: 0, care: 0 } : leaningOf(number)
    const spread = agree * (1 - agree) * 4
    if (dice.next() < care * breadth) cast(id, Math.min(0.99, agree + tilt * spread))
  }
  for (const said of spoken) {
    const care = said.liked ? 0.24 : said.answers === null ? 0.1 : 0.05
    const agree = said.liked === '/' ? 0.5 : said.liked === '+' ? 0.93 : dice.between(0.45, 0.95)
    const cares = dice.next() < care * breadth
    const stands = !said.hidden && !said.withdrawn && said.actor !== actor
    if (cares && stands && at > said.at + 20 * MINUTE) cast(said.id, agree)
  }
  return acts.filter(act => act.at < stage.now)
}
