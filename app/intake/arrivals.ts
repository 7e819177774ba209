import type { Entity } from '#entities/types'
import type { SuppressionHit, SuppressionList } from '#intake/suppression_lists'
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
  /** Which of its addresses are on suppression lists; absent: nobody has looked. */
  hits?: readonly SuppressionHit[]
  /** The run of an automation whose doing it is. */
  cause?: string
}

/** What an arrival sets off: written in the lead's own transaction, and what happens once that is on disk. */
export interface Arrival {
  distributions: string[]
  locks: Lock[]
  /** Pure, as every decision of a work: it may run twice. */
  decide(locked: Locked): Write[]
  /** Why the lead is not stored at all, asked in its transaction; null or absent: it is. */
  refused?(locked: Locked): string | null
  committed(): void
}

/** What a lead sets off instead of what else would: it claims something that was held for it. A text: why it cannot. */
export interface ArrivalClaim {
  arrive(lead: ArrivingLead): Arrival | string
}

/**
 * What a claim sets off. One that is refused refuses the lead in its own transaction: what came before is answered as it was
 * then, also where there is nothing to be claimed any more.
 */
export function claimed(claim: ArrivalClaim, lead: ArrivingLead): Arrival {
  const arrival = claim.arrive(lead)
  if (typeof arrival !== 'string') return arrival
  const nothing = { distributions: [], locks: [], decide: () => [], committed() {} }
  return { ...nothing, refused: () => arrival }
}

/**
 * Distribution lies to the right of intake, so it announces itself here. What `ready` loads of an account is handed to
 * the others, which are synchronous: nothing can change between a decision and what it was made of.
 */
export interface ArrivalHooks<C> {
  ready(accountId: string): Promise<C>
  /** The suppression lists of the account. */
  lists(context: C): readonly SuppressionList[]
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
  lists: readonly SuppressionList[]
  arrived(lead: ArrivingLead, profile: string | null): Arrival | null | 'unknown_profile'
  stageReached(lead: ArrivingLead & { revision: number }, stage: string): Arrival | null
}

let announced = Promise.withResolvers<(accountId: string) => Promise<Arrivals>>()

export function onArrival<C>(hooks: ArrivalHooks<C>) {
  announced.resolve(async (accountId) => {
    const context = await hooks.ready(accountId)
    return {
      lists: hooks.lists(context),
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
