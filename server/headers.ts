// Headers on every answer: nothing foreign is loaded, nothing inline runs, nobody frames us.

import type { MiddlewareHandler } from 'hono'
import type { Config } from './config.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function securityHeaders(config: Config): MiddlewareHandler {
  const https = config.publicUrl?.startsWith('https:')
  return async (c, next) => {
    await next()
    const set = (name: string, value: string) => {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    set('Content-Security-Policy', policy)
    set('X-Content-Type-Options', 'nosniff')
    set('Referrer-Policy', 'same-origin')
    set('Cross-Origin-Opener-Policy', 'same-origin')
    set('Cross-Origin-Resource-Policy', 'same-origin')
    set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()')
    if (https) set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  }
}
