// The environment, read once, into a typed Config; what is wrong is said in sentences that tell what to do (G27).

import { isAbsolute, resolve } from 'node:path'

export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | null
  /** Without a slash at the end; null = whatever address a request on loopback names. */
  publicUrl: string | null
  /** What browsers tell as the origin of our own pages. */
  publicOrigin: string | null
  trustedProxies: number
  secret: string | null
  smtpUrl: string | null
  mailFrom: string
  production: boolean
  demo: boolean
  limits: 'on' | 'off' | 'bench'
  /** Whoever shows it may read /metrics; null = only this machine may. */
  metricsToken: string | null
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

export class ConfigError extends Error {}

/** Throws ConfigError with every wrong setting, a sentence each. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const wrong: string[] = []
  const production = env['NODE_ENV'] === 'production'
  const number = (name: string, fallback: number, max: number) => {
    const value = Number(env[name] ?? fallback)
    if (Number.isInteger(value) && value >= 0 && value <= max) return value
    wrong.push(`${name} is "${env[name]}": set it to a whole number from 0 to ${max}.`)
    return fallback
  }
  const oneOf = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = (env[name] ?? fallback) as T
    if (values.includes(value)) return value
    wrong.push(`${name} is "${value}": set it to ${values.join(', ')}.`)
    return fallback
  }
  const url = (name: string, protocols: string[]) => {
    const value = env[name]
    if (!value) return null
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value.replace(/\/+$/, '')
    wrong.push(`${name} is not an address that begins with ${protocols.map(p => `${p}//`).join(' or ')}.`)
    return null
  }
  const host = env['HOST'] ?? (production ? '0.0.0.0' : '127.0.0.1')
  const limits = oneOf('LIMITS', ['on', 'off', 'bench'] as const, 'on')
  if (limits !== 'on' && (production || !loopback.has(host)))
    wrong.push(`LIMITS=${limits} is for measuring on this machine only: unset it, or set HOST=127.0.0.1 outside production.`)
  const secret = env['SECRET'] ?? null
  if (production && (!secret || secret.length < 16))
    wrong.push('SECRET is missing: set it to at least 16 random characters and keep it.')
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:'])
  if (production && !publicUrl)
    wrong.push('PUBLIC_URL is missing: set it to the address people will open, such as https://consult.example.org.')
  if (publicUrl && !/^https?:\/\/[^/?#@]+$/i.test(publicUrl))
    wrong.push(
      'PUBLIC_URL says more than a host: set it to the address alone, such as https://consult.example.org, because pages link from its root.',
    )
  const smtpUrl = url('SMTP_URL', ['smtp:', 'smtps:'])
  const metricsToken = env['METRICS_TOKEN'] || null
  if (metricsToken && !/^[\x21-\x7e]{16,}$/.test(metricsToken))
    wrong.push('METRICS_TOKEN is not safe: set it to at least 16 random letters and digits, or unset it.')
  const dataDir = env['DATA_DIR'] ?? './data'
  const config: Config = {
    port: number('PORT', 3000, 65_535),
    host,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(dataDir),
    databaseUrl: url('DATABASE_URL', ['postgres:', 'postgresql:']),
    publicUrl,
    publicOrigin: publicUrl && new URL(publicUrl).origin,
    trustedProxies: number('TRUSTED_PROXIES', 0, 8),
    secret,
    smtpUrl,
    mailFrom: env['MAIL_FROM'] ?? 'parley@localhost',
    production,
    demo: oneOf('PARLEY_DEMO', ['on', 'off'] as const, production ? 'off' : 'on') === 'on',
    limits,
    metricsToken,
  }
  if (wrong.length) throw new ConfigError(wrong.join('\n'))
  return config
}
