// The parts of one running Parley, put together: database, write path, log, people, limits, live news. Nothing here listens or reads the environment.

import type { IncomingHttpHeaders } from 'node:http'
import { findConsultation } from '../db/consultations.ts'
import type { Db, Where } from '../db/open.ts'
import { Refusal } from '../shared/refusal.ts'
import { createCommands, type Commands } from './command.ts'
import { handlers } from './commands/handlers.ts'
import { newId, type Now } from './clock.ts'
import type { Config } from './config.ts'
import { cookieIn, cookieName, isOwnOrigin } from './http.ts'
import { createHub, type Hub } from './hub.ts'
import { createInstance, type InstanceKeeper } from './instance.ts'
import { createLimits, type Limits } from './limits.ts'
import { createDraftRooms, type DraftRooms } from './draft-room/draft-room.ts'
import { createLive, type Live } from './live.ts'
import type { Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createPeople, type People } from './people.ts'

export interface House {
  config: Config
  where: Where
  db: Db
  now: Now
  log: Log
  hub: Hub
  people: People
  instance: InstanceKeeper
  limits: Limits
  commands: Commands
  live: Live
  metrics: Metrics
  draftRooms: DraftRooms
  /** True when a request's Origin and fetch metadata may open a socket. */
  mayConnect: (headers: IncomingHttpHeaders) => boolean
  start: () => Promise<void>
  close: () => Promise<void>
}

export interface Given {
  config: Config
  where: Where
  db: Db
  now: Now
  log: Log
  metrics?: Metrics
}

export function createHouse({ config, where, db, now, log, metrics = createMetrics() }: Given): House {
  const failed = (error: unknown) => log.error({ error }, 'in the background')
  const hub = createHub(db, failed)
  const people = createPeople(db, now)
  const instance = createInstance(db)
  const limits = createLimits(config.limits)
  const ids = new Map<string, string>()
  const uncounted = createCommands({
    db,
    now,
    newId,
    handlers,
    committed: hub.committed,
    gone: hub.gone,
    changed(person, what) {
      people.forget(person)
      if (what !== 'name') live.drop(person, what === 'gone' ? 4401 : 4426)
      draftRooms.recheck()
    },
    instanceChanged: instance.load,
    async idOf(slug) {
      const known = ids.get(slug)
      if (known) return known
      const found = await findConsultation(db.read, { slug })
      if (!found) return null
      ids.set(slug, found.id)
      return found.id
    },
  })
  const commands = counted(uncounted, metrics)
  const mayConnect: House['mayConnect'] = ({ origin, host, 'sec-fetch-site': site }) =>
    (origin === undefined || isOwnOrigin(origin, host, config)) &&
    (site === undefined || site === 'same-origin' || site === 'none')
  const sessionOf = (cookie: string | undefined) => people.session(cookieIn(cookie, cookieName(config)))
  const draftRooms = createDraftRooms({ db, hub, now, commands, sessionOf, failed })
  const live = createLive({
    db,
    hub,
    now,
    failed,
    mayConnect,
    sessionOf,
    room: () => live.sockets() < 20_000,
  })
  metrics.read('parley_sockets', 'Open sockets of live pages.', live.sockets)
  metrics.read('parley_database_bytes', 'What the database takes on its disk.', db.size)
  hub.onForeign(() => {
    people.forget()
    instance.load().catch(failed)
    live.recheck().catch(failed)
    draftRooms.recheck()
  })
  hub.onGone(id => {
    for (const [slug, known] of ids) if (known === id) ids.delete(slug)
  })
  return {
    config,
    where,
    db,
    now,
    log,
    hub,
    people,
    instance,
    limits,
    commands,
    live,
    metrics,
    draftRooms,
    mayConnect,
    async start() {
      await instance.load()
      await hub.start()
    },
    async close() {
      await Promise.all([live.close(), draftRooms.close()])
      hub.stop()
      metrics.stop()
      await db.close()
    },
  }
}

/** The same commands, with each outcome counted. */
export function counted(commands: Commands, metrics: Metrics): Commands {
  return {
    ...commands,
    run(name, actor, input, key) {
      const ran = commands.run(name, actor, input, key)
      ran.then(
        done => metrics.command(name, done.replayed ? 'replayed' : 'done'),
        (error: unknown) => metrics.command(name, error instanceof Refusal ? error.reason : 'fault'),
      )
      return ran
    },
  }
}
