import type { FieldChange, Section } from '#distribution/blueprint/types'
import type { Problem } from '#shared/result'

export type ConfigKind = Section

/** An object as the API shows it: its blueprint form, and what the app knows of it. */
export type ConfigObject = { key: string; id: string; [attribute: string]: unknown }

/** What somebody else made of an object meanwhile. */
export interface Stale {
  /** How the object stands now, in its blueprint form. */
  current: object
  /** The base of a save on top of that. */
  revision: string
  /** From what stands now to what was about to be saved. */
  changes: FieldChange[]
  saved_by: string | null
  /** RFC 3339. */
  saved_at: string | null
}

export type ConfigFailure =
  | { type: 'not_found' }
  | { type: 'conflict'; message: string }
  | { type: 'stale'; stale: Stale }
  | { type: 'invalid'; problems: Problem[] }

export interface Actor {
  actor: string | null
}

export interface ChangeOptions extends Actor {
  /** The revision the change was made on top of: on top of any other it is refused. Absent: whatever stands is changed. */
  base?: string
}
