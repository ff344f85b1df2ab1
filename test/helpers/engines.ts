// A fresh database for a test file on either engine, removed afterwards.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { Where } from '../../db/open.ts'

export const engines = ['sqlite', 'postgres'] as const
export type EngineName = (typeof engines)[number]

export interface Place {
  where: Where
  dir: string
  url: string | null
  remove: () => Promise<void>
}

export async function newPlace(engine: EngineName): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-test-'))
  const removeDir = () => rmSync(dir, { recursive: true, force: true })
  if (engine === 'sqlite') return { where: { file: join(dir, 'parley.db') }, dir, url: null, remove: async () => removeDir() }
  const admin = inject('postgres')
  const name = `t${randomBytes(6).toString('hex')}`
  await sqlOn(admin, `create database ${name}`)
  const url = admin.replace(/\/postgres$/, `/${name}`)
  return {
    where: { url },
    dir,
    url,
    async remove() {
      removeDir()
      await sqlOn(admin, `drop database ${name} with (force)`)
    },
  }
}

async function sqlOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
