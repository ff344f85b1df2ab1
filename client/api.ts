// Commands up, pages down; no answer is a state and not an exception.

import type { News } from '../shared/events.ts'
import type { View } from '../shared/view.ts'
import { person } from './offline/device.ts'
import { page } from './page.ts'

export interface Refused {
  refused: string
  message: string
  detail: Record<string, string | number>
  requestId: string
}
export type Answer<T> = { ok: T } | { no: Refused } | { offline: true }

async function ask<T>(path: string, init: RequestInit, read: (answer: Response) => Promise<T>): Promise<Answer<T>> {
  try {
    const answer = await fetch(path, { ...init, signal: AbortSignal.timeout(20_000) })
    if (answer.ok) return { ok: await read(answer) }
    return answer.headers.get('content-type')?.includes('json') ? { no: (await answer.json()) as Refused } : { offline: true }
  } catch {
    return { offline: true }
  }
}
const json = <T>(answer: Response): Promise<T> => answer.json() as Promise<T>
const post = (body: object, key?: string): RequestInit => ({
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    // Taken only while the session still is this person's.
    ...(person && { 'Parley-Person': person.id }),
    ...(key && { 'Idempotency-Key': key }),
  },
  body: JSON.stringify(body),
})
const here = (): string => `/api/consultations/${page.slug}`

export const command = <T>(name: string, input: object, key: string): Promise<Answer<{ seq: number; result: T }>> =>
  ask(`/api/commands/${name}`, post({ consultation: page.slug, ...input }, key), json<{ seq: number; result: T }>)
export const rename = (name: string): Promise<Answer<object>> => ask('/api/guest', post({ name }), json<object>)
export const eventsAfter = (after: number): Promise<Answer<News>> =>
  ask(`${here()}/events?after=${after}&limit=500`, {}, json<News>)
export const viewNow = (): Promise<Answer<View>> => ask(here(), {}, json<View>)
export const piece = (path: string): Promise<Answer<string>> =>
  ask(`/c/${page.slug}/fragment/${path}`, {}, answer => answer.text())
export const wholePage = (path = location.pathname + location.search): Promise<Answer<string>> =>
  ask(path, {}, answer => answer.text())
