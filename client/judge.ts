// What to do with news: old is dropped, adjoining applied, beyond fetched; a reset starts from the view again.

import type { News } from '../shared/events.ts'

export type Verdict = 'drop' | 'apply' | 'fetch' | 'reset'

export function judge(mine: number, news: Pick<News, 'after' | 'upto' | 'reset'>): Verdict {
  if (news.reset) return 'reset'
  if (news.upto <= mine) return 'drop'
  return news.after <= mine ? 'apply' : 'fetch'
}
