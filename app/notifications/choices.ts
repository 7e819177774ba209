import type { Role } from '#accounts/models/membership'
import { type Choice, KINDS, type NoticeKind, acts, kindsFor } from '#notifications/kinds'

export type Choices = Partial<Record<NoticeKind, Choice>>

export const USUAL_HOUR = 8

/** What somebody hears of a kind: their own choice or the usual one; null where their role hears nothing of it. */
export function choiceOf(choices: Choices, role: Role, kind: NoticeKind): Choice | null {
  if (!kindsFor(role).includes(kind)) return null
  const { app, mail } = choices[kind] ?? KINDS[kind].usual
  return { app, mail: acts(role, kind) ? mail : 'off' }
}
