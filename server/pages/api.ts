// The interface for programs, told to people: each address and command with its fields, its refusals and an example, from the OpenAPI document.

import { html } from 'hono/html'
import { refusals, type Reason } from '../../shared/refusal.ts'
import type { OpenApi, Operation, Parameter, Schema } from '../openapi.ts'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import type { Html } from './piece.ts'

interface Entry {
  method: 'GET' | 'POST'
  path: string
  asked: Operation
}
interface Field {
  name: string
  where: 'path' | 'query' | 'header' | 'body'
  required: boolean
  schema: Schema
}

export function apiPage(ctx: PageContext, document: OpenApi): Html {
  const { t } = ctx
  const entries = Object.entries(document.paths).flatMap(([path, { get, post }]): Entry[] => [
    ...(get ? [{ method: 'GET' as const, path, asked: get }] : []),
    ...(post ? [{ method: 'POST' as const, path, asked: post }] : []),
  ])
  const acts = entries.filter(e => e.path.startsWith('/api/commands/'))
  const groups = [
    { id: 'reading', title: t('api.reading'), entries: entries.filter(e => !acts.includes(e)) },
    // What commands begin with is a name in the code, not a word of the reader's language.
    ...[...new Set(acts.map(nounOf))].map(noun => ({
      id: noun,
      title: html`<code>${noun}</code>`,
      entries: acts.filter(e => nounOf(e) === noun),
    })),
  ]
  const body = html`<div class="api">
    <h1>${t('api.title')}</h1>
    <p class="lead">${t('api.lead')}</p>
    <ul>
      <li>${t('api.key')}</li>
      <li>${t('api.origin')}</li>
      <li>${t('api.times')}</li>
      <li><a class="way" href="/api/openapi.json">${t('api.document')}</a></li>
    </ul>
    <nav aria-label="${t('api.contents')}">
      <ul class="api-contents">
        ${groups.map(g => html`<li><a href="#${g.id}">${g.title}</a></li>`)}
        <li><a href="#refusals">${t('api.refusals')}</a></li>
      </ul>
    </nav>
    ${groups.map(
      g =>
        html`<section>
          <h2 id="${g.id}">${g.title}</h2>
          ${g.entries.map(e => entry(ctx, e))}
        </section>`,
    )}
    <section>
      <h2 id="refusals">${t('api.refusals')}</h2>
      <p>${t('api.refused')}</p>
      ${refusalTable(ctx)}
    </section>
  </div>`
  return layout(ctx, {
    title: `${t('api.title')} – ${ctx.instance.name}`,
    description: t('api.lead'),
    body,
    found: { path: '/api' },
    style: 'client/style/api.css',
  })
}

const nounOf = (e: Entry): string => e.asked.operationId.split('.')[0] ?? ''

function entry(ctx: PageContext, e: Entry): Html {
  const { t } = ctx
  const { asked } = e
  const body = asked.requestBody?.content['application/json'].schema
  const fields: Field[] = [
    ...asked.parameters.map((p: Parameter) => ({ name: p.name, where: p.in, required: p.required, schema: p.schema })),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      name,
      where: 'body' as const,
      required: body?.required?.includes(name) ?? false,
      schema,
    })),
  ]
  const noes = Object.entries(asked.responses).filter(([status]) => Number(status) >= 400)
  return html`<article class="api-entry">
    <h3 id="${asked.operationId}"><code>${e.method} ${e.path}</code></h3>
    <p>${t(`api.do.${asked.operationId}`)}</p>
    ${fields.length ? fieldTable(ctx, asked.operationId, fields) : ''}
    <p class="small">
      ${t('api.mayRefuse')}
      ${noes.flatMap(([, no]) => no.description.split(', ')).map(reason => html`<a href="#refused-${reason}"><code>${reason}</code></a> `)}
    </p>
    <pre
      tabindex="0"
      role="region"
      aria-label="${t('api.example', { name: asked.operationId })}"
    ><code>${curl(ctx.base, e, fields)}</code></pre>
  </article>`
}

function fieldTable({ t }: PageContext, name: string, fields: Field[]): Html {
  return html`<div class="api-fields" tabindex="0" role="region" aria-label="${t('api.fieldsOf', { name })}">
    <table>
      <thead>
        <tr>
          <th scope="col">${t('api.field')}</th>
          <th scope="col">${t('api.where')}</th>
          <th scope="col">${t('api.type')}</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(
          f =>
            html`<tr>
              <th scope="row">
                <code>${f.name}</code>${f.required ? '' : html` <span class="muted">${t('api.optional')}</span>`}
              </th>
              <td>${t(`api.in.${f.where}`)}</td>
              <td>
                <code>${typeOf(f.schema)}</code
                >${f.schema.description ? html` <span lang="en">${f.schema.description}</span>` : ''}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** A schema in a line: type, values that may be chosen, and how much fits. */
function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ')
  if (schema.items) return `[${typeOf(schema.items)}]`
  if (schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(([name, inner]) => `${name}: ${typeOf(inner)}`)
      .join(', ')} }`
  const type = schema.format ?? String(schema.type ?? 'any')
  const [low, high] = [schema.minLength ?? schema.minimum, schema.maxLength ?? schema.maximum]
  if (high === undefined || high > 1e9) return type
  return `${type} (${low ?? 0}–${high})`
}

function refusalTable(ctx: PageContext): Html {
  const { t } = ctx
  return html`<div class="api-fields" tabindex="0" role="region" aria-label="${t('api.refusals')}">
    <table>
      <thead>
        <tr>
          <th scope="col">refused</th>
          <th scope="col">HTTP</th>
          <th scope="col">message</th>
        </tr>
      </thead>
      <tbody>
        ${(Object.entries(refusals) as [Reason, number][]).map(
          ([reason, status]) =>
            html`<tr id="refused-${reason}">
              <th scope="row"><code>${reason}</code></th>
              <td>${status}</td>
              <td>${t(`refused.${reason}`, { id: '…', seconds: 10 })}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** What to type into a shell; what must be one's own stands in capitals. */
function curl(base: string, e: Entry, fields: Field[]): string {
  const address = `${base}${e.path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`
  if (e.method === 'GET') return `curl '${address}'`
  const body = Object.fromEntries(
    fields.filter(f => f.where === 'body' && (f.required || f.name === 'name')).map(f => [f.name, sample(f)]),
  )
  const lines = [
    `curl '${address}'`,
    `-H 'Origin: ${base}'`,
    `-H 'Content-Type: application/json'`,
    ...(e.asked.operationId === 'guest' ? ['-c jar'] : ['-b jar', `-H 'Idempotency-Key: '$(uuidgen)`]),
    `-d '${JSON.stringify(body)}'`,
  ]
  return lines.join(' \\\n  ')
}

function sample({ name, schema }: Pick<Field, 'name' | 'schema'>): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return sample({ name, schema: schema.anyOf[0] })
  if (schema.items) return [sample({ name, schema: schema.items })]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer') return schema.minimum ?? 1
  if (/wall time/.test(schema.description ?? '')) return '2027-02-15T23:59'
  if (name === 'slug') return 'water-plan'
  if (name === 'lang') return 'en'
  return name === 'id' || name === 'item' ? 'ID' : name.toUpperCase()
}
