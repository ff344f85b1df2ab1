// Settings that are wrong are said in sentences that tell what to do; limits off stay on this machine (G27).

import { expect, test } from 'vitest'
import { steadyClock } from '../../server/clock.ts'
import { ConfigError, readConfig } from '../../server/config.ts'
import { networkOf } from '../../server/limits.ts'

const production = { NODE_ENV: 'production', SECRET: 'x'.repeat(32), PUBLIC_URL: 'https://talk.example.org' }

test.each([
  [{ PORT: 'http' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ TRUSTED_PROXIES: '-1' }, 'TRUSTED_PROXIES'],
  [{ LIMITS: 'maybe' }, 'LIMITS'],
  [{ PARLEY_DEMO: 'yes' }, 'PARLEY_DEMO'],
  [{ PUBLIC_URL: 'talk.example.org' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://example.org/talk' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://example.org/?talk' }, 'PUBLIC_URL'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ SMTP_URL: 'http://x' }, 'SMTP_URL'],
  [{ LIMITS: 'off', HOST: '0.0.0.0' }, 'LIMITS=off'],
  [{ LIMITS: 'bench', ...production, HOST: '127.0.0.1' }, 'LIMITS=bench'],
  [{ ...production, SECRET: '' }, 'SECRET'],
  [{ ...production, SECRET: 'short' }, 'SECRET'],
  [{ ...production, PUBLIC_URL: '' }, 'PUBLIC_URL'],
  [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
])('[G27] %o is refused with a sentence', (env, name) => {
  expect(() => readConfig(env)).toThrow(ConfigError)
  expect(() => readConfig(env)).toThrow(name)
  expect(() => readConfig(env)).toThrow(/: set |: unset |address that begins/)
})

test('[G27] everything that is wrong is said at once', () => {
  expect(() => readConfig({ ...production, SECRET: '', PUBLIC_URL: '', PORT: 'x' })).toThrow(/SECRET[\s\S]*PUBLIC_URL[\s\S]*PORT/)
})

test('defaults: loopback and the demonstration at home, neither in production', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    limits: 'on',
    demo: true,
    databaseUrl: null,
    trustedProxies: 0,
  })
  expect(readConfig(production)).toMatchObject({
    host: '0.0.0.0',
    demo: false,
    limits: 'on',
    publicUrl: 'https://talk.example.org',
  })
  expect(readConfig({ PUBLIC_URL: 'https://Talk.example.org:443/' })).toMatchObject({ publicOrigin: 'https://talk.example.org' })
})

test('the network: proxies counted from the right, IPv6 by /64, nothing that a client writes is believed', () => {
  expect(networkOf('198.51.100.1', '203.0.113.9', 0)).toBe('198.51.100.1')
  expect(networkOf('10.0.0.1', '6.6.6.6, 203.0.113.9', 1)).toBe('203.0.113.9')
  expect(networkOf('10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', 2)).toBe('203.0.113.9')
  expect(networkOf('10.0.0.1', undefined, 2)).toBe('10.0.0.1')
  expect(networkOf('::ffff:198.51.100.1', undefined, 0)).toBe('198.51.100.1')
  expect(networkOf('2001:db8:1:2:3:4:5:6', undefined, 0)).toBe(networkOf('2001:db8:1:2::9', undefined, 0))
  expect(networkOf('2001:db8::1', undefined, 0)).not.toBe(networkOf('2001:db8:0:1::1', undefined, 0))
})

test('the clock never runs backwards', () => {
  const source = [5_000, 4_000, 6_000]
  const now = steadyClock(() => source.shift() ?? 0)
  expect([now(), now(), now()].map(t => Date.parse(t))).toEqual([5_000, 5_000, 6_000])
})
