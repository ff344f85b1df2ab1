// A vote on its way: shown at once, sent one at a time for each item, again with the same key when no answer came.

import type { Agreement, Value } from '../../shared/agreement.ts'
import { command } from '../api.ts'
import { acknowledged, settled, want } from '../ballot.ts'
import { connected } from '../live.ts'
import { t } from '../page.ts'
import { say } from '../say.ts'
import { ballotOf, setBallot } from '../store.ts'
import { newId } from '../uuid7.ts'

const sending = new Set<string>()
type Told = (sentence: string) => void

export async function vote(item: string, value: Value | null, tell: Told): Promise<void> {
  setBallot(item, b => want(b, value))
  tell('')
  if (sending.has(item)) return
  sending.add(item)
  let sent: Value | null = value
  let key = newId()
  for (;;) {
    const wanted = ballotOf(item).wanted
    if (wanted === undefined) break
    if (wanted !== sent) key = newId()
    sent = wanted
    const answer = await command<{ agreement: Agreement }>('vote.cast', { item, value: sent }, key)
    if ('ok' in answer) {
      const { seq, result } = answer.ok
      const taken = sent
      setBallot(item, b => acknowledged(b, seq, taken, result.agreement))
      key = newId()
      tell('')
      say(t(sent ? 'live.voted' : 'live.unvoted'))
    } else if ('no' in answer) {
      setBallot(item, settled)
      tell(answer.no.message)
    } else {
      tell(t('live.notSent'))
      await connected()
    }
  }
  sending.delete(item)
}
