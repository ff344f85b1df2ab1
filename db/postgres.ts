// PostgreSQL: each command is one transaction on a pooled connection; statements are named, so the server plans them once.

import pg from 'pg'
import { compile, type Committed, type Now, type Query, type Trx } from './query.ts'

pg.types.setTypeParser(20, Number)
type Act<T> = (trx: Trx) => Promise<T> | T
type Sent = { name: string; text: string; fill: (p: object) => unknown[] }

const known: Sent[] = []
const statement = (query: Query): Sent => {
  const found = known[query.id]
  if (found) return found
  const { sql, fill } = compile('postgres', query)
  return (known[query.id] = { name: `q${query.id}`, text: sql, fill })
}

async function send(to: pg.Pool | pg.PoolClient, query: Query, p: object): Promise<unknown> {
  const { name, text, fill } = statement(query)
  const result = await to.query({ name, text, values: fill(p) })
  if (query.shape === 'row') return result.rows[0]
  return query.shape === 'rows' ? result.rows : (result.rowCount ?? 0)
}

class DeadlinePassed extends Error {}
/** Serialization failure, deadlock, a key used at once in two consultations, a deadline that passed meanwhile: judged once more. */
const retryable = (error: unknown): boolean =>
  error instanceof DeadlinePassed || (error instanceof pg.DatabaseError && ['40001', '40P01', '23505'].includes(error.code ?? ''))

/** Runs acts in transactions. A query not awaited is a fault; the tag of COMMIT is checked, because a failed transaction answers ROLLBACK. */
export function postgresWriter(pool: pg.Pool, now: Now, committed?: Committed): <T>(act: Act<T>) => Promise<T> {
  async function once<T>(act: Act<T>): Promise<T> {
    const began = performance.now()
    const client = await pool.connect()
    let broken: Error | undefined
    let flying = 0
    let deadline = ''
    const trx: Trx = {
      engine: 'postgres',
      async run(query, p) {
        flying++
        try {
          return await send(client, query, p)
        } finally {
          flying--
        }
      },
      before(moment) {
        if (!deadline || moment < deadline) deadline = moment
      },
    }
    try {
      const begun = client.query('begin')
      begun.catch((error: Error) => (broken = error))
      const value = await act(trx)
      if (flying) throw new Error('a query was not awaited')
      if (deadline && now() >= deadline) throw new DeadlinePassed()
      const { command } = await client.query('commit')
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
      committed?.(1, performance.now() - began)
      return value
    } catch (error) {
      await client.query('rollback').catch((e: Error) => (broken = e))
      throw error
    } finally {
      client.release(broken)
    }
  }
  return async act => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(act)
      } catch (error) {
        if (!retryable(error) || tries === 4) throw error
      }
    }
  }
}

/** Reads outside commands; a snapshot is one repeatable-read transaction. */
export function postgresReader(pool: pg.Pool): { read: Trx; snapshot: <T>(act: Act<T>) => Promise<T> } {
  const on = (to: pg.Pool | pg.PoolClient): Trx => ({ engine: 'postgres', run: (query, p) => send(to, query, p) })
  return {
    read: on(pool),
    async snapshot(act) {
      const client = await pool.connect()
      try {
        await client.query('begin isolation level repeatable read read only')
        const value = await act(on(client))
        await client.query('commit')
        return value
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
  }
}
