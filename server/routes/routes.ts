// All addresses for people, one file a subject.

import { Hono } from 'hono'
import type { House } from '../house.ts'
import type { Env } from '../http.ts'
import { createImports } from '../imports.ts'
import { dashboardRoutes } from './dashboard.ts'
import { demoMarks, demoRoutes } from './demo.ts'
import { draftRoutes } from './desk-draft.ts'
import { deskRevisionRoutes } from './desk-revision.ts'
import { deskRoutes } from './desk.ts'
import { draftRoomRoutes } from './draft-room.ts'
import { feedRoutes } from './feed.ts'
import { fileRoutes } from './files.ts'
import { formRoutes } from './forms.ts'
import { instanceRoutes } from './instance.ts'
import { readingRoutes } from './reading.ts'
import { revisionRoutes } from './revisions.ts'
import { reportRoutes } from './reports.ts'
import { wayRoutes } from './desk-way.ts'
import { shareRoutes } from './share.ts'
import { signInRoutes } from './sign-in.ts'

export function pageRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const imports = createImports(house)
  app.use(demoMarks(house))
  app.route('/', demoRoutes(house))
  app.route('/', readingRoutes(house))
  app.route('/', formRoutes(house))
  app.route('/', signInRoutes(house))
  app.route('/', deskRoutes(house))
  app.route('/', instanceRoutes(house))
  app.route('/', dashboardRoutes(house))
  app.route('/', feedRoutes(house))
  app.route('/', fileRoutes(house))
  app.route('/', reportRoutes(house))
  app.route('/', revisionRoutes(house))
  app.route('/', deskRevisionRoutes(house, imports))
  app.route('/', wayRoutes(house))
  app.route('/', shareRoutes(house))
  app.route('/', draftRoutes(house, imports))
  app.route('/', draftRoomRoutes(house))
  return app
}
