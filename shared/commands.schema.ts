// What may be asked: the schema of every command, unknown fields refused. Parsed on the server; the OpenAPI document is made from these.

import { z } from 'zod'
import { commentKinds, outcomes, reasons } from './comment.ts'
import { ownPages } from './instance.ts'
import { decidable } from './revision.ts'
import { roles } from './role.ts'
import { values } from './vote.ts'
import { langs } from './words.ts'

const id = z.string().min(1).max(64)
const consultation = id.describe('Slug or id of the consultation.')
const text = z.string().max(40_000)
const line = z.string().trim().max(300)
const lang = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
const reason = z.string().trim().min(1).max(1_000)
const wall = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)
  .describe('Local wall time, YYYY-MM-DDTHH:MM[:SS].')
const moment = z.union([wall, z.iso.datetime({ offset: true })]).describe('Local wall time with `zone`, or a UTC time.')
const zone = z.string().max(64).describe('IANA time zone.')
const command = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ consultation, ...shape })

const described = {
  title: line.min(1),
  lang,
  asker: line.nullable(),
  description: text.describe('Markdown.'),
  links: z.array(z.strictObject({ title: line.min(1), url: z.url({ protocol: /^https?$/ }).max(500) })).max(30),
  next: text.describe('What happens after closing; Markdown.'),
  guests: z.boolean(),
  minVotes: z.int().min(1).max(1_000),
  opensAt: moment.nullable(),
  closesAt: moment.nullable(),
  zone,
  earlier: z.boolean().describe('Which of two equal local times is meant when clocks are put back.'),
  reportPublic: z.boolean().describe('Opens the public report before closing.'),
}

const decisions = z
  .array(
    z.strictObject({
      id,
      class: z.enum(decidable).optional().describe('edited: the votes stay. changed: a new wording, to be voted afresh.'),
      reason: z.string().trim().max(2_000).optional(),
      because: z.array(id).max(200).optional().describe('Ids of comments that led to it.'),
      about: z.string().max(64).optional().describe('The texts the class was decided about, as the page named them.'),
    }),
  )
  .max(20_000)
  .optional()

/** Schemas by command name. */
export const commandSchemas = {
  'vote.cast': command({ item: id, value: z.enum(values).nullable() }),
  'comment.post': command({
    id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    paragraphId: id.describe('A unit, or "whole".'),
    text: z.string().max(100_000),
    replyTo: id.nullish(),
    kind: z.enum(commentKinds).nullish(),
    lang: lang.optional(),
  }),
  'comment.edit': command({ id, text: z.string().max(100_000) }),
  'comment.withdraw': command({ id }),
  'comment.report': command({ id, reason: z.enum(reasons), note: z.string().trim().max(1_000).nullish() }),
  'comment.hide': command({ id, reason: z.enum(reasons), note: z.string().trim().max(1_000).nullish() }),
  'comment.restore': command({ id, note: z.string().trim().max(1_000).nullish() }),
  'comment.keep': command({ id, seen: z.boolean().optional().describe('false puts it back among what waits.') }).describe(
    'A moderator has looked at it and leaves it.',
  ),
  'comment.answer': command({
    ids: z.array(id).min(1).max(500),
    outcome: z.enum(outcomes),
    text: z.string().trim().min(1).max(20_000),
  }),
  'comment.unanswer': command({ answer: id }).describe(
    'Takes an answer back everywhere it stands; what it had replaced stands again.',
  ),
  'paragraph.correct': command({ id, html: z.string().min(1).max(200_000), reason }),
  'consultation.create': z.strictObject({
    slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/),
    ...z.strictObject(described).partial().shape,
    title: described.title,
    lang: described.lang,
  }),
  'consultation.describe': z.strictObject({ consultation, ...z.strictObject(described).partial().shape }),
  'consultation.publish': command({}),
  'consultation.extend': command({ until: moment, zone: zone.optional(), earlier: z.boolean().optional(), reason }),
  'consultation.close': command({ reason }),
  'consultation.reopen': command({ until: moment.nullish(), zone: zone.optional(), earlier: z.boolean().optional(), reason }),
  'consultation.archive': command({ back: z.boolean().optional().describe('Takes it out of the archive.') }),
  'consultation.remove': command({}).describe('Only while unpublished.'),
  'consultation.duplicate': command({ slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/), title: line.min(1) }),
  'consultation.rehearse': command({}).describe('Makes or renews the rehearsal for colleagues; answers with its link.'),
  'draft.split': command({ id, at: z.int().min(1).describe('Offset in the readable text, in UTF-16 units.') }),
  'draft.merge': command({ id }).describe('Joins the unit to the one before it, which keeps its id.'),
  'draft.move': command({ id, after: id.nullable() }),
  'draft.drop': command({ id }),
  'draft.level': command({ id, level: z.int().min(1).max(6).nullable().describe('null makes prose of a heading.') }),
  'draft.apart': command({ id }).describe('Each list item, or each table row, becomes a unit of its own.'),
  'draft.names': command({ id, of: z.enum(['columns', 'rows']) }).describe(
    'In tables without names, the first row names the columns, or the first cell of each row names its row.',
  ),
  'draft.describe': command({ id, words: z.array(line).min(1).max(50) }).describe(
    'Words for the pictures that have none, in their order; an empty one leaves its picture as it is.',
  ),
  'draft.write': command({ id, html: z.string().min(1).max(200_000) }),
  'draft.add': command({
    after: id.nullable(),
    html: z.string().min(1).max(200_000),
    level: z.int().min(1).max(6).nullish().describe('A heading of this level.'),
  }),
  'draft.undo': command({}),
  'draft.redo': command({}),
  'revision.begin': command({}).describe(
    'The working draft becomes what readers see now; publishing changes nothing until then.',
  ),
  'revision.drop': command({}).describe('Gives up the revision in the making.'),
  'revision.decide': command({ decisions, reason: z.string().trim().max(2_000).optional() }).describe('Kept until publishing.'),
  'revision.import': command({
    pairs: z
      .array(
        z.strictObject({
          n: z.int().min(0).describe('Place of the unit in the file, from 0.'),
          id: id.nullable().describe('The unit it continues; null for a new one.'),
          takesIn: z.array(id).max(100).optional(),
        }),
      )
      .max(30_000)
      .optional(),
    stamp: z.string().max(64).optional().describe('Order and file as the page named them; refused when they are others now.'),
    put: z.enum(['correct', 'accept', 'away']).describe('Keep the corrections, lay the file over the revision, or put it away.'),
  }),
  'revision.publish': command({
    reason: z.string().trim().max(2_000).describe('Why there is a new revision; public.'),
    afterClosing: z.string().trim().max(1_000).optional().describe('Why it is published after closing; needed then.'),
    decisions,
    seen: z.string().max(64).optional().describe('The texts as the page named them; refused when they are others now.'),
  }),
  'draft.freeze': command({}).describe('Nobody writes in the drafting room until it is thawed.'),
  'draft.thaw': command({}),
  'person.rename': z.strictObject({ consultation: consultation.optional(), name: z.string().trim().min(1).max(80) }),
  'person.optOut': z.strictObject({ consultation: consultation.optional(), optOut: z.boolean() }),
  'person.erase': z.strictObject({ consultation: consultation.optional() }),
  'instance.describe': z.strictObject({
    name: z.string().trim().min(1).max(80).optional(),
    logo: z
      .base64()
      .max(12_000_000)
      .nullable()
      .optional()
      .describe('A PNG, JPEG or WebP picture up to 256 KB; null takes it away.'),
    pages: z
      .array(z.strictObject({ page: z.enum(ownPages), lang: z.enum(langs), text: text.describe('Markdown.') }))
      .max(50)
      .optional(),
  }),
  'person.block': z.strictObject({ consultation: consultation.optional(), person: id, reason }),
  'person.unblock': z.strictObject({ consultation: consultation.optional(), person: id }),
  'demo.remove': z.strictObject({}).describe('Removes the demonstration wholly; administrators.'),
  'staff.grant': z.strictObject({ email: z.string().max(254), role: z.enum(roles), consultation: consultation.optional() }),
  'staff.revoke': z.strictObject({ person: id, role: z.enum(roles), consultation: consultation.optional() }),
}
export type CommandName = keyof typeof commandSchemas
