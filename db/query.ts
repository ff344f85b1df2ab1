// Queries are declared once with Kysely and named holes, compiled once per engine, and run by either engine's transaction.

import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Compilable,
} from 'kysely'
import type { Tables } from './schema.ts'

export type Engine = 'sqlite' | 'postgres'
type Shape = 'row' | 'rows' | 'write'
export type Build<P> = (q: Builder, p: P) => Compilable<unknown>
export interface Builder extends Kysely<Tables> {
  engine: Engine
}

/** A declared query. `id` keys the prepared statement. */
export interface Query {
  id: number
  shape: Shape
  build: (q: Builder, p: object) => Compilable<unknown>
}

/** A running transaction or a reader: returns a plain value on SQLite, a promise on Postgres; handlers always await. */
export interface Trx {
  engine: Engine
  run(query: Query, p: object): unknown
  /** Must be committed before this moment (a deadline); else everything is rolled back and judged once more (G13). */
  before?(moment: string): void
}

/** How the database tells the time: UTC, ISO. */
export type Now = () => string
export type Committed = (acts: number, ms: number) => void

let ids = 0
const declare = (shape: Shape, build: (q: Builder, p: never) => Compilable<unknown>): Query => ({
  id: ids++,
  shape,
  build: build as Query['build'],
})

/** One row or undefined. Parameters must be named at the top level: a query is built once, with holes. */
export function row<P extends object, O>(build: (q: Builder, p: P) => Compilable<O>): (trx: Trx, p: P) => Promise<O | undefined> {
  const query = declare('row', build)
  return (trx, p) => trx.run(query, p) as Promise<O | undefined>
}
/** All rows. */
export function rows<P extends object, O>(build: (q: Builder, p: P) => Compilable<O>): (trx: Trx, p: P) => Promise<O[]> {
  const query = declare('rows', build)
  return (trx, p) => trx.run(query, p) as Promise<O[]>
}
/** A write; answers with the number of rows changed. */
export function write<P extends object>(build: (q: Builder, p: P) => Compilable<unknown>): (trx: Trx, p: P) => Promise<number> {
  const query = declare('write', build)
  return (trx, p) => trx.run(query, p) as Promise<number>
}

class Hole {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}
const holes = new Proxy({}, { get: (_, name) => new Hole(String(name)) })

const dialects = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  postgres: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}

const builders: Record<Engine, Builder> = {
  sqlite: Object.assign(new Kysely<Tables>({ dialect: dialects.sqlite }), { engine: 'sqlite' as const }),
  postgres: Object.assign(new Kysely<Tables>({ dialect: dialects.postgres }), { engine: 'postgres' as const }),
}

/** SQL of one engine, and how a call's parameters fill its holes. */
export function compile(engine: Engine, query: Query): { sql: string; fill: (p: object) => unknown[] } {
  const { sql, parameters } = query.build(builders[engine], holes).compile()
  return { sql, fill: p => parameters.map(h => (h instanceof Hole ? (p as Record<string, unknown>)[h.name] : h)) }
}
