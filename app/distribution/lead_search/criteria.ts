import type { Rule } from '#sdk/rule'
import type { Entity } from '#entities/types'

/** What leads are looked for by: everything that is given must hold. */
export interface LeadCriteria {
  /** Null: leads of every entity; a rule may then ask for `lead.*` only. */
  entity?: Entity | null
  /** Ids: leads of these entities alone. */
  entityIds?: readonly string[]
  /** No lead has the entity that was asked for. */
  nothing?: boolean
  statuses?: readonly string[]
  stage?: string
  /** Of any of them; null: of nobody. */
  assignees?: readonly (string | null)[]
  /** With any of them: ids, of merged ones too. */
  tagIds?: readonly string[]
  source?: string
  externalId?: string
  test?: boolean
  /** True: those that were merged into another alone; false: none of them. */
  merged?: boolean
  /** Arrival in ms: `from` is included, `to` is not. */
  from?: number | null
  to?: number | null
  /** Words, each of which must begin a word of the lead. */
  text?: string
  rule?: Rule | null
}

export type Order = 'newest' | 'oldest'
