// The page context of a request: language, session, form token, assets.

import { isStaff } from '../../shared/role.ts'
import { wordsOf } from '../../shared/words.ts'
import type { House } from '../house.ts'
import type { Ctx } from '../http.ts'
import { baseOf } from '../http.ts'
import type { PageContext } from '../pages/context.ts'
import type { Me } from '../../shared/view.ts'
import { builtEntries } from './assets.ts'

const assets = builtEntries()

/** `me` is given where the page shows own choices; otherwise the session's person without votes. */
export function contextOf(house: House, c: Ctx, me?: Me | null): PageContext {
  const session = c.get('session')
  const lang = c.get('lang') ?? 'en'
  const actor = session?.actor
  const person: Me | null =
    actor && (actor.kind === 'guest' || actor.kind === 'participant')
      ? { id: actor.id, name: actor.name, kind: actor.kind, roles: actor.grants.map(g => g.role), votes: {} }
      : null
  const url = new URL(c.req.url)
  return {
    lang,
    t: c.get('t') ?? wordsOf(lang),
    me: me === undefined ? person : me,
    staff: isStaff(actor ?? null, null),
    formToken: session?.formToken ?? null,
    now: house.now(),
    here: url.pathname + url.search,
    instance: house.instance.now,
    base: baseOf(c, house.config),
    demo: c.get('demo') ?? null,
    assets,
  }
}
