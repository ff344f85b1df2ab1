// The bare baseline: node:http and one durable insert by group commit, the same compressed bytes from memory, a plain ws fan-out.

import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const [file = '', bytesFile = ''] = process.argv.slice(2)
const db = new Database(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('create table if not exists rows (id integer primary key, body text not null)')
const insert = db.prepare('insert into rows (body) values (?)')
const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')]
let queue: { body: string; done: () => void }[] = []

function flush(): void {
  const batch = queue
  queue = []
  begin.run()
  for (const { body } of batch) insert.run(body)
  commit.run()
  for (const { done } of batch) done()
}

const page = bytesFile ? readFileSync(bytesFile) : Buffer.from('ok')
const server = createServer((req, res) => {
  if (req.method === 'GET') {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br', 'content-length': page.length })
    res.end(page)
    return
  }
  let body = ''
  req.on('data', chunk => (body += chunk))
  req.on('end', () => {
    const fan = req.url === '/fan'
    queue.push({
      body,
      done: () => {
        res.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
        if (fan) for (const client of sockets.clients) client.send(body)
      },
    })
    if (queue.length === 1) setImmediate(flush)
  })
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
