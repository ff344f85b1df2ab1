// The view of one consultation, and how an event changes it: fold(old view, events) = the view fetched now (G11).

import type { Agreement, Value } from './agreement.ts'
import type { Comment } from './comment.ts'
import type { HistoryEntry, State } from './consultation.ts'
import { numbersOf } from './draft.ts'
import type { SeenEvent } from './events.ts'

export interface ConsultationView {
  id: string
  slug: string
  title: string
  lang: string
  dir: 'ltr' | 'rtl'
  state: State
  opensAt: string | null
  closesAt: string | null
  closing: { wall: string; zone: string } | null
  closedAt: string | null
  closedSeq: number | null
  revision: number
  minVotes: number
  guests: boolean
  history: HistoryEntry[]
}

/** Times are told in the zone of the deadline, and the page says which that is. */
export const zoneOf = (c: Pick<ConsultationView, 'closing'>): string => c.closing?.zone ?? 'UTC'

/** `threads` are top-level comments, `all` includes replies; both count places, so a hidden or withdrawn comment still counts. */
export interface CommentCounts {
  threads: number
  all: number
}

export interface ParagraphView {
  id: string
  wordingId: string
  number: number | null
  kind: 'heading' | 'prose' | 'list' | 'table' | 'row' | 'code'
  level: number | null
  html: string
  comments: CommentCounts
  agreement: Agreement
  /** Since which revision its text stands, and since which its wording; votes on an earlier wording stay with that. */
  revision: number
  since: number
  earlier: string[]
}

/** The newest comments, newest first; hidden and withdrawn ones keep their place. */
export type LatestComment = Pick<
  Comment,
  'id' | 'paragraphId' | 'replyTo' | 'url' | 'kind' | 'lang' | 'text' | 'state' | 'reason' | 'author' | 'postedAt'
>
export const LATEST = 10

export interface Me {
  id: string
  name: string | null
  kind: 'guest' | 'participant'
  roles: string[]
  votes: Record<string, Value>
}

export interface View {
  seq: number
  consultation: ConsultationView
  whole: { id: string; comments: number }
  paragraphs: ParagraphView[]
  latest: LatestComment[]
  me: Me | null
}

export const latestOf = (c: Comment): LatestComment => ({
  id: c.id,
  paragraphId: c.paragraphId,
  replyTo: c.replyTo,
  url: c.url,
  kind: c.kind,
  lang: c.lang,
  text: c.text,
  state: c.state,
  reason: c.reason,
  author: c.author,
  postedAt: c.postedAt,
})

/** The view after these events; `upto` is the number the range reaches. Pure: the old view is not touched. */
export function fold(view: View, events: readonly SeenEvent[], upto: number): View {
  return { ...events.reduce(apply, view), seq: upto }
}

function apply(view: View, event: SeenEvent): View {
  switch (event.type) {
    case 'agreement':
      return onParagraph(
        view,
        p => p.wordingId === event.data.item,
        p => ({ ...p, agreement: event.data.agreement }),
      )
    case 'vote.mine':
      return view.me ? { ...view, me: { ...view.me, votes: withVote(view.me.votes, event.data.item, event.data.value) } } : view
    case 'comment.posted': {
      const { comment, place } = event.data
      const latest = [latestOf(comment), ...view.latest.filter(c => c.id !== comment.id)].slice(0, LATEST)
      const counted =
        place.id === view.whole.id
          ? { ...view, whole: { ...view.whole, comments: place.comments.all } }
          : onParagraph(
              view,
              p => p.id === place.id,
              p => ({ ...p, comments: place.comments }),
            )
      return { ...counted, latest }
    }
    case 'comment.changed': {
      const { comment } = event.data
      return { ...view, latest: view.latest.map(c => (c.id === comment.id ? latestOf(comment) : c)) }
    }
    case 'consultation.changed':
      return { ...withMinVotes(view, event.data.consultation.minVotes), consultation: event.data.consultation }
    case 'paragraph.corrected': {
      const { paragraph, consultation } = event.data
      return {
        ...onParagraph(
          view,
          p => p.id === paragraph.id,
          p => ({ ...p, html: paragraph.html, revision: paragraph.revision }),
        ),
        consultation,
      }
    }
    case 'revision.published': {
      const { order, units, moved, consultation } = event.data
      const known = new Map([...view.paragraphs, ...units].map(p => [p.id, p]))
      const paragraphs = order.flatMap(id => known.get(id) ?? [])
      const numbers = numbersOf(paragraphs)
      return {
        ...view,
        consultation,
        paragraphs: paragraphs.map(p => ({ ...p, number: numbers.get(p.id) ?? null })),
        latest: view.latest.map(c => ({ ...c, paragraphId: moved[c.paragraphId] ?? c.paragraphId })),
      }
    }
    case 'comment.reported':
    case 'comment.moderated':
      return view
  }
}

/** How many votes are enough may be described anew; then each level is judged by the new number. */
function withMinVotes(view: View, minVotes: number): View {
  if (view.consultation.minVotes === minVotes) return view
  const paragraphs = view.paragraphs.map(p => ({ ...p, agreement: { ...p.agreement, enough: p.agreement.n >= minVotes } }))
  return { ...view, paragraphs }
}

function onParagraph(view: View, is: (p: ParagraphView) => boolean, change: (p: ParagraphView) => ParagraphView): View {
  const at = view.paragraphs.findIndex(is)
  const found = view.paragraphs[at]
  return found ? { ...view, paragraphs: view.paragraphs.with(at, change(found)) } : view
}

function withVote(votes: Record<string, Value>, item: string, value: Value | null): Record<string, Value> {
  const { [item]: _, ...rest } = votes
  return value ? { ...rest, [item]: value } : rest
}
