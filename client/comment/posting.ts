// A comment on its way: one attempt at a time for each place, again with the same key until there is an answer.

import type { Comment } from '../../shared/comment.ts'
import { command, rename, type Refused } from '../api.ts'
import { createKeep } from '../keep.ts'
import { connected } from '../live.ts'
import { page } from '../page.ts'
import { newId } from '../uuid7.ts'

export const keep = createKeep(page.slug, shelf(), newId)

/** Comments posted from this page: shown at once, wherever their news comes from. */
export const own = new Set<string>()

export type Outcome = { posted: Comment } | { no: Refused }
const underway = new Map<string, Promise<Outcome>>()

export interface Draft {
  place: string
  replyTo: string
  lang: string
  /** Given when the person has no name yet. */
  name: string | null
}

export function post(draft: Draft, waits: () => void): Promise<Outcome> {
  const key = `${draft.place} ${draft.replyTo}`
  const known = underway.get(key) ?? send(draft, waits).finally(() => underway.delete(key))
  underway.set(key, known)
  return known
}

async function send({ place, replyTo, lang, name }: Draft, waits: () => void): Promise<Outcome> {
  const kept = keep.put(place, replyTo, { waiting: true })
  own.add(kept.id)
  const input = { id: kept.id, paragraphId: place, text: kept.text, replyTo: replyTo || null, kind: kept.kind || null, lang }
  for (;;) {
    const named = name ? await rename(name) : { ok: {} }
    const answer = 'ok' in named ? await command<Comment>('comment.post', input, kept.key) : named
    if ('ok' in answer) {
      keep.clear(place, replyTo)
      return { posted: answer.ok.result }
    }
    if ('no' in answer) {
      keep.refused(place, replyTo)
      return { no: answer.no }
    }
    waits()
    await connected()
  }
}

function shelf(): Storage | Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  try {
    return localStorage
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} }
  }
}
