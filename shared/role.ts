// Who may do what: persons, roles, and the one table of capabilities.

import { no, type No } from './refusal.ts'

export const roles = ['administrator', 'secretariat', 'moderator', 'drafter'] as const
export type Role = (typeof roles)[number]

/** A role holds for one consultation, or for all when consultationId is null. */
export interface Grant {
  role: Role
  consultationId: string | null
}

/** Whoever acts: a guest has a name at most, a participant a confirmed address; `system` closes at the deadline, `operator` is the command line. */
export interface Actor {
  id: string
  name: string | null
  kind: 'guest' | 'participant' | 'system' | 'operator'
  grants: Grant[]
  lang: string
}

export type AuthorKind = 'guest' | 'participant' | 'staff'

/** Acts beyond taking part, and the roles that may do them. Administrators may do everything; so may the operator of the machine. */
export const capabilities = {
  'consultation.create': ['secretariat'],
  'consultation.manage': ['secretariat'],
  'draft.edit': ['secretariat', 'drafter'],
  'draft.see': ['secretariat', 'drafter', 'moderator'],
  'comment.moderate': ['secretariat', 'moderator'],
  'comment.answer': ['secretariat', 'moderator', 'drafter'],
  'hidden.see': ['secretariat', 'moderator'],
  'report.staff': ['secretariat', 'moderator'],
  'people.manage': ['secretariat'],
  'people.block': ['secretariat', 'moderator'],
  'instance.manage': [],
} as const satisfies Record<string, readonly Role[]>
export type Capability = keyof typeof capabilities

/** True when the actor holds a role that grants the capability, for this consultation or everywhere. */
export function can(actor: Actor | null, capability: Capability, consultationId: string | null): boolean {
  if (!actor) return false
  if (actor.kind === 'system' || actor.kind === 'operator') return true
  const allowed: readonly Role[] = capabilities[capability]
  return actor.grants.some(
    g =>
      (g.role === 'administrator' || allowed.includes(g.role)) &&
      (g.consultationId === null || g.consultationId === consultationId),
  )
}

export function mayDo(actor: Actor | null, capability: Capability, consultationId: string | null): No {
  if (can(actor, capability, consultationId)) return null
  return actor ? no('notAllowed') : no('signedOut')
}

/** Staff of a consultation: anybody with a role in it. */
export function isStaff(actor: Actor | null, consultationId: string | null): boolean {
  if (!actor) return false
  if (actor.kind === 'system' || actor.kind === 'operator') return true
  return actor.grants.some(g => g.consultationId === null || g.consultationId === consultationId)
}

/** R2: who keeps order everywhere blocks people everywhere; never oneself, nor anybody with a role. */
export function mayBlock(actor: Actor | null, person: { id: string; staff: boolean }): No {
  const first = mayDo(actor, 'people.block', null)
  if (first) return first
  return person.staff || person.id === actor?.id ? no('conflict', 'staff') : null
}

export function authorKindOf(actor: Actor, consultationId: string): AuthorKind {
  if (isStaff(actor, consultationId)) return 'staff'
  return actor.kind === 'guest' ? 'guest' : 'participant'
}
