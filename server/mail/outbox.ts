// Mail leaves from a table: written with what caused it, claimed before it is sent, tried again ever more slowly, never twice for one row.

import type { Transporter } from 'nodemailer'
import { claimMail, countUnsent, listUnsent, setSent, setUnsent } from '../../db/people.ts'
import type { Db } from '../../db/open.ts'
import type { Trx } from '../../db/query.ts'
import type { Now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'

interface Parts {
  config: Pick<Config, 'smtpUrl' | 'mailFrom'>
  db: Db
  now: Now
  log: Log
  metrics?: Metrics
}

/** About a quarter of an hour of trying: what a sign-in mail says is void after ten minutes. */
const MOST = 18
const SECOND = 1_000
/** Longer than a mail can take, so that no other process takes it for abandoned. */
const LEASE = 120 * SECOND

/** Null without a mail server, for which nothing is loaded. */
export async function openTransport({ smtpUrl, mailFrom }: Parts['config']): Promise<Transporter | null> {
  if (!smtpUrl) return null
  const { createTransport } = await import('nodemailer')
  return createTransport(
    { url: smtpUrl, connectionTimeout: 10 * SECOND, greetingTimeout: 10 * SECOND, socketTimeout: 20 * SECOND },
    { from: mailFrom },
  )
}

/** One pass: each mail that is due is claimed, sent and wiped, or waits for its next turn. Answers how many left. */
export async function sendWaiting({ config, db, now }: Parts, transport: Transporter): Promise<number> {
  const later = (ms: number) => new Date(Date.parse(now()) + ms).toISOString()
  let left = 0
  for (const mail of await listUnsent(db.read, { now: now(), most: MOST, limit: 20 })) {
    const tries = mail.tries + 1
    if (!(await db.write(trx => claimMail(trx, { id: mail.id, tries: mail.tries, next: tries, until: later(LEASE) })))) continue
    const failed = await transport
      .sendMail({
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.id}@${config.mailFrom.split('@').at(-1)?.replace(/>.*/, '') ?? 'parley'}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      .then(
        () => null,
        (error: Error & { code?: string; responseCode?: number }) => error,
      )
    if (!failed) {
      await db.write(trx => setSent(trx, { id: mail.id, at: now() }))
      left++
      continue
    }
    const refused = (failed.responseCode ?? 0) >= 500
    const wait = Math.min(2 ** tries, 60) * SECOND
    const error = failed.code ?? failed.name
    await db.write(trx => setUnsent(trx, { id: mail.id, tries: refused ? MOST : tries, error, dueAt: later(wait) }))
  }
  return left
}

/** How many wait to be sent and are still tried. */
export const mailsWaiting = async (trx: Trx): Promise<number> => (await countUnsent(trx, { most: MOST }))?.n ?? 0

/** Looks every second while there is a mail server; without one mails stay in the table, where staff see recipients masked. */
export async function startOutbox(parts: Parts): Promise<() => Promise<void>> {
  parts.metrics?.read('parley_mails_waiting', 'Mails that have not left yet and are still tried.', () =>
    mailsWaiting(parts.db.read),
  )
  const transport = await openTransport(parts.config)
  if (!transport) return async () => {}
  let pass: Promise<unknown> | null = null
  const timer = setInterval(() => {
    pass ??= sendWaiting(parts, transport)
      .catch((error: unknown) => parts.log.error({ error }, 'outbox'))
      .finally(() => (pass = null))
  }, SECOND)
  return async () => {
    clearInterval(timer)
    await pass
    transport.close()
  }
}

/** m…@e….org: enough to recognise one's own, not enough to write to. */
export function masked(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  const tail = domain.split('.').at(-1) ?? ''
  return `${local.slice(0, 1)}…@${domain.slice(0, 1)}….${tail}`
}
