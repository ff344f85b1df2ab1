// A real server as a process of its own, for proofs that kill it; and a plain client that keeps its connections.

import { spawn, type ChildProcess } from 'node:child_process'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

export interface Child {
  url: string
  /** From the start of the process until it listened. */
  readyAfter: number
  process: ChildProcess
  said: () => string
  /** `kill -9`, awaited. */
  kill: () => Promise<void>
  /** Asks it to stop and waits. */
  stop: () => Promise<number | null>
}

/** Starts `node server/main.ts`, under another program when `under` names one (strace). */
export async function startServer(dir: string, more: { env?: Record<string, string>; under?: string[] } = {}): Promise<Child> {
  const from = performance.now()
  const [program = process.execPath, ...rest] = [...(more.under ?? []), process.execPath, main]
  const env = {
    PATH: process.env['PATH'] ?? '',
    DATA_DIR: dir,
    PORT: '0',
    HOST: '127.0.0.1',
    LIMITS: 'off',
    PARLEY_DEMO: 'off',
    ...more.env,
  }
  const child = spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>(done => child.once('exit', done))
  let said = ''
  const url = await new Promise<string>((found, failed) => {
    const hear = (chunk: Buffer): void => {
      said += String(chunk)
      const listening = /listens at (\S+)/.exec(said)
      if (listening?.[1]) found(listening[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', code => failed(new Error(`the server ended with ${code}: ${said}`)))
    child.once('error', failed)
  })
  return {
    url,
    readyAfter: performance.now() - from,
    process: child,
    said: () => said,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

export interface Reply {
  status: number
  text: string
}
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 })
  /** Rejects when the connection breaks: then nobody knows whether it was taken. */
  post(url: string, path: string, cookie: string, key: string, body: object): Promise<Reply> {
    return new Promise((done, failed) => {
      const sent = JSON.stringify(body)
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(sent),
        origin: url,
        cookie,
        'idempotency-key': key,
      }
      const req = request(url + path, { method: 'POST', agent: this.#agent, headers }, res => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', (chunk: string) => (text += chunk))
        res.on('end', () => done({ status: res.statusCode ?? 0, text }))
        res.on('error', failed)
        res.on('aborted', () => failed(new Error('aborted')))
      })
      req.on('error', failed)
      req.end(sent)
    })
  }
  close(): void {
    this.#agent.destroy()
  }
}
