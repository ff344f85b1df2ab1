// A vote on its way: shown at once, then in the queue; of several wishes for one item the last one counts.

import type { Agreement, Value } from '../../shared/agreement.ts'
import { acknowledged, settled, want } from '../ballot.ts'
import { person } from '../offline/device.ts'
import { queue } from '../offline/sending.ts'
import type { Act, Asker } from '../offline/queue.ts'
import { page, t } from '../page.ts'
import { say } from '../say.ts'
import { setBallot } from '../store.ts'
import { newId } from '../uuid7.ts'

type Told = (sentence: string) => void

export function vote(item: string, value: Value | null, tell: Told): void {
  if (!person) return tell(t('offline.nobody'))
  setBallot(item, b => want(b, value))
  tell('')
  const act: Act = { key: newId(), slug: page.slug, name: 'vote.cast', about: item, input: { item, value }, rename: null }
  if (!queue.replace(act)) queue.send(act, asker(item, tell))
}

/** A vote of an earlier page that was not answered yet stands on this one as wanted, too. */
export function resumeVote({ about, input }: Act): Asker {
  setBallot(about, b => want(b, input['value'] as Value | null))
  return asker(about)
}

const asker = (item: string, tell?: Told): Asker => ({
  waits: () => tell?.(t('live.notSent')),
  done(answer, { input }) {
    const value = input['value'] as Value | null
    if ('no' in answer) {
      setBallot(item, settled)
      tell?.(answer.no.message)
      return tell !== undefined
    }
    const { agreement } = answer.ok.result as { agreement: Agreement }
    setBallot(item, b => acknowledged(b, answer.ok.seq, value, agreement))
    tell?.('')
    say(t(value ? 'live.voted' : 'live.unvoted'))
    return true
  },
})
