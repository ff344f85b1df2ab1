// An export of 100,000 comments while fifty connections vote: the loop, the votes, the memory.

import { load, Wire } from './client.ts'
import type { Seeded } from './seed.ts'
import type { Running } from './servers.ts'
import { table, type Row } from './table.ts'
import { honest, voteShot } from './writes.ts'

export async function exporting(parley: Running, s: Seeded): Promise<Row[]> {
  const rows: Row[] = []
  for (const format of ['csv', 'xlsx']) {
    const rest = (await parley.probe()).rssMb
    const alone = honest('votes', await load(parley.port, 50, 4, i => voteShot(s, 3_000_000 + i)))
    await parley.probe()
    const wire = await Wire.open(parley.port)
    const began = performance.now()
    let most = 0
    const watch = setInterval(() => void parley.probe().then(p => (most = Math.max(most, p.rssMb))), 200)
    const asked = wire.send({ method: 'GET', path: `/c/${s.slug}/report.${format}`, headers: { prefer: 'respond-async' } })
    const during = honest('votes beside an export', await load(parley.port, 50, 8, i => voteShot(s, 4_000_000 + i)))
    await asked
    clearInterval(watch)
    wire.close()
    const { delayP99Ms } = await parley.probe()
    rows.push(
      table(
        `export ${format} of 100,000 while voting: loop delay p99, ms`,
        delayP99Ms,
        { must: 50, aim: 50, less: true },
        { seconds: (performance.now() - began) / 1_000 },
      ),
      table(`export ${format}: memory above rest, MB`, most - rest, { must: 400, aim: 400, less: true }),
      table(
        `export ${format}: vote p99 of that without`,
        during.p99 / alone.p99,
        { must: 10, aim: 2, less: true },
        { with: during.p99, without: alone.p99 },
      ),
    )
  }
  return rows
}
