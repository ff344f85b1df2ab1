// What the forms of the desk carry, read into uploads and commands.

import type { CommandName } from '../../shared/commands.schema.ts'
import type { Ctx } from '../http.ts'
import type { Upload } from '../imports.ts'
import type { Fields } from './form-token.ts'

/** Text fields and the file, when one was chosen. */
export async function fieldsOf(c: Ctx): Promise<{ fields: Fields; file: File | null }> {
  const body = await c.req.parseBody()
  const fields: Fields = {}
  let file: File | null = null
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') fields[name] = value
    else if (value instanceof File && (value.size || value.name)) file = value
  }
  return { fields, file }
}

/** The file, else what was pasted: with its formatting where the browser gave it. Null when there is neither. */
export async function uploadOf(fields: Fields, file: File | null): Promise<Upload | null> {
  const text = fields['text'] ?? ''
  const html = fields['html'] ?? ''
  const cuts = { rowPerUnit: fields['row'] === 'yes', itemPerUnit: fields['item'] === 'yes' }
  if (file) return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), pasted: false, text, ...cuts }
  const bytes = new TextEncoder().encode(html.trim() || text)
  if (!bytes.length || !text.trim()) return null
  return { name: /^#{1,6} /m.test(text) ? 'pasted.md' : 'pasted.txt', bytes, pasted: html.trim() !== '', text, ...cuts }
}

/** An address made of a title: plain letters and digits. */
export function slugFrom(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
}

interface Unit {
  id: string
  text: string
}

/** The command behind a button of the preview. */
export function actOf(fields: Fields, consultation: string, units: readonly Unit[]): { name: CommandName; input: object } | null {
  const { act = '', id = '' } = fields
  const place = units.findIndex(u => u.id === id)
  const input = { consultation, id }
  switch (act) {
    case 'undo':
    case 'redo':
      return { name: `draft.${act}`, input: { consultation } }
    case 'merge':
    case 'drop':
    case 'apart':
      return { name: `draft.${act}`, input }
    case 'up':
      return { name: 'draft.move', input: { ...input, after: units[place - 2]?.id ?? null } }
    case 'down':
      return { name: 'draft.move', input: { ...input, after: (units[place + 1] ?? units[place - 1])?.id ?? null } }
    case 'columns':
    case 'rows':
      return { name: 'draft.names', input: { ...input, of: act } }
    case 'describe': {
      const words = Object.keys(fields).filter(name => /^alt\d+$/.test(name))
      return { name: 'draft.describe', input: { ...input, words: words.map(name => fields[name] ?? '') } }
    }
    case 'write':
      return { name: 'draft.write', input: { ...input, html: fields['html'] ?? '' } }
    case 'add':
      return { name: 'draft.add', input: { consultation, after: id || null, html: fields['html'] ?? '' } }
    case 'level':
      return { name: 'draft.level', input: { ...input, level: fields['level'] ? Number(fields['level']) : null } }
    case 'split':
      return {
        name: 'draft.split',
        input: {
          ...input,
          at: fields['at'] === 'cursor' ? offsetAfter(units[place]?.text ?? '', Number(fields['signs'])) : Number(fields['at']),
        },
      }
    default:
      return null
  }
}

/** The place in a text after so many signs that are not blank: what a page can count of a cursor. */
function offsetAfter(text: string, signs: number): number {
  let left = signs
  for (let at = 0; at < text.length; at++) {
    if (text[at]?.trim() === '') continue
    if (left-- <= 0) return at
  }
  return text.length
}
