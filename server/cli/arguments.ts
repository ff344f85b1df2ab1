// The words after a command: positions, --name value, --flag; what is not understood is a usage error.

import { parseArgs } from 'node:util'

export class UsageError extends Error {}

export interface Arguments {
  rest: string[]
  value: (name: string) => string | undefined
  need: (name: string) => string
  flag: (name: string) => boolean
  /** A value of a closed list, or undefined; another one is a usage error. */
  oneOf: <T extends string>(name: string, values: readonly T[]) => T | undefined
}

const texts = [
  'title', 'lang', 'slug', 'opens', 'closes', 'zone', 'guests', 'min-votes', 'reason', 'until', 'role', 'consultation', 'format', 'table', 'edition', 'output',
] // prettier-ignore

/** Throws UsageError for an unknown name. */
export function readArguments(argv: string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        ...Object.fromEntries(texts.map(name => [name, { type: 'string' as const, ...(name === 'output' && { short: 'o' }) }])),
        publish: { type: 'boolean' },
        json: { type: 'boolean' },
        link: { type: 'boolean' },
      },
    })
    const value = (name: string): string | undefined => {
      const found = (values as Record<string, string | boolean | undefined>)[name]
      return typeof found === 'string' ? found : undefined
    }
    return {
      rest: positionals,
      value,
      need(name) {
        const found = value(name)
        if (found === undefined) throw new UsageError(`--${name} is missing.`)
        return found
      },
      oneOf<T extends string>(name: string, values: readonly T[]) {
        const found = value(name)
        const known = values.find(v => v === found)
        if (found !== undefined && known === undefined) throw new UsageError(`--${name} is one of ${values.join(', ')}.`)
        return known
      },
      flag: name => (values as Record<string, unknown>)[name] === true,
    }
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message)
    throw error
  }
}
