// What the instance tells of itself, kept in memory for every page, read anew when somebody changes it in this or another process.

import { listSettings } from '../db/instance.ts'
import type { Db } from '../db/open.ts'
import { blankInstance, ownPages, type Instance, type OwnPage } from '../shared/instance.ts'
import { isLang } from '../shared/words.ts'

export interface InstanceKeeper {
  readonly now: Instance
  load: () => Promise<void>
}

export function createInstance(db: Db): InstanceKeeper {
  let now = blankInstance
  return {
    get now() {
      return now
    },
    async load() {
      now = instanceOf(await listSettings(db.read, {}))
    },
  }
}

const isOwnPage = (name: string): name is OwnPage => (ownPages as readonly string[]).includes(name)

function instanceOf(settings: { name: string; lang: string; value: string; at: string }[]): Instance {
  const made = structuredClone(blankInstance)
  for (const { name, lang, value, at } of settings) {
    if (isOwnPage(name) && isLang(lang)) made.pages[name][lang] = value
    if (name === 'name') Object.assign(made, { name: value, named: true })
    if (name === 'logo') made.logo = value ? (JSON.parse(value) as Instance['logo']) : null
    if (!made.changedAt || at > made.changedAt) made.changedAt = at
  }
  return made
}
