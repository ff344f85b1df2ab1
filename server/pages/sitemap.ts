// What search machines are told: which addresses are for them, and the public consultations in each language.

import { langs } from '../../shared/words.ts'
import { xmlText, XML } from '../report/xml.ts'

export interface Place {
  path: string
  /** When it last changed; unknown for pages that gather others. */
  changedAt: string | null
}

export function siteMap(base: string, places: Place[]): string {
  return `${XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${places.map(place => entry(base + place.path, place.changedAt)).join('')}</urlset>
`
}

function entry(address: string, changedAt: string | null): string {
  const others = langs.map(
    lang => `<xhtml:link rel="alternate" hreflang="${lang}" href="${xmlText(`${address}?lang=${lang}`)}"/>\n`,
  )
  return `<url>
<loc>${xmlText(address)}</loc>
${changedAt ? `<lastmod>${changedAt}</lastmod>\n` : ''}${others.join('')}</url>
`
}

/** Desk, sign-in, searches and pieces of pages lead nowhere for a stranger. */
export const robots = (base: string): string => `User-agent: *
Disallow: /desk
Disallow: /me
Disallow: /setup
Disallow: /sign-in
Disallow: /api/commands/
Disallow: /c/*/desk
Disallow: /c/*/fragment/
Disallow: /c/*/search

Sitemap: ${base}/sitemap.xml
`
