// The demonstration: which consultations belong to it, and who may remove it.

import type { No } from './refusal.ts'
import { mayDo, type Actor } from './role.ts'

/** Languages the demonstration is written in, each with the address of its consultation; the first serves everybody else. */
export const demoSlugs = { en: 'demo', fr: 'demo-fr', es: 'demo-es' } as const
export type DemoLang = keyof typeof demoSlugs
export const demoLangs = Object.keys(demoSlugs) as DemoLang[]

/** Ids of the demonstration begin so; the ids of people and consultations hold no hyphen otherwise. */
export const DEMO = 'demo-'
export const isDemo = (id: string): boolean => id.startsWith(DEMO)

/** The language in which a reader is shown the demonstration. */
export const demoLangFor = (lang: string): DemoLang => demoLangs.find(known => known === lang) ?? 'en'

/** S1: the demonstration is removed by administrators; removing it again changes nothing. */
export const mayRemoveDemo = (actor: Actor | null): No => mayDo(actor, 'instance.manage', null)
