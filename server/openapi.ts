// The OpenAPI 3.1 document, made from the same schemas that judge the requests; the page at /api is drawn from it.

import { z } from 'zod'
import { commandSchemas, type CommandName } from '../shared/commands.schema.ts'
import { refusals, type Reason } from '../shared/refusal.ts'
import { wordsOf } from '../shared/words.ts'
import { handlers } from './commands/handlers.ts'
import type { Config } from './config.ts'

export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
  default?: unknown
  $ref?: string
  additionalProperties?: boolean
}
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: Schema
}
type Content = { 'application/json': { schema: Schema } }
export interface Operation {
  operationId: string
  summary: string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { description: string; content: Content }>
}
export interface OpenApi {
  openapi: string
  info: object
  servers: { url: string }[]
  paths: Record<string, { get?: Operation; post?: Operation }>
  components: { schemas: Record<string, Schema> }
}

const json = (schema: Schema): Content => ({ 'application/json': { schema } })
const parameter = (name: string, where: Parameter['in'], schema: Schema, required = where === 'path'): Parameter => ({
  name,
  in: where,
  required,
  schema,
})
const text: Schema = { type: 'string' }
const number: Schema = { type: 'integer' }
const slug = parameter('slug', 'path', text)
const id = parameter('id', 'path', text)
const limit = parameter('limit', 'query', { ...number, minimum: 1, maximum: 1_000, default: 50 })
const cursor = parameter('cursor', 'query', text)
const key = parameter('Idempotency-Key', 'header', { type: 'string', minLength: 8, maxLength: 64 }, true)

/** The answer, and each "no" that is to be expected, by its status. */
function answers(description: string, schema: Schema, reasons: Reason[]): Operation['responses'] {
  const no = Object.fromEntries(
    [...new Set(reasons.map(reason => refusals[reason]))].map(status => {
      const own = reasons.filter(reason => refusals[reason] === status)
      return [String(status), { description: own.join(', '), content: json({ $ref: '#/components/schemas/Refused' }) }]
    }),
  )
  return {
    '200': { description, content: json(schema) },
    ...no,
    default: { description: 'Refused.', content: json({ $ref: '#/components/schemas/Refused' }) },
  }
}

const said = wordsOf('en')
const operation = (
  operationId: string,
  parameters: Parameter[],
  reasons: Reason[],
  schema: Schema = { type: 'object' },
): Operation => ({
  operationId,
  summary: said(`api.do.${operationId}`),
  parameters,
  responses: answers(said(`api.do.${operationId}`), schema, [...reasons, 'fault']),
})

/** Acts that are no longer possible when somebody was faster, or when the item has been withdrawn, hidden or worded anew. */
const overtaken: Partial<Record<CommandName, Reason[]>> = {
  'vote.cast': ['gone'],
  'comment.post': ['gone'],
  'comment.edit': ['gone'],
  'comment.withdraw': ['gone'],
  'comment.report': ['gone'],
  'comment.hide': ['gone'],
  'comment.restore': ['gone'],
  'comment.keep': ['gone'],
  'comment.answer': ['gone'],
  'consultation.extend': ['closed'],
  'consultation.close': ['closed'],
}

function reasonsOf(name: CommandName): Reason[] {
  const times: Reason[] = handlers.timely.has(name) ? ['closed', 'notOpenYet'] : []
  const place: Reason[] = name in handlers.inConsultation ? ['notFound'] : []
  const always: Reason[] = ['invalid', 'signedOut', 'notAllowed', 'origin', ...place, 'conflict']
  return [...always, ...(overtaken[name] ?? []), 'tooLarge', 'keyReused', ...times, 'tooMany', 'full']
}

const reading: OpenApi['paths'] = {
  '/api/consultations': { get: operation('consultations', [], []) },
  '/api/consultations/{slug}': { get: operation('consultation', [slug], ['notFound']) },
  '/api/consultations/{slug}/paragraphs/{id}/comments': {
    get: operation(
      'comments',
      [slug, id, parameter('sort', 'query', { enum: ['supported', 'newest', 'oldest', 'discussed'] }), limit, cursor],
      ['invalid', 'notFound'],
    ),
  },
  '/api/consultations/{slug}/comments/{id}/replies': {
    get: operation('replies', [slug, id, limit, cursor], ['invalid', 'notFound']),
  },
  '/api/consultations/{slug}/events': {
    get: operation(
      'events',
      [
        slug,
        parameter('after', 'query', number),
        parameter('limit', 'query', { ...number, minimum: 1, maximum: 1_000, default: 500 }),
      ],
      ['invalid', 'notFound'],
    ),
  },
  '/api/me': { get: operation('me', [parameter('consultation', 'query', text)], ['notFound']) },
  '/api/guest': {
    post: {
      ...operation('guest', [], ['invalid', 'origin', 'tooMany']),
      requestBody: {
        required: false,
        content: json({ type: 'object', additionalProperties: false, properties: { name: { type: 'string', maxLength: 80 } } }),
      },
    },
  },
}

/** The same for everybody and at all times: made when somebody first asks. */
let paths: OpenApi['paths'] | undefined
function allPaths(): OpenApi['paths'] {
  const done: Schema = { type: 'object', required: ['seq', 'result'], properties: { seq: number, result: {} } }
  const acts = (Object.keys(commandSchemas) as CommandName[]).map(name => {
    const body = json(z.toJSONSchema(commandSchemas[name]) as Schema)
    const post = { ...operation(name, [key], reasonsOf(name), done), requestBody: { required: true, content: body } }
    return [`/api/commands/${name}`, { post }]
  })
  return { ...reading, ...(Object.fromEntries(acts) as OpenApi['paths']) }
}

export function openApi(config: Pick<Config, 'publicUrl'>): OpenApi {
  return {
    openapi: '3.1.0',
    info: { title: 'Parley', version: '1', license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    servers: [{ url: config.publicUrl ?? '/' }],
    paths: (paths ??= allPaths()),
    components: {
      schemas: {
        Refused: {
          type: 'object',
          required: ['refused', 'message', 'detail', 'requestId'],
          properties: { refused: { enum: Object.keys(refusals) }, message: text, detail: { type: 'object' }, requestId: text },
        },
      },
    },
  }
}
