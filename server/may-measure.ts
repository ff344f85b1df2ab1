// Who may read the metrics: whoever shows the token; without one set, only who asks this machine directly.

import { getConnInfo } from '@hono/node-server/conninfo'
import { hash, timingSafeEqual } from 'node:crypto'
import type { Config } from './config.ts'
import { headerOf, isLoopbackHost, type Ctx } from './http.ts'

const digest = (text: string): Buffer => Buffer.from(hash('sha256', text, 'hex'))
/** A proxy on this machine comes from loopback, too: then the asker is somewhere else. */
const passedOn = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']

export function mayMeasure(c: Ctx, { metricsToken }: Pick<Config, 'metricsToken'>): boolean {
  if (metricsToken) return timingSafeEqual(digest(headerOf(c, 'authorization') ?? ''), digest(`Bearer ${metricsToken}`))
  const address = getConnInfo(c).remote.address ?? ''
  return (
    /^(127\.|::1$|::ffff:127\.)/.test(address) &&
    isLoopbackHost(headerOf(c, 'host')) &&
    passedOn.every(name => headerOf(c, name) === undefined)
  )
}
