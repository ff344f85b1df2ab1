// The drafting room in a real browser: two drafters with cursors, writing without a connection, Arabic, an earlier state brought back, a refusal that keeps the text.

import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { block, imported, readText, saved, typeBefore } from '../helpers/drafting.ts'
import { actBy, reader, stage, type Reader } from '../helpers/reader.ts'

const on = stage(`# Water

The town loses one litre in five.

Until then the company will:

- listen at night;
- lower the pressure.

الماء حق للجميع.
`)

const here: Reader[] = []
afterEach(async () => {
  for (const { context } of here.splice(0)) await context.close()
})
async function enter(name: string, role = 'drafter'): Promise<Reader> {
  const who = await reader(on)
  here.push(who)
  const said = await on.house.cli('staff', 'add', `${name}@example.org`, '--role', role, '--link', '--json')
  const { url } = JSON.parse(said) as { url: string }
  await who.page.goto(new URL(url).pathname + new URL(url).search)
  await who.page.locator('main form button').first().click()
  await who.page.waitForURL(address => !address.pathname.startsWith('/sign-in'))
  await open(who.page)
  return who
}
async function open(page: Page, slug = on.house.slug): Promise<void> {
  await page.goto(`/c/${slug}/draft`)
  await page.locator('.ProseMirror').waitFor()
}
const units = (page: Page) =>
  page.locator('.ProseMirror > [data-unit]:not([data-goes-on])').evaluateAll(all => all.map(el => el.getAttribute('data-unit')))

/** A device that is slower to open what it keeps than a connection is. */
function slowShelf(): void {
  Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', {
    set(this: IDBOpenDBRequest, heard: (event: Event) => void) {
      this.addEventListener('success', event => setTimeout(() => heard(event), 1_000))
    },
  })
}

test('two drafters see each other write, split and undo, each their own', { timeout: 120_000 }, async () => {
  const [dora, sam] = [await enter('dora'), await enter('sam', 'secretariat')]
  const before = await units(dora.page)
  await typeBefore(dora.page, 'Dora: ', 'The town loses')
  await block(sam.page, 'Dora: ').waitFor()
  await sam.page.locator('.room-cursor').waitFor()
  expect(await sam.page.locator('.room-person').count()).toBe(1)
  await typeBefore(sam.page, 'Sam: ', 'Until then')
  await block(dora.page, 'Sam: ').waitFor()
  await block(dora.page, 'Dora: The town').click()
  await dora.page.keyboard.press('End')
  await dora.page.keyboard.press('Enter')
  await dora.page.keyboard.type('A new paragraph.')
  await block(sam.page, 'A new paragraph.').waitFor()
  const after = await units(sam.page)
  expect(after.filter(id => before.includes(id))).toEqual(before)
  expect(new Set(after).size).toBe(before.length + 1)
  await sam.page.locator('.ProseMirror').focus()
  await sam.page.keyboard.press('Control+z')
  await block(dora.page, 'Until then').waitFor()
  await expect.poll(() => dora.page.locator('.ProseMirror').textContent()).not.toContain('Sam: ')
  expect(await dora.page.locator('.ProseMirror').textContent()).toContain('A new paragraph.')
  expect([...dora.wrong, ...sam.wrong]).toEqual([])
})

test('what is typed without a connection survives a closed page and is merged on return', { timeout: 120_000 }, async () => {
  const [dora, sam] = [await enter('dora'), await enter('sam', 'secretariat')]
  await saved(dora.page)
  await dora.context.setOffline(true)
  await typeBefore(dora.page, 'Typed offline. ', 'الماء')
  await dora.page.locator('[data-state="offline"]').waitFor()
  await typeBefore(sam.page, 'Meanwhile. ', 'الماء')
  await saved(sam.page)
  expect(await sam.page.locator('.ProseMirror').textContent()).not.toContain('Typed offline.')
  await dora.page.close()
  await dora.context.setOffline(false)
  dora.page = await dora.context.newPage()
  await open(dora.page)
  await block(sam.page, 'Typed offline.').waitFor()
  await block(dora.page, 'Meanwhile.').waitFor()
  const own = (page: Page): Promise<string[]> =>
    page.locator('.ProseMirror').evaluate(el => {
      const copy = el.cloneNode(true) as HTMLElement
      for (const cursor of copy.querySelectorAll('.room-cursor')) cursor.remove()
      return [...copy.children].map(block => block.textContent ?? '')
    })
  await expect.poll(() => own(dora.page)).toEqual(await own(sam.page))
})

/** As from another program: so many paragraphs at once. */
const paste = (page: Page, paragraphs: number, words: string): Promise<void> =>
  page.locator('.ProseMirror').evaluate(
    (el, [n, text]) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', `<p>${text}</p>`.repeat(n))
      el.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [paragraphs, words] as const,
  )

test(
  'days of writing without a connection, more than one frame takes, reach the room in pieces',
  { timeout: 120_000 },
  async () => {
    const dora = await enter('dora')
    // The other stories' room stays as small as they expect it.
    const days = await imported(on.house, '# Days\n\nThe town loses one litre in five.\n', 'Days', 'en')
    await open(dora.page, days)
    await saved(dora.page)
    const frames: number[] = []
    dora.page.on('websocket', socket => socket.on('framesent', ({ payload }) => frames.push(payload.length)))
    await dora.context.setOffline(true)
    await block(dora.page, 'The town loses').click()
    await dora.page.keyboard.press('End')
    await paste(dora.page, 600, 'A long day. '.repeat(170))
    await dora.page.keyboard.type('The last of it.')
    await dora.page.locator('[data-state="offline"]').waitFor()
    await dora.context.setOffline(false)
    await saved(dora.page)
    expect(Math.max(...frames)).toBeLessThan(200_000)
    expect(frames.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(1_200_000)
    const texts = (page: Page) => page.locator('.ProseMirror > p').evaluateAll(all => all.map(el => el.textContent?.length))
    const typed = await texts(dora.page)
    // Her cursor and its name leave with her.
    await dora.page.goto('/')
    const sam = await enter('sam', 'secretariat')
    await open(sam.page, days)
    await block(sam.page, 'The last of it.').waitFor()
    expect(await texts(sam.page)).toEqual(typed)
  },
)

test(
  'what the draft cannot take stays on the device, is said, and goes when its author says so',
  { timeout: 60_000 },
  async () => {
    const dora = await enter('dora')
    await saved(dora.page)
    // What the room answers to an update that no draft has room for.
    let full = false
    await dora.page.routeWebSocket(/\/draft\//, socket => {
      const room = socket.connectToServer()
      socket.onMessage(message => {
        if (full && typeof message !== 'string' && message[0] === 0 && message[1] !== 0)
          void socket.close({ code: 4413, reason: 'draft' })
        else room.send(message)
      })
    })
    const refused = dora.page.locator('[data-refused]:not([hidden])')
    await dora.page.reload()
    await saved(dora.page)
    full = true
    await block(dora.page, 'Until then').click()
    await dora.page.keyboard.insertText('Too much. ')
    await refused.getByText('stays on this device').waitFor()
    await dora.page.reload()
    await refused.getByText('stays on this device').waitFor()
    await block(dora.page, 'Too much.').waitFor()
    full = false
    // First it is downloaded: only then can it be removed.
    expect(await dora.page.locator('[data-discard]').isHidden()).toBe(true)
    const [file] = await Promise.all([dora.page.waitForEvent('download'), dora.page.locator('[data-download]').click()])
    expect(await readText(file)).toContain('Too much.')
    await dora.page.locator('[data-discard]').click()
    await saved(dora.page)
    expect(await dora.page.locator('.ProseMirror').textContent()).not.toContain('Too much.')
  },
)

test('what lies on the device is not sent again when the page is opened anew', { timeout: 60_000 }, async () => {
  const dora = await enter('dora')
  await typeBefore(dora.page, 'Kept here. ', 'The town loses')
  await saved(dora.page)
  const updates: number[] = []
  // The room answers only when the page shows what the device kept.
  const held: (() => void)[] = []
  let shown = false
  await dora.page.routeWebSocket(/\/draft\//, socket => {
    const room = socket.connectToServer()
    socket.onMessage(message => {
      if (typeof message !== 'string' && message[0] === 0 && message[1] === 2) updates.push(message.length)
      room.send(message)
    })
    room.onMessage(message => {
      if (shown) socket.send(message)
      else held.push(() => socket.send(message))
    })
  })
  await dora.page.addInitScript(slowShelf)
  await dora.page.reload()
  await block(dora.page, 'Kept here.').waitFor()
  shown = true
  for (const tell of held.splice(0)) tell()
  await saved(dora.page)
  expect(updates).toEqual([])
  await typeBefore(dora.page, 'x', 'Kept here.')
  await expect.poll(() => updates.length).toBe(1)
})

test(
  'readers’ comments that cannot be fetched are said to be away, and are there when they can be',
  { timeout: 60_000 },
  async () => {
    const [dora, rita] = [await enter('dora'), await reader(on, 'Rita')]
    here.push(rita)
    const paragraphId = await block(dora.page, 'Until then').getAttribute('data-unit')
    await actBy(on, rita, 'comment.post', { id: crypto.randomUUID(), paragraphId, text: 'Why only until then?' })
    await open(dora.page)
    await saved(dora.page)
    await dora.page.route('**/api/consultations/**/comments?*', route => route.fulfill({ status: 503, body: '<p>Away</p>' }))
    await block(dora.page, 'Until then').click()
    await dora.page.getByText('The comments cannot be fetched now.').waitFor()
    await dora.page.unroute('**/api/consultations/**/comments?*')
    await block(dora.page, 'الماء').click()
    await block(dora.page, 'Until then').click()
    await dora.page.locator('.room-comments', { hasText: 'Why only until then?' }).waitFor()
    // Looking at what readers said leaves the text as it is.
    await block(dora.page, 'Until then the company will:').waitFor()
  },
)

test('an Arabic draft is written from right to left', { timeout: 60_000 }, async () => {
  const dora = await enter('dora')
  await open(dora.page, await imported(on.house, '# الماء\n\nالماء حق للجميع.\n', 'الماء', 'ar'))
  await typeBefore(dora.page, 'هنا ', 'حق للجميع')
  await saved(dora.page)
  await dora.page.reload()
  // What was typed first stands at the right end of its line, and the line at the right edge of the paper.
  const { typed, last, edge } = await block(dora.page, 'هنا').evaluate(el => {
    const words = el.firstChild
    if (!words) throw new Error('a line')
    const range = document.createRange()
    const right = (from: number, to: number): number => {
      range.setStart(words, from)
      range.setEnd(words, to)
      return range.getBoundingClientRect().right
    }
    const { length } = words.textContent ?? ''
    return { typed: right(0, 3), last: right(length - 2, length), edge: el.getBoundingClientRect().right }
  })
  expect(typed).toBeGreaterThan(last)
  expect(edge - typed).toBeLessThan(40)
})

test('an earlier state is read, compared and brought back while another has the room open', { timeout: 120_000 }, async () => {
  const [dora, sam] = [await enter('dora'), await enter('sam', 'secretariat')]
  await typeBefore(dora.page, 'An experiment. ', 'The town loses')
  await saved(dora.page)
  await block(sam.page, 'An experiment.').waitFor()
  const history = `/c/${on.house.slug}/draft/history`
  await dora.page.goto('/')
  await sam.page.goto('/')
  // The room keeps a state when everybody has left; earlier stories kept theirs.
  await expect
    .poll(
      async () => {
        await sam.page.goto(history)
        const newest = sam.page.locator('.room-states a').first()
        if (!(await newest.count())) return ''
        await newest.click()
        return sam.page.locator('.room-state-text').textContent()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toContain('An experiment.')
  await open(dora.page)
  await typeBefore(dora.page, 'A mistake. ', 'The town loses')
  await saved(dora.page)
  await sam.page.goto(history)
  await sam.page.locator('.room-states a').first().click()
  expect(await sam.page.locator('.room-state-text').textContent()).not.toContain('A mistake.')
  await sam.page.goto(`${sam.page.url()}?with=now`)
  expect(await sam.page.locator('.room-change ins').first().textContent()).toContain('A mistake.')
  await sam.page.locator('form[action$="/restore"] button').click()
  await sam.page.locator('.ProseMirror').waitFor()
  await expect.poll(() => dora.page.locator('.ProseMirror').textContent()).not.toContain('A mistake.')
  await expect.poll(() => sam.page.locator('.ProseMirror').textContent()).toContain('An experiment.')
})

test(
  'frozen, the text can only be read; whose role is taken away keeps what stands on the screen, and can download it',
  { timeout: 120_000 },
  async () => {
    const [dora, sam] = [await enter('dora'), await enter('sam', 'secretariat')]
    await saved(dora.page)
    await sam.page.locator('form[action$="/freeze"] button').click()
    await sam.page.locator('form[action$="/thaw"] button').waitFor()
    await dora.page.locator('[data-state="frozen"]').waitFor()
    expect(await dora.page.locator('.ProseMirror').getAttribute('contenteditable')).toBe('false')
    await sam.page.locator('form[action$="/thaw"] button').click()
    await sam.page.locator('form[action$="/freeze"] button').waitFor()
    await dora.page.locator('[data-state="saved"]').waitFor()
    const { person } = JSON.parse((await dora.page.locator('.room').getAttribute('data-room')) ?? '{}') as {
      person: string
    }
    const answer = await sam.context.request.post('/api/commands/staff.revoke', {
      data: { person, role: 'drafter' },
      headers: { Origin: on.house.base, 'Idempotency-Key': crypto.randomUUID() },
    })
    expect(answer.status()).toBe(200)
    await dora.page.locator('[data-refused]:not([hidden])').waitFor()
    const [file] = await Promise.all([dora.page.waitForEvent('download'), dora.page.locator('[data-download]').click()])
    expect(await readText(file)).toContain('The town loses one litre in five.')
    expect(await dora.page.locator('.ProseMirror').getAttribute('contenteditable')).toBe('false')
  },
)
