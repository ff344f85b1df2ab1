// A consultation's newest comments as an Atom feed: what the public may read, nothing else.

import type { Comment } from '../../shared/comment.ts'
import type { Words } from '../../shared/words.ts'
import { xmlText, XML } from '../report/xml.ts'

export interface Feed {
  /** Where this instance lives, without a slash at the end. */
  base: string
  slug: string
  title: string
  lang: string
  /** When there is no comment yet. */
  since: string
  comments: Comment[]
}

const lastChange = (feed: Feed): string =>
  feed.comments
    .filter(c => c.text !== null)
    .map(changedAt)
    .reduce((last, at) => (at > last ? at : last), feed.since)

export function atomFeed(t: Words, feed: Feed): string {
  const home = `${feed.base}/c/${feed.slug}`
  const shown = feed.comments.filter(c => c.text !== null)
  return `${XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xmlText(feed.lang)}">
<id>${xmlText(home)}</id>
<title>${xmlText(feed.title)}</title>
<updated>${lastChange(feed)}</updated>
<link rel="alternate" type="text/html" href="${xmlText(home)}"/>
<link rel="self" type="application/atom+xml" href="${xmlText(home)}/comments.atom"/>
${shown.map(c => entry(t, feed.base, c)).join('')}</feed>
`
}

const changedAt = (c: Comment): string => c.editedAt ?? c.postedAt

function entry(t: Words, base: string, c: Comment): string {
  const name = c.author?.name ?? t('comment.gone')
  const url = xmlText(base + c.url)
  return `<entry xml:lang="${xmlText(c.lang)}">
<id>${url}</id>
<title>${xmlText(t('search.comment', { name }))}</title>
<author><name>${xmlText(name)}</name></author>
<published>${c.postedAt}</published>
<updated>${changedAt(c)}</updated>
<link rel="alternate" type="text/html" href="${url}"/>
<content type="text">${xmlText(c.text ?? '')}</content>
</entry>
`
}
