// The comments of one place in the order of a report: threads oldest first, replies under theirs, a page at a time.

import type { Trx } from '../../db/query.ts'
import { repliesAfter, threadsAfter, type StoredComment } from '../../db/report.ts'

/** One place's threads, page by page: each page's replies are merged in under their threads. */
export async function* threadsOf(trx: Trx, placeId: string): AsyncGenerator<StoredComment> {
  for (let after = 0; ;) {
    const threads = await threadsAfter(trx, { placeId, after })
    const last = threads.at(-1)
    if (!last) return
    const replies = repliesOf(trx, { placeId, after, upto: last.seq })
    let reply = threads.some(t => t.replies > 0) ? await replies.next() : null
    for (const thread of threads) {
      yield thread
      while (reply && !reply.done && reply.value.thread === thread.seq) {
        yield reply.value
        reply = await replies.next()
      }
    }
    after = last.seq
  }
}

async function* repliesOf(trx: Trx, range: { placeId: string; after: number; upto: number }) {
  for (let thread = 0, seq = 0; ;) {
    const page = await repliesAfter(trx, { ...range, thread, seq })
    yield* page
    const last = page.at(-1)
    if (!last) return
    thread = last.thread
    seq = last.seq
  }
}
