// What every page is drawn with: the reader's language, session and form token, and where this instance lives.

import type { Instance } from '../../shared/instance.ts'
import type { Value } from '../../shared/agreement.ts'
import type { Comment, Sort } from '../../shared/comment.ts'
import type { Lang, Words } from '../../shared/words.ts'
import type { DemoHere } from './demo.ts'
import type { ConsultationView, Me, ParagraphView, View } from '../../shared/view.ts'

export interface PageContext {
  lang: Lang
  t: Words
  /** Null without a session: then the page is the same for everybody and may be kept. */
  me: Me | null
  /** True when `me` has any role here. */
  staff: boolean
  /** Token of plain forms for this session; null without a session (then Origin alone guards). */
  formToken: string | null
  /** UTC now, ISO. */
  now: string
  /** This page's own path with query, for the language switch and for coming back after signing in. */
  here: string
  /** What this instance tells of itself, and the address it is reached at. */
  instance: Instance
  base: string
  /** A form that was refused, shown where the act was; null mostly. */
  refused?: Refused | null
  /** What this page has to do with the demonstration; null mostly. */
  demo?: DemoHere | null
  assets: {
    script: string
    style: string
    desk: string | null
    deskStyle: string | null
    /** Address of what was built from a source; null before the first build. */
    file: (source: string) => string | null
  }
}

/** What of the view the forms, comments and threads on a page need. */
export interface Page {
  consultation: ConsultationView
  whole: Pick<View['whole'], 'id'>
}

/** What is public about a consultation beside its view. */
export interface About {
  asker: string | null
  /** Safe HTML. */
  description: string
  links: { title: string; url: string }[]
  files: { id: string; name: string; size: number }[]
  /** What happens after closing; safe HTML or empty. */
  next: string
  people: number
  votes: number
  comments: number
  answered: number
}

export interface Thread {
  placeId: string
  /** Top-level comments, and all with replies. */
  total: number
  all: number
  sort: Sort
  items: ThreadItem[]
  /** Cursor of the next page, null at the end. */
  next: string | null
}
/** A top-level comment with its first replies. */
export interface ThreadItem {
  comment: Comment
  replies: ReplyItem[]
  moreReplies: number
}
export interface ReplyItem {
  comment: Comment
  /** For a reply to a reply: whom it quotes. */
  quoted: { id: string; author: string | null; text: string | null } | null
}

/** A form that was refused: shown at its place, with what was typed. */
export interface Refused {
  /** What was tried there. */
  act: 'vote' | 'comment' | 'other'
  /** Where: the item voted on, the paragraph commented on, or the comment replied to or edited. */
  at: string
  message: string
  text: string
  kind?: string | null
  key?: string
}

export interface Section {
  /** Index from 0, the first heading's text, and the paragraphs it holds. */
  index: number
  title: string
  paragraphs: ParagraphView[]
}

export interface ReadingPage {
  view: View
  about: About
  /** Sections of the draft; above 300 units the page shows one (`section`), else all (`section` null). */
  sections: Section[]
  section: number | null
  /** A copy to try things out: nobody is led here by a search. */
  rehearsal: boolean
  /** The unit whose thread is open (`/c/:slug/paragraph/:id`, or after posting), with the thread. */
  open: Thread | null
  /** Units whose wording is another one since this reader voted or commented on it. */
  look: Record<string, Value | 'comment'>
}
