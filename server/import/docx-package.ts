// The parts of a Word file: where the text is, which part points to which, and what all readers of its parts share.
import type { FoundComment, Source } from './blocks.ts'
import type { Numbered } from './docx-numbering.ts'
import type { NumberPlace, Styles } from './docx-styles.ts'
import type { PictureCase } from './picture-case.ts'
import type { El } from './xml.ts'
import { children, parseXml } from './xml.ts'
import type { Zip } from './zip.ts'

export interface Relation {
  type: string
  /** A part of the file, or null when it points outside. */
  part: string | null
  target: string
}
export type Relations = Map<string, Relation>

/** A field of Word: its instruction comes first, then the result that is read. */
export interface Field {
  begin: El
  instruction: string
  inResult: boolean
}

/** One run of text through which fields reach: the body, a note, a text box. */
export interface Story {
  relations: Relations
  fields: Field[]
}

export interface Word {
  styles: Styles
  number: (place: NumberPlace) => Numbered
  pictures: PictureCase
  source: Source
  /** For each mark of a field that has a beginning and an end, its beginning. */
  marks: Map<El, El>
  comments: Map<string, FoundComment>
  found: Set<string>
  goneNotes: Set<string>
  /** Letters by language, as marked in the text. */
  langs: Map<string, number>
  title: string | null
}

export function partOf(zip: Zip, name: string | null | undefined): El | undefined {
  const bytes = name === null || name === undefined ? null : zip.read(name)
  return bytes === null || bytes.length === 0 ? undefined : parseXml(bytes)
}

export function relationsOf(zip: Zip, part: string): Relations {
  const slash = part.lastIndexOf('/') + 1
  const root = partOf(zip, `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`)
  const relations: Relations = new Map()
  for (const el of children(root, 'rel:Relationship')) {
    const { Id: id, Type: type = '', Target: target = '', TargetMode: mode } = el.attrs
    if (id === undefined) continue
    const inside = mode !== 'External' && !/^[a-z][a-z0-9+.-]*:/i.test(target)
    relations.set(id, {
      type: type.slice(type.lastIndexOf('/') + 1),
      part: inside ? resolve(part.slice(0, slash), target) : null,
      target,
    })
  }
  return relations
}

/** Targets are names inside the container: nothing leads out of it. */
function resolve(folder: string, target: string): string {
  const out: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') out.pop()
    else if (step !== '' && step !== '.') out.push(step)
  }
  return out.join('/')
}

export function related(relations: Relations, type: string): string | null {
  return [...relations.values()].find(relation => relation.type === type)?.part ?? null
}
