// Writes batches one after the other through the real writer: `writer.ts FULL|NORMAL BATCHES FOLDER`, to be traced.

import { join } from 'node:path'
import { setMeta } from '../../db/people.ts'
import { connect, sqliteWriter } from '../../db/sqlite.ts'
import { open } from '../../db/open.ts'

const [mode = 'FULL', batches = '10', folder = '.'] = process.argv.slice(2)
const file = join(folder, 'parley.db')
await (await open({ file })).close()
const db = connect(file)
if (mode === 'NORMAL') db.pragma('synchronous = NORMAL')
const write = sqliteWriter(db, () => new Date().toISOString())
for (let i = 0; i < Number(batches); i++) await write(trx => setMeta(trx, { name: 'n', value: String(i) }))
db.close()
