// The OpenAPI 3.1 document, made from the same schemas that judge the requests.

import { z } from 'zod'
import { commandSchemas } from '../shared/commands.schema.ts'
import { refusals } from '../shared/refusal.ts'
import type { Config } from './config.ts'

const json = (schema: object) => ({ 'application/json': { schema } })
const parameter = (name: string, where: 'path' | 'query' | 'header', schema: object, required = where === 'path') => ({
  name,
  in: where,
  required,
  schema,
})
const text = { type: 'string' }
const number = { type: 'integer' }
const refused = {
  description: 'Refused.',
  content: json({
    type: 'object',
    required: ['refused', 'message', 'detail', 'requestId'],
    properties: { refused: { enum: Object.keys(refusals) }, message: text, detail: { type: 'object' }, requestId: text },
  }),
}
const answers = (description: string, schema: object = { type: 'object' }) => ({
  responses: { '200': { description, content: json(schema) }, default: refused },
})
const slug = parameter('slug', 'path', text)

export function openApi(config: Config): object {
  const paths: Record<string, object> = {
    '/api/consultations': { get: answers('Announced, open and closed consultations.') },
    '/api/consultations/{slug}': { get: { parameters: [slug], ...answers('The view of one consultation.') } },
    '/api/consultations/{slug}/paragraphs/{id}/comments': {
      get: {
        parameters: [
          slug,
          parameter('id', 'path', text),
          parameter('sort', 'query', { enum: ['supported', 'newest', 'oldest', 'discussed'] }),
          parameter('limit', 'query', { ...number, minimum: 1, maximum: 1000, default: 50 }),
          parameter('cursor', 'query', text),
        ],
        ...answers('Top-level comments of a unit, or of the draft as a whole (id "whole").'),
      },
    },
    '/api/consultations/{slug}/comments/{id}/replies': {
      get: {
        parameters: [
          slug,
          parameter('id', 'path', text),
          parameter('limit', 'query', { ...number, minimum: 1, maximum: 1000, default: 50 }),
          parameter('cursor', 'query', text),
        ],
        ...answers('Replies to a comment, oldest first.'),
      },
    },
    '/api/consultations/{slug}/events': {
      get: {
        parameters: [
          slug,
          parameter('after', 'query', number),
          parameter('limit', 'query', { ...number, maximum: 1000, default: 500 }),
        ],
        ...answers('What this audience may know in (after, upto].'),
      },
    },
    '/api/me': { get: { parameters: [parameter('consultation', 'query', text)], ...answers('Who is asking, with own votes.') } },
    '/api/guest': {
      post: {
        requestBody: {
          content: json({ type: 'object', additionalProperties: false, properties: { name: { type: 'string', maxLength: 80 } } }),
        },
        ...answers('Starts a guest session, or renames.'),
      },
    },
  }
  for (const [name, schema] of Object.entries(commandSchemas))
    paths[`/api/commands/${name}`] = {
      post: {
        operationId: name,
        parameters: [parameter('Idempotency-Key', 'header', { type: 'string', minLength: 8, maxLength: 64 }, true)],
        requestBody: { required: true, content: json(z.toJSONSchema(schema)) },
        ...answers('The number it was recorded under, and the result.', {
          type: 'object',
          required: ['seq', 'result'],
          properties: { seq: number, result: {} },
        }),
      },
    }
  return {
    openapi: '3.1.0',
    info: { title: 'Parley', version: '1', license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    servers: [{ url: config.publicUrl ?? '/' }],
    paths,
  }
}
