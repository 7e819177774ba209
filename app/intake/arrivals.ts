import type { Entity } from '#entities/types'
import type { Lock, Locked, Write } from '#store/types'

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

/** What an arrival sets off: written in the lead's own transaction, and what happens once that is on disk. */
export interface Arrival {
  distributions: string[]
  locks: Lock[]
  /** Pure, as every decision of a work: it may run twice. */
  decide(locked: Locked): Write[]
  committed(): void
}

/**
 * Distribution lies to the right of intake, so it announces itself here. What `ready` loads of an account is handed to
 * the others, which are synchronous: nothing can change between a decision and what it was made of.
 */
export interface ArrivalHooks<C> {
  ready(accountId: string): Promise<C>
  /** `profile` is a key when the sender named one; null: whatever is set to run on arrival. */
  arrived(
    context: C,
    lead: ArrivingLead,
    profile: string | null
  ): Arrival | null | 'unknown_profile'
  stageReached(context: C, lead: ArrivingLead & { revision: number }, stage: string): Arrival | null
}

/** The hooks with their context bound, for one account. */
export interface Arrivals {
  arrived(lead: ArrivingLead, profile: string | null): Arrival | null | 'unknown_profile'
  stageReached(lead: ArrivingLead & { revision: number }, stage: string): Arrival | null
}

let announced = Promise.withResolvers<(accountId: string) => Promise<Arrivals>>()

export function onArrival<C>(hooks: ArrivalHooks<C>) {
  announced.resolve(async (accountId) => {
    const context = await hooks.ready(accountId)
    return {
      arrived: (lead, profile) => hooks.arrived(context, lead, profile),
      stageReached: (lead, stage) => hooks.stageReached(context, lead, stage),
    }
  })
}

/** After this, arrivals wait for the next `onArrival`. */
export function forgetArrivals() {
  announced = Promise.withResolvers()
}

/**
 * What acts on arrivals of an account. Waits until somebody does: a lead that came in before (a process that is just
 * starting) would be stored and never distributed.
 */
export async function arrivalsOf(accountId: string): Promise<Arrivals> {
  const bind = await announced.promise
  return bind(accountId)
}
