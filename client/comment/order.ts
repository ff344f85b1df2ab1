// Where a comment stands among others, by the order the reader chose; the same as the server's.

import { wilson } from '../../shared/agreement.ts'
import type { Sort } from '../../shared/comment.ts'

export interface Standing {
  agree: number
  disagree: number
  replies: number
  postedAt: string
}

/** True when `a` stands before `b`. */
export function before(sort: Sort, a: Standing, b: Standing): boolean {
  if (sort === 'oldest') return a.postedAt < b.postedAt
  const key = (x: Standing): number => {
    if (sort === 'supported') return wilson(x.agree, x.agree + x.disagree)?.low ?? 0
    return sort === 'discussed' ? x.replies : 0
  }
  return key(a) === key(b) ? a.postedAt > b.postedAt : key(a) > key(b)
}
