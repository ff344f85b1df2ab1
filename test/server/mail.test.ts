// Mail over a real mail server on loopback: arrives once, in the reader's language, waits while the server is down, and leaves no link behind (G17, G19).

import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { openTransport, sendWaiting } from '../../server/mail/outbox.ts'
import { emailOf } from '../../server/sign-in.ts'
import { sweep } from '../../server/sweep.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { allRows } from '../helpers/tables.ts'
import { Browser, browserOf } from '../helpers/web.ts'

interface Received {
  to: string[]
  raw: string
}
interface Post {
  port: number
  received: Received[]
  close: () => Promise<void>
}

/** A mail server that keeps what it gets; `refuse` answers a recipient with that code. */
async function postOffice(port = 0, refuse?: number): Promise<Post> {
  const received: Received[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_, __, answer) => answer(refuse ? Object.assign(new Error('no'), { responseCode: refuse }) : null),
    onData(stream, session, answer) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(r => r.address), raw: Buffer.concat(chunks).toString('utf8') })
        answer(null)
      })
    },
  })
  await new Promise<void>(done => server.listen(port, '127.0.0.1', done))
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    received,
    close: () => new Promise<void>(done => server.close(() => done())),
  }
}
/** A port where nobody listens. */
async function quietPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise<unknown>(done => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

interface Row {
  to: string
  subject: string
  text: string
  sentAt: string | null
  tries: number
  error: string | null
}

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let post: Post | null = null
  beforeEach(async () => {
    house = await openTestHouse(engine)
  })
  afterEach(async () => {
    await post?.close()
    post = null
    await house.close()
  })
  const outbox = async (): Promise<Row[]> => ((await allRows(house.place))['outbox'] ?? []).map(r => JSON.parse(r) as Row)
  const ask = (email: string, lang = 'en', browser = new Browser(createApp(house))) =>
    browser.form('/sign-in', { email, next: '/' }, { 'accept-language': lang })
  /** One pass to the mail server at this port. */
  async function pass(port: number): Promise<number> {
    const config = { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Parley <talk@example.org>' }
    const transport = await openTransport(config)
    if (!transport) throw new Error('no transport')
    const left = await sendWaiting({ ...house, config }, transport)
    transport.close()
    return left
  }

  test('[G19] asked, it arrives once; its code and its link work; afterwards no word of it is kept', async () => {
    post = await postOffice()
    const browser = new Browser(createApp(house))
    expect((await ask('ana@leak.test', 'en', browser)).status).toBe(200)
    expect([await pass(post.port), await pass(post.port)]).toEqual([1, 0])
    const [mail] = post.received
    expect(mail?.to).toEqual(['ana@leak.test'])
    expect(mail?.raw).toContain('From: Parley <talk@example.org>')
    const code = /^Subject: (\d{6})/m.exec(mail?.raw ?? '')?.[1] ?? ''
    expect(mail?.raw).toContain(`code: ${code}`)
    expect(await outbox()).toMatchObject([{ to: 'ana@leak.test', subject: '', text: '', tries: 1, error: null }])
    expect((await browser.form('/sign-in/code', { code, next: '/' })).status).toBe(303)

    const other = new Browser(createApp(house))
    await ask('ana@leak.test', 'en', other)
    await pass(post.port)
    const link =
      /http:\/\/127\.0\.0\.1:3000(\/sign-in\/link\?token=[\w-]+)/.exec(unfolded(post.received[1]?.raw ?? ''))?.[1] ?? ''
    const opened = await other.get(link)
    expect(opened.status).toBe(200)
    const token = link.split('token=')[1] ?? ''
    expect((await other.form('/sign-in/link', { link: token })).status).toBe(303)
    expect((await other.get<{ me: { kind: string } }>('/api/me')).body.me.kind).toBe('participant')
    expect((await new Browser(createApp(house)).form('/sign-in/link', { link: token })).status).toBe(400)
  })

  test('it speaks the language of the page that asked', async () => {
    post = await postOffice()
    await ask('fr@leak.test', 'fr')
    await ask('es@leak.test', 'es')
    await pass(post.port)
    const [fr = '', es = ''] = post.received.map(m => unfolded(m.raw))
    expect(fr).toMatch(/^Subject: \d{6} est votre code de connexion/m)
    expect(fr).toContain('Votre code de connexion')
    expect(es).toContain('Ambos sirven una sola vez')
    expect(`${fr}${es}`).not.toContain('Your sign-in code')
  })

  test('an address cannot carry a header, a second recipient or a control character', async () => {
    post = await postOffice()
    for (const email of [
      'ana@leak.test\r\nBcc: eve@leak.test',
      'ana@leak.test\nSubject: hello',
      'ana@leak.test, eve@leak.test',
      'ana@leak.test;eve@leak.test',
      'Ana <ana@leak.test>',
      '"ana eve"@leak.test',
      'ana@leak.test\u0000',
      'a\u0000na@leak.test',
      'ana\u202e@leak.test',
      'ana@[127.0.0.1]',
      'ana@@leak.test',
      `${'a'.repeat(65)}@leak.test`,
      'ana@localhost',
    ]) {
      expect((await ask(email)).status, JSON.stringify(email)).toBe(400)
    }
    expect(await outbox()).toEqual([])
    const odd = ["o'brien+tag@leak.test", '-dash@leak.test', '=x@leak.test', '日本@例え.テスト', '{a}%s`b`$c@leak.test']
    for (const email of odd) expect((await ask(email)).status, email).toBe(200)
    expect(await pass(post.port)).toBe(odd.length)
    expect(post.received.map(m => m.to.length)).toEqual(odd.map(() => 1))
    expect(post.received.filter(m => /^(Bcc|Cc):/im.test(m.raw))).toEqual([])
    expect(emailOf('  Ana@Leak.Test \n')).toBe('ana@leak.test')
  })

  test('while the mail server is down the mail waits, its tries are counted, and it leaves once when the server is back', async () => {
    const port = await quietPort()
    await ask('ana@leak.test')
    expect(await pass(port)).toBe(0)
    expect(await outbox()).toMatchObject([{ tries: 1, sentAt: null, error: 'ESOCKET' }])
    expect(await pass(port)).toBe(0)
    expect((await outbox())[0]?.tries, 'it is not hammered').toBe(1)
    for (let tries = 2; tries <= 9; tries++) {
      house.clock.now += 60_000
      await pass(port)
      expect((await outbox())[0]?.tries).toBe(tries)
    }
    house.clock.now += 60_000
    post = await postOffice(port)
    const passes = await Promise.all([pass(port), pass(port), pass(port)])
    expect(passes.reduce((a, b) => a + b)).toBe(1)
    house.clock.now += 3_600_000
    await pass(port)
    expect(post.received).toHaveLength(1)
    expect(await outbox()).toMatchObject([{ tries: 10, error: null, text: '' }])
  })

  test('what the mail server refuses for good is not tried again; its words are gone after a day, its row after a month', async () => {
    post = await postOffice(0, 550)
    await ask('nobody@leak.test')
    await pass(post.port)
    house.clock.now += 3_600_000
    const [{ tries = 0 } = {}] = await outbox()
    await pass(post.port)
    expect(await outbox()).toMatchObject([{ tries, sentAt: null, error: 'EENVELOPE' }])
    expect((await outbox())[0]?.text).toContain('token=')
    house.clock.now += 25 * 3_600_000
    await sweep(house)
    expect(await outbox()).toMatchObject([{ subject: '', text: '' }])
    house.clock.now += 30 * 86_400_000
    await sweep(house)
    expect(await outbox()).toEqual([])
  })

  test('[G17] no address, code or link in the log; the desk shows recipients masked, and no link', async () => {
    const port = await quietPort()
    await ask('canary-ana@leak.test')
    await ask('bad\u0000@leak.test')
    await pass(port)
    const admin = await house.person('Root', 'participant', 'administrator')
    const desk = (await (await browserOf(createApp(house), house, admin)).get('/desk')).text
    expect(desk).toContain('c…@l….test')
    const [row] = await outbox()
    const told = [row?.to ?? '', 'leak.test', /token=([\w-]+)/.exec(row?.text ?? '')?.[1] ?? '', row?.subject.slice(0, 6) ?? '']
    for (const word of told) {
      expect(word.length).toBeGreaterThan(5)
      expect(desk).not.toContain(word)
      expect(house.logged.join('\n')).not.toContain(word)
    }
  })
})

/** Quoted-printable and folded lines read as written. */
const unfolded = (raw: string): string => {
  const plain = raw.replace(/=\r?\n/g, '')
  const bytes = plain.replace(/(?:=[0-9A-F]{2})+/g, run => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'))
  return bytes.replace(/\r\n/g, '\n')
}
