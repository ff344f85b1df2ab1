// Every page and state that is looked at: its name, its address, who opens it, and what they do there first.

import type { Page } from 'playwright-core'
import type { Who } from './scene.ts'

export interface Shot {
  name: string
  path: string
  who?: Who
  /** Taken in the house where every deadline has passed. */
  closed?: true
  media?: 'print'
  scripts?: false
  lang?: string
  act?: (page: Page) => Promise<void>
}

const unit = (page: Page, n: number) => page.locator(`.unit[data-number="${n}"]`)
const openUnit = (n: number) => async (page: Page) => {
  await unit(page, n).locator('.comment-link').click()
  await unit(page, n).locator('.thread-form textarea, .thread-form .notice').first().waitFor()
}
const press = (keys: string) => async (page: Page) => {
  for (const key of keys) await page.keyboard.press(key)
}

export const shots: Shot[] = [
  { name: 'front-door', path: '/' },
  { name: 'reading', path: '/c/demo' },
  { name: 'reading-signed-in', path: '/c/demo', who: 'reader' },
  { name: 'reading-french', path: '/c/demo-fr', lang: 'fr' },
  { name: 'reading-no-scripts', path: '/c/demo-es', lang: 'es', scripts: false },
  { name: 'open-unit', path: '/c/demo', who: 'reader', act: openUnit(2) },
  { name: 'whole-page', path: '/c/demo/paragraph/whole' },
  {
    name: 'comment-page',
    path: '/c/demo',
    act: async page => {
      await openUnit(2)(page)
      await page.goto((await unit(page, 2).locator('.comment a[href*="/comment/"]').first().getAttribute('href')) ?? '')
    },
  },
  { name: 'table-map', path: '/c/demo/table' },
  { name: 'print', path: '/c/demo/print', media: 'print' },
  { name: 'search', path: '/c/demo/search?q=trees' },
  { name: 'share', path: '/c/demo/share' },
  { name: 'embed', path: '/c/demo/embed' },
  { name: 'empty', path: '/c/empty' },
  { name: 'full', path: '/c/full', act: openUnit(1) },
  { name: 'announced', path: '/c/announced' },
  { name: 'closed', path: '/c/demo', closed: true },
  { name: 'closed-unit', path: '/c/demo', closed: true, act: openUnit(2) },
  { name: 'downloads', path: '/c/demo/reports', closed: true },
  { name: 'dashboard', path: '/c/demo/dashboard' },
  { name: 'dashboard-empty', path: '/c/empty/dashboard' },
  { name: 'revised', path: '/c/revised', who: 'reader' },
  { name: 'revisions', path: '/c/revised/revisions' },
  { name: 'comparison', path: '/c/revised/compare/1/2' },
  { name: 'refused', path: '/c/nothing-here' },
  { name: 'sign-in', path: '/sign-in' },
  {
    name: 'guest',
    path: '/c/demo',
    act: async page => {
      await unit(page, 1).locator('button[data-value="agree"]').first().click()
      await page.locator('form.stack').waitFor()
    },
  },
  { name: 'me', path: '/me', who: 'reader' },
  { name: 'imprint', path: '/imprint' },
  { name: 'privacy', path: '/privacy' },
  { name: 'accessibility', path: '/accessibility' },
  { name: 'api', path: '/api' },
  {
    name: 'offline',
    path: '/c/demo',
    who: 'reader',
    act: async page => {
      await page.context().setOffline(true)
      await unit(page, 1).locator('.pulse button[data-value="agree"]').click()
      await page.locator('.waiting-bar').waitFor()
    },
  },
  { name: 'set-up', path: '/setup?token=once', closed: true },
  { name: 'desk', path: '/desk', who: 'administrator' },
  { name: 'desk-overview', path: '/c/full/desk', who: 'secretary' },
  { name: 'desk-overview-empty', path: '/c/empty/desk', who: 'secretary' },
  { name: 'desk-comments', path: '/c/full/desk/comments', who: 'moderator', act: press('jj') },
  { name: 'desk-comments-empty', path: '/c/empty/desk/comments', who: 'moderator' },
  { name: 'desk-answers', path: '/c/demo/desk/answers', who: 'secretary' },
  { name: 'desk-report', path: '/c/demo/desk/report', who: 'secretary', closed: true },
  { name: 'desk-settings', path: '/c/demo/desk/settings', who: 'secretary' },
  { name: 'desk-people', path: '/c/demo/desk/people', who: 'secretary' },
  { name: 'desk-share', path: '/c/demo/desk/share', who: 'secretary' },
  { name: 'desk-instance', path: '/desk/instance', who: 'administrator' },
  { name: 'desk-own-page', path: '/desk/instance/imprint', who: 'administrator' },
  { name: 'new-consultation', path: '/desk/new', who: 'secretary' },
  { name: 'preview', path: '/c/draft/desk/draft', who: 'secretary' },
  { name: 'step-about', path: '/c/draft/desk/draft/about', who: 'secretary' },
  { name: 'step-deadline', path: '/c/draft/desk/draft/deadline', who: 'secretary' },
  { name: 'step-publish', path: '/c/draft/desk/draft/publish', who: 'secretary' },
  { name: 'desk-revision', path: '/c/revised/desk/revision', who: 'secretary' },
  {
    name: 'drafting-room',
    path: '/c/draft/draft',
    who: 'drafter',
    act: page => page.locator('.ProseMirror').first().waitFor(),
  },
  { name: 'drafting-history', path: '/c/draft/draft/history', who: 'drafter' },
]
