import type { Section } from '#distribution/blueprint/types'
import type { Problem } from '#shared/result'

export type ConfigKind = Section

/** An object as the API shows it: its blueprint form, and what the app knows of it. */
export type ConfigObject = { key: string; id: string; [attribute: string]: unknown }

export type ConfigFailure =
  | { type: 'not_found' }
  | { type: 'conflict'; message: string }
  | { type: 'invalid'; problems: Problem[] }

export interface Actor {
  actor: string | null
}
