// A database of the first Parley is brought up to date: the same tables as a new one has, with everything that was in it, and it works on.

import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { open, type Where } from '../../db/open.ts'
import type { Actor } from '../../shared/role.ts'
import { engines, newPlace, type Place } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { allRows } from '../helpers/tables.ts'
import { browserOf } from '../helpers/web.ts'

const fixture = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

async function ask<Row extends object>(where: Where, sql: string): Promise<Row[]> {
  if ('url' in where) {
    const client = new pg.Client({ connectionString: where.url })
    await client.connect()
    const { rows } = await client.query<Row>(sql)
    await client.end()
    return rows
  }
  const db = new Database(where.file)
  const rows = sql.startsWith('select') ? (db.prepare(sql).all() as Row[]) : []
  if (!sql.startsWith('select')) db.exec(sql)
  db.close()
  return rows
}

/** Everything the engine knows of tables, columns, indexes and triggers; blanks aside. */
const drawn = {
  sqlite: [`select "type", "name", "sql" from sqlite_master order by "type", "name"`],
  postgres: [
    `select table_name, column_name, data_type, collation_name, is_nullable, column_default from information_schema.columns
     where table_schema = 'public' order by 1, 2`,
    `select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`,
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as def from pg_constraint
     where connamespace = 'public'::regnamespace order by 1, 2`,
    `select pg_get_triggerdef(oid) as def from pg_trigger where not tgisinternal order by 1`,
  ],
}

describe.each(engines)('on %s', engine => {
  let place: Place
  let house: TestHouse
  let before: Record<string, string[]>
  beforeAll(async () => {
    place = await newPlace(engine)
    await ask(place.where, fixture(`first-schema.${engine}.sql`))
    await ask(place.where, fixture('first-rows.sql'))
    before = await allRows(place)
    house = await openTestHouse(engine, place)
  })
  afterAll(async () => {
    await house.close()
  })
  const schemaOf = async (where: Where): Promise<object[]> => {
    const all: object[] = []
    for (const sql of drawn[engine]) all.push(...(await ask(where, sql)))
    return JSON.parse(JSON.stringify(all).replace(/(\\n|\s)+/g, ' ')) as object[]
  }

  test('[G27] its tables are those of a new one', async () => {
    const other = await newPlace(engine)
    const db = await open(other.where)
    expect(await db.check()).toEqual([])
    await db.close()
    expect(await schemaOf(place.where)).toEqual(await schemaOf(other.where))
    await other.remove()
  })

  test('[G27] the first steps of a new one are those the first Parley took', async () => {
    const [landed, now] = [await newPlace(engine), await newPlace(engine)]
    await ask(landed.where, fixture(`first-schema.${engine}.sql`))
    await (await open(now.where, { schema: 2 })).close()
    expect(await schemaOf(now.where)).toEqual(await schemaOf(landed.where))
    for (const p of [landed, now]) await p.remove()
  })

  test('[G27] what was written stands: every row with every value it had', async () => {
    const after = await allRows(place)
    for (const [table, rows] of Object.entries(before)) {
      if (table === 'meta') continue
      const now = (after[table] ?? []).map(row => JSON.parse(row) as Record<string, unknown>)
      expect(now, table).toHaveLength(rows.length)
      const wanted = rows.map(row => JSON.parse(row) as Record<string, unknown>)
      const known = Object.keys(wanted[0] ?? {})
      const sorted = (all: Record<string, unknown>[]): string[] =>
        all.map(row => JSON.stringify(known.map(name => row[name]))).toSorted()
      expect(sorted(now), table).toEqual(sorted(wanted))
    }
    const rules = (after['logs'] ?? []).map(row => (JSON.parse(row) as { rules: string }).rules)
    expect(rules.every(name => name.length > 20)).toBe(true)
    await house.recount()
  })

  test('[G27] it works on: people vote, comment, and the text is revised', async () => {
    const of = (id: string, name: string, role?: 'secretariat'): Actor => ({
      id,
      name,
      kind: 'participant',
      grants: role ? [{ role, consultationId: null }] : [],
      lang: 'en',
    })
    const [ana, clara] = [of('ana', 'Ana'), of('clara', 'Clara', 'secretariat')]
    const on = { consultation: 'old' }
    const run = (who: Actor, name: Parameters<TestHouse['must']>[1], input: object) =>
      house.commands.run(name, who, { ...on, ...input }, uuid7())
    await run(ana, 'vote.cast', { item: 'unit-heating', value: 'agree' })
    await run(ana, 'comment.post', { id: uuid7(), paragraphId: 'unit-table', text: 'Only pipes?' })
    await run(clara, 'revision.begin', {})
    await run(clara, 'draft.write', { id: 'unit-loses', html: '<p>The town loses nothing any more.</p>' })
    await run(clara, 'draft.merge', { id: 'unit-table' })
    await run(clara, 'revision.publish', { reason: 'After the first round.' })
    await run(clara, 'consultation.extend', { until: '2026-12-30T23:59', reason: 'More time' })
    await house.recount()
    const reader = await browserOf(createApp(house), house, null)
    const text = async (path: string): Promise<string> => (await reader.get(`/c/old${path}`)).text
    expect(await text('/r/1')).toContain('The town loses one litre in five')
    expect(await text('/compare/2/3')).toContain('nothing any more')
    expect(await text('/paragraph/unit-loses')).toContain('Who pays for the pipes?')
    expect(await text('/paragraph/unit-heating')).toContain('Only pipes?')
    expect(await text('/paragraph/unit-until/history')).toContain('listen for leaks at night')
    expect((await house.commands.run('consultation.close', operator, { ...on, reason: 'Enough' }, uuid7())).seq).toBeGreaterThan(
      11,
    )
  })
})
