import type { Entity } from '#entities/types'
import type { AccountConfig } from '#distribution/account_config'
import type { Import } from '#capture/imports/types'

/** What a process has in hand while it works on an import. */
export interface Work {
  entry: Import
  entity: Entity
  /** Whom the trail names. */
  actor: string
  config(): Promise<AccountConfig>
  /** Writes down how far it has come. False: somebody stopped it, or it is another's by now. */
  note(change: Partial<Import>): Promise<boolean>
  /** The process ends, or somebody stopped the work. */
  stopped(): boolean
}

/** How work ended; null: it was put down, and whoever takes it up goes on. */
export type WorkEnd = Partial<Import> | null
