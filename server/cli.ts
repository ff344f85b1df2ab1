// The command line: one JSON document on stdout, everything else on stderr; exit 0 done, 1 refused, 2 usage, 3 fault.

import { Refusal } from '../shared/refusal.ts'
import { wordsOf } from '../shared/words.ts'
import { acts } from './cli/acts.ts'
import { readArguments, UsageError } from './cli/arguments.ts'
import { inputPath } from './cli/files.ts'
import { importCommand } from './cli/import.ts'
import { ConfigError, readConfig } from './config.ts'
import { sentence } from './http.ts'
import { createLog } from './log.ts'
import { restoreFrom } from './backup.ts'
import { openHouse } from './start.ts'

const usage = `parley import FILE --title T --lang fr [--slug S] [--opens T] [--closes 2027-02-15T23:59 --zone Europe/Paris] [--guests on|off] [--min-votes 5] [--publish] --json
parley list --json
parley close SLUG --reason R
parley extend SLUG --until T [--zone Z] --reason R
parley reopen SLUG [--until T] [--zone Z] --reason R
parley staff add EMAIL --role administrator|secretariat|moderator|drafter [--consultation SLUG] [--link]
parley export SLUG --format csv|xlsx|docx|draft-docx|json|html|pdf|clean-docx|clean-pdf [--table comments|paragraphs|changes] [--edition public|staff] -o FILE
parley backup FILE
parley restore FILE
parley check --json`

async function main(argv: string[]): Promise<number> {
  const [name = '', ...words] = argv
  const config = readConfig(process.env)
  const base = config.publicUrl ?? `http://127.0.0.1:${config.port}`
  const args = readArguments(words)
  if (name === 'restore') {
    const [file] = args.rest
    if (!file) throw new UsageError('Which file?')
    return print(await restoreFrom(config, inputPath(file)))
  }
  const command = name === 'import' ? importCommand : acts[name]
  if (!command) throw new UsageError(name ? `No command ${name}.` : 'Which command?')
  const house = await openHouse(config, createLog())
  try {
    const result = await command(house, args, base)
    print(result)
    return 'ok' in result && result.ok === false ? 1 : 0
  } finally {
    await house.close()
  }
}

function print(result: object): number {
  process.stdout.write(`${JSON.stringify(result)}\n`)
  return 0
}

function failed(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}\n`)
    return 2
  }
  if (error instanceof Refusal) {
    const told = error.detail['sentence'] ?? sentence(wordsOf('en'), error, '-')
    process.stderr.write(`${told}\n`)
    process.stdout.write(`${JSON.stringify({ refused: error.reason, message: told, detail: error.detail })}\n`)
    return 1
  }
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`)
    process.stdout.write(`${JSON.stringify({ refused: 'invalid', message: error.message, detail: {} })}\n`)
    return 1
  }
  process.stderr.write(`${String((error as Error).stack ?? error)}\n`)
  return 3
}

process.exitCode = await main(process.argv.slice(2)).catch(failed)
