// The closed list of expected "no": the reasons rules return, and the HTTP status each travels with.

export const refusals = {
  invalid: 400,
  signedOut: 401,
  notAllowed: 403,
  origin: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  tooLarge: 413,
  keyReused: 422,
  closed: 423,
  notOpenYet: 423,
  tooMany: 429,
  fault: 500,
  full: 507,
} as const

export type Reason = keyof typeof refusals

/** What a rule answers: null when the act is allowed, else why not. `detail` names the sentence more closely (`refused.<reason>.<why>`). */
export type No = { reason: Reason; why?: string; args?: Record<string, string | number> } | null

export const no = (reason: Reason, why?: string, args?: Record<string, string | number>): NonNullable<No> => ({
  reason,
  ...(why && { why }),
  ...(args && { args }),
})

/** Thrown inside a transaction to roll it back and tell the person why; never logged as a fault. */
export class Refusal extends Error {
  readonly reason: Reason
  readonly detail: Record<string, string | number>
  readonly why: string | undefined
  constructor(refused: NonNullable<No>) {
    super(refused.reason)
    this.reason = refused.reason
    this.why = refused.why
    this.detail = { ...(refused.why && { why: refused.why }), ...refused.args }
  }
}

/** Throws when a rule said no. */
export function refuseIf(answer: No): void {
  if (answer) throw new Refusal(answer)
}
