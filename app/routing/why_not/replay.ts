import type { LeadView, Turns } from '#sdk'
import { parseAmount } from '#shared/money'
import type { CompiledAssignment, CompiledProfile, PluginSource } from '#routing/compile_profile'
import type { JudgeFacts } from '#routing/judge'
import type { Program, ProgramNode } from '#routing/compile_route'
import type { CompiledRule } from '#routing/compile_rule'
import type { BalanceTrace, CapTrace, PathStep, TierTrace } from '#routing/types'

/** What a partner made of an offer; `open`: it has not decided yet, so the lead is kept from others. */
export type Answer = 'sold' | 'no' | 'open'

/** One run as it was, with everything its moment knew, so that it can be told again with one thing changed. */
export interface Replay {
  readonly profile: CompiledProfile
  /** The profile's route and filter, as far as a change has not replaced them. */
  readonly program: Program
  readonly filter: CompiledRule<LeadView> | null
  /** The assignment that is asked about; null: the profile has none such. */
  readonly target: CompiledAssignment | null
  readonly lead: LeadView
  /** The lead behind the transforms the run passed; null where there were none. */
  readonly late: LeadView | null
  /** ms. */
  readonly at: number
  /** Zone of the account. */
  readonly timeZone: string
  readonly currency: string
  readonly facts: JudgeFacts
  readonly plugins: PluginSource
  /** Caps by assignment as they were found; those of assignments that were never asked are not known. */
  readonly caps: ReadonlyMap<string, readonly CapTrace[]>
  /** Places on ladders of prices, and what balances had room for, as they were found. */
  readonly tiers?: ReadonlyMap<string, TierTrace>
  readonly balances?: ReadonlyMap<string, BalanceTrace>
  /** Assignments whose endpoint was not called then. */
  readonly silent: ReadonlySet<string>
  /** Keys of partners that had the lead from another run. */
  readonly holders: ReadonlySet<string>
  /** What those that were asked answered. Who was not is taken to buy. */
  readonly answers: ReadonlyMap<string, Answer>
  /** What offers knew that only their moment knew, by node. */
  readonly offers: ReadonlyMap<string, OfferFacts>
  /** Nodes that are made to answer with a port, whatever they would say. */
  readonly forced: ReadonlyMap<string, string>
  /** Options of a select field: a lead could not have come with other values. Null: any will do. */
  options(field: string): readonly string[] | null
}

export interface OfferFacts {
  /** How turns stood, by assignment. */
  readonly turns: ReadonlyMap<string, Turns>
  /** Bids in minor units, null: asked, and none. Who was not asked is not in it. */
  readonly bids: ReadonlyMap<string, number | null>
}

/** Why an assignment was offered the lead or not; of several reasons the one that came first on the way. */
export type Fate =
  | { kind: 'offered'; node: string; before: string[]; price: number }
  | { kind: 'profile_filter'; path: PathStep[] }
  | { kind: 'route'; path: PathStep[]; offers: string[] }
  | { kind: 'held'; node: string; reason: string | null }
  | { kind: 'unassigned' }
  | { kind: 'filter' }
  | { kind: 'paused'; whose: 'partner' | 'assignment' }
  | { kind: 'schedule'; opensAt: number | null; zone: string }
  | { kind: 'endpoint' }
  | { kind: 'strategy'; node: string; use: string; planned: string[] }
  | { kind: 'cap'; full: CapTrace[]; caps: readonly CapTrace[] }
  | { kind: 'balance'; balance: BalanceTrace; currency: string }
  | { kind: 'duplicate'; by: string | null }
  | { kind: 'order'; node: string; use: string; soldTo: string[]; stopAfter: number }

/** Minor units; as `priceOf` of a distribution reads it. */
export function priceIn(
  replay: Replay,
  { key, document, prices }: CompiledAssignment,
  lead: LeadView = replay.late ?? replay.lead
): number {
  const ruled = prices.find((one) => one.filter.test(lead, replay.at))
  // Where it goes by volume, its place was written down; a changed price has no ladder any more.
  const tier = document.tiers && replay.tiers?.get(key)
  const text = ruled?.price ?? tier?.price ?? document.price ?? replay.profile.document.price ?? '0'
  const price = parseAmount(text, replay.currency)
  return price.ok ? price.value : 0
}

export const nodeOf = ({ program }: Replay, id: string): ProgramNode | undefined =>
  program.nodes.get(id)

/** How much a cap holds and how much is used of it, in deliveries or minor units. */
export function levelOf(cap: CapTrace, currency: string): { used: number; limit: number } {
  const read = (value: number | string) => {
    if (typeof value === 'number') return value
    const amount = parseAmount(value, currency)
    return amount.ok ? amount.value : 0
  }
  return { used: read(cap.used), limit: read(cap.limit) }
}

/** A cap without room for one more at `price`. One that began anew since is empty. */
export function isFull(cap: CapTrace, price: number, at: number, currency: string): boolean {
  const { used, limit } = levelOf(cap, currency)
  const reset = cap.resets_at !== null && Date.parse(cap.resets_at) <= at
  return (reset ? 0 : used) + (cap.window.startsWith('spend_') ? price : 1) > limit
}

/** Minor units of room a balance has. */
export function roomOf({ room }: BalanceTrace, currency: string): number {
  const amount = parseAmount(room, currency)
  return amount.ok ? amount.value : 0
}
