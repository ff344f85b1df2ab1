// Typesets PDF files, each in a process of its own: the typesetter keeps what it has made, and a process gives it all back.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { buffer, text } from 'node:stream/consumers'

const PROCESS = fileURLToPath(new URL('./typeset-process.ts', import.meta.url))

/** The process is given the data and nothing else: no environment, no connection. Pictures are base64 by file name. */
export async function typeset(data: object, pictures: Record<string, string>): Promise<Buffer> {
  const child = spawn(process.execPath, [PROCESS], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const [pdf, said] = [buffer(child.stdout), text(child.stderr)]
  child.stdin.on('error', () => child.kill())
  child.stdin.end(JSON.stringify({ data, pictures }))
  const [code] = (await ended) as [number | null]
  if (code !== 0) throw new Error(`the PDF could not be typeset: ${(await said).slice(0, 2_000)}`)
  return pdf
}
