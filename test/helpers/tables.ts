// Every row of every table as text, for tests that search the whole database for what must not be there.

import Database from 'better-sqlite3'
import pg from 'pg'
import type { Place } from './engines.ts'

/** Rows by table, each as one text. */
export async function allRows({ where }: Pick<Place, 'where'>): Promise<Record<string, string[]>> {
  return 'file' in where ? fromSqlite(where.file) : fromPostgres(where.url)
}

const shown = (rows: unknown[]): string[] => rows.map(r => JSON.stringify(r))

function fromSqlite(file: string): Record<string, string[]> {
  const db = new Database(file, { readonly: true })
  const names = db
    .prepare(`select name from sqlite_master where type = 'table' and name not like '%\\_%' escape '\\'`)
    .pluck()
    .all() as string[]
  const found = Object.fromEntries(names.map(name => [name, shown(db.prepare(`select * from "${name}"`).all())]))
  db.close()
  return found
}

async function fromPostgres(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  const found: Record<string, string[]> = {}
  for (const { name } of rows) found[name] = shown((await client.query(`select * from "${name}"`)).rows)
  await client.end()
  return found
}

/** Tables in which a text stands. */
export const tablesWith = (rows: Record<string, string[]>, text: string): string[] =>
  Object.keys(rows).filter(name => rows[name]?.some(row => row.includes(text)))
