// Reads what people say in the demonstration: a line each, by the unit it is said of.

import type { CommentKind, Outcome, ReasonClass } from '../../shared/comment.ts'

export interface Said {
  /** The unit's number, `h3` for the third heading, or `whole`. */
  place: string
  /** Whom it answers: an earlier place in the list; null for a comment of its own. */
  answers: number | null
  name: string
  guest: boolean
  staff: boolean
  kind: CommentKind | null
  /** How it is received: liked, divided, or as it comes. */
  liked: '+' | '/' | null
  text: string
  /** What stood there before it was edited. */
  before: string | null
  withdrawn: boolean
  hidden: { reason: ReasonClass; note: string } | null
  reported: { reason: ReasonClass; note: string } | null
  official: { outcome: Outcome; text: string } | null
}

const kinds: Record<string, CommentKind | null> = {
  r: 'remark',
  q: 'question',
  s: 'support',
  o: 'objection',
  g: 'suggestion',
  '-': null,
}
const comment = /^\* (.+?) ([rqsog-])([+/]?): (.+)$/
const reply = /^(>+) (.+?) ?: (.+)$/
const official = /^= ([a-z-]+): (.+)$/
const fate = /^! (withdrawn|edited|hidden|reported)(?: ([A-Za-z]+))?(?:: (.+))?$/

/** Comments begin with `*`, replies with `>`, replies to replies with `>>`; `=` is the office's answer, `!` what became of it. `¶` parts paragraphs. */
export function readScript(text: string): Said[] {
  const all: Said[] = []
  let place = ''
  let thread = 0
  const say = (name: string, words: string, more: Partial<Said>): void => {
    all.push({
      place,
      answers: null,
      name: name.replace(/^~/, ''),
      guest: name.startsWith('~'),
      staff: name === '§',
      kind: null,
      liked: null,
      text: words.replaceAll(' ¶ ', '\n\n'),
      before: null,
      withdrawn: false,
      hidden: null,
      reported: null,
      official: null,
      ...more,
    })
  }
  for (const line of text.split('\n').filter(l => l.trim())) {
    const last = all.at(-1)
    const begun = comment.exec(line)
    const answered = reply.exec(line)
    const told = official.exec(line)
    const became = fate.exec(line)
    if (line.startsWith('@ ')) place = line.slice(2).trim()
    else if (begun) {
      thread = all.length
      say(begun[1] ?? '', begun[4] ?? '', { kind: kinds[begun[2] ?? '-'] ?? null, liked: (begun[3] || null) as Said['liked'] })
    } else if (answered) say(answered[2] ?? '', answered[3] ?? '', { answers: answered[1] === '>' ? thread : all.length - 1 })
    else if (told) {
      const said = all[thread]
      if (said) said.official = { outcome: told[1] as Outcome, text: told[2] ?? '' }
    } else if (became && last) befall(last, became[1] ?? '', became[2] ?? 'other', became[3] ?? '')
    else throw new Error(`the demonstration's script is not understood: ${line}`)
  }
  return all
}

function befall(said: Said, what: string, reason: string, note: string): void {
  if (what === 'withdrawn') said.withdrawn = true
  else if (what === 'edited') said.before = note
  else said[what as 'hidden' | 'reported'] = { reason: reason as ReasonClass, note }
}
