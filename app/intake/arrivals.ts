import type { Entity } from '#entities/types'
import type { Write } from '#store/types'

/** A lead that is about to be stored, as those see it who act on arrivals. Values are normal forms, decrypted. */
export interface ArrivingLead {
  id: string
  accountId: string
  entity: Entity
  values: Record<string, unknown>
  source: string | null
  externalId: string | null
  stage: string | null
  test: boolean
  at: number
}

/** What an arrival sets off: rows written in the lead's own transaction, and what happens once they are on disk. */
export interface Arrival {
  distributions: string[]
  writes: Write[]
  committed(): void
}

/** `profile` is a key when the sender named one; null: whatever is set to run on arrival. */
export type ArrivalHook = (
  lead: ArrivingLead,
  profile: string | null
) => Arrival | null | 'unknown_profile'
export type StageHook = (lead: ArrivingLead & { revision: number }, stage: string) => Arrival | null

/**
 * Distribution lies to the right of intake, so it announces itself here. `ready` loads what the hooks need of an
 * account beforehand: the hooks themselves are synchronous.
 */
interface Hooks {
  ready(accountId: string): Promise<unknown>
  arrived: ArrivalHook
  stageReached: StageHook
}

let hooks: Hooks | null = null

export function onArrival(listener: Hooks) {
  hooks = listener
}

export const arrivals = (): Hooks =>
  hooks ?? { ready: async () => {}, arrived: () => null, stageReached: () => null }
