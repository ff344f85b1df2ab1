// The log: JSON lines without addresses or texts; errors with a request id.

import pino from 'pino'

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error'>

export const createLog = (stream?: pino.DestinationStream): Log =>
  pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: describe } },
    stream ?? pino.destination({ fd: 2, sync: false }),
  )

/** Message, code and stack; never the statement's parameters, which may hold texts. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'something that is not an error was thrown' }
  return { name: error.name, message: error.message, code: (error as { code?: string }).code, stack: error.stack }
}
