// How the cost of a vote, a comment, a thread and a page grows from 1,000 to 100,000 comments.

import { rmSync } from 'node:fs'
import { load } from './client.ts'
import { seed } from './seed.ts'
import { startParley } from './servers.ts'
import { table, type Row } from './table.ts'
import { commentShot, honest, voteShot } from './writes.ts'

async function costs(dir: string, n: number): Promise<Record<string, number>> {
  const s = await seed(dir, { people: 5_000, comments: n, votes: 20_000 })
  const parley = await startParley(dir)
  try {
    const vote = honest('votes', await load(parley.port, 10, 2, i => voteShot(s, i)))
    const post = honest('comments', await load(parley.port, 10, 2, i => commentShot(s, i)))
    const thread = await load(parley.port, 2, 2, () => ({
      method: 'GET',
      path: `/api/consultations/${s.slug}/paragraphs/${s.busy}/comments?limit=50`,
    }))
    const page = await load(parley.port, 2, 2, () => ({
      method: 'GET',
      path: `/c/${s.slug}`,
      headers: { cookie: 'parley=bench-token-1' },
    }))
    return { vote: 1 / vote.perSecond, post: 1 / post.perSecond, thread: 1 / thread.perSecond, page: 1 / page.perSecond }
  } finally {
    await parley.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

export async function growth(folder: () => string): Promise<Row[]> {
  const small = await costs(folder(), 1_000)
  const large = await costs(folder(), 100_000)
  return Object.keys(small).map(work =>
    table(
      `growth of ${work}, 1,000 → 100,000 comments`,
      (large[work] ?? 0) / (small[work] ?? 1),
      { must: 1.5, aim: 1.1, less: true },
      {
        smallMs: 1_000 * (small[work] ?? 0),
        largeMs: 1_000 * (large[work] ?? 0),
      },
    ),
  )
}
