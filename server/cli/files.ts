// Paths given to the command line: seen from where the person stands, and readable or writable, said in a sentence when not.

import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from '../config.ts'

/** npm runs the command in the package's own folder and tells where it was called. */
const pathOf = (path: string): string =>
  resolve(process.env['npm_lifecycle_event'] === 'parley' ? (process.env['INIT_CWD'] ?? '.') : '.', path)

/** An existing, readable file. */
export function inputPath(path: string): string {
  const full = pathOf(path)
  if (!statSync(full, { throwIfNoEntry: false })?.isFile()) throw new ConfigError(`There is no file ${full}.`)
  return allowed(full, constants.R_OK, `${full} cannot be read: look at its permissions.`)
}

/** A file in an existing folder that can be written to. */
export function outputPath(path: string): string {
  const full = pathOf(path)
  const folder = dirname(full)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ConfigError(`There is no folder ${folder}: make it first.`)
  if (statSync(full, { throwIfNoEntry: false })?.isDirectory()) throw new ConfigError(`${full} is a folder: name a file in it.`)
  allowed(folder, constants.W_OK, `${folder} cannot be written to: look at its permissions.`)
  return full
}

function allowed(path: string, mode: number, told: string): string {
  try {
    accessSync(path, mode)
  } catch (error) {
    throw new ConfigError(told, { cause: error })
  }
  return path
}
