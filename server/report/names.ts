// The formats a report comes in, and the names of its files: edition and numbers stand in the name.

import type { Header, Edition } from './model.ts'

export const formats = ['csv', 'xlsx', 'json', 'html', 'docx', 'pdf', 'draft-docx', 'clean-docx', 'clean-pdf'] as const
export type Format = (typeof formats)[number]
export const tables = ['comments', 'paragraphs', 'changes'] as const
export type Table = (typeof tables)[number]
export const editions: readonly Edition[] = ['public', 'staff']

export const mediaTypes: Record<string, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  zip: 'application/zip',
}

export const isFormat = (x: string): x is Format => formats.some(format => format === x)
export const extensionOf = (format: Format): string => format.slice(format.lastIndexOf('-') + 1)

/** `slug-comments-public-closed-at-1234-as-of-1240.csv`: what it holds, for whom, and of which numbers. */
export function fileName(header: Header, format: Format, table: Table, extension: string): string {
  const { slug, revision } = header.consultation
  if (format.startsWith('clean-')) return `${slug}-draft-revision-${revision}.${extension}`
  const what = format === 'csv' ? table : format === 'draft-docx' ? 'draft-with-comments' : 'report'
  const { closedSeq, asOf } = header
  const closed = closedSeq === null ? '' : `closed-at-${closedSeq}`
  const of = closedSeq === asOf.seq ? '' : `as-of-${asOf.seq}`
  return `${[slug, what, header.edition, closed, of].filter(Boolean).join('-')}.${extension}`
}
