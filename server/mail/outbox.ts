// Mail leaves from a table: written with what caused it, sent afterwards, tried again, never twice for one row.

import { createTransport } from 'nodemailer'
import { listUnsent, setSent, setUnsent } from '../../db/people.ts'
import type { Log } from '../log.ts'
import type { Config } from '../config.ts'
import type { Db } from '../../db/open.ts'
import type { Now } from '../clock.ts'

interface Parts {
  config: Config
  db: Db
  now: Now
  log: Log
}

/** Looks every second while there is a mail server; without one mails stay in the table, where staff see recipients masked. */
export function startOutbox({ config, db, now, log }: Parts): () => void {
  if (!config.smtpUrl) return () => {}
  const transport = createTransport(config.smtpUrl, { from: config.mailFrom })
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      for (const mail of await listUnsent(db.read, { limit: 20 })) {
        const sent = await transport
          .sendMail({ to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text })
          .then(
            () => null,
            (error: Error & { code?: string }) => error.code ?? error.name,
          )
        if (sent === null) await db.write(trx => setSent(trx, { id: mail.id, at: now() }))
        else await db.write(trx => setUnsent(trx, { id: mail.id, tries: mail.tries + 1, error: sent }))
      }
    } catch (error) {
      log.error({ error }, 'outbox')
    } finally {
      busy = false
    }
  }, 1_000)
  return () => {
    clearInterval(timer)
    transport.close()
  }
}

/** m…@e….org: enough to recognise one's own, not enough to write to. */
export function masked(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  const tail = domain.split('.').at(-1) ?? ''
  return `${local.slice(0, 1)}…@${domain.slice(0, 1)}….${tail}`
}
