import type { BalanceTrace, CapTrace, PathStep, RefusalReason, TierTrace } from '#routing/types'
import type { SuppressionHit } from '#intake/suppression_lists'
import type { LeadView } from '#sdk'
import type { OfferStep } from '#distribution/plan_offer'
import type { Dealing } from '#distribution/turns'
import type { Row } from '#store/types'

export type DeliveryStatus =
  | 'pending'
  | 'sending'
  | 'sent'
  | 'waiting'
  | 'accepted'
  | 'rejected'
  | 'failed'
  | 'unknown'
  | 'cancelled'

/** A cap bucket and what is held in it: 1 for counts, the price for spend and balances; of a ladder the place. */
export type Hold = [bucket: string, amount: number]

/** A row of `deliveries`, read once into real types. */
export interface Delivery {
  id: string
  partnerId: string
  assignmentId: string
  assignmentKey: string
  channel: string
  status: DeliveryStatus
  reason: string | null
  price: number
  node: string
  wave: number
  reserved: Hold[] | null
  attempts: number
  nextAttemptAt: number | null
  deadlineAt: number | null
  test: boolean
  /** The bid it was won with: then nobody else names its price. */
  pingId: string | null
  pingReference: string | null
}

/** The offer node a run stands at: the plan its strategy made, and the wave that is being tried. */
export interface OfferState {
  node: string
  waves: string[][]
  stopAfter: number | null
  wave: number
  /** What is paid where it is not the assignment's own price, minor units: of a price rule, or a bid. */
  prices?: Record<string, number>
  /** The order follows prices, and some of them go by volume: the strategy is asked again when the places are held. */
  pricing?: { strategy: { use: string; [key: string]: unknown } }
  /** Turns are dealt here. */
  dealing?: Dealing
  /** Bids have to be asked for before there are waves. */
  ask?: Asking
  /** What came of asking, and how long was waited for it. */
  bids?: Bids
  deadlineSeconds?: number
}

/** Who is asked for a bid. `pings`: the ids of the requests, by assignment, once they are written down. */
export interface Asking {
  step: OfferStep
  assignments: string[]
  deadlineSeconds: number
  pings: Record<string, string> | null
}

export interface Bids {
  step: OfferStep
  /** ms; whoever was not offered the lead by then is asked anew. */
  until: number
  /** `bid` in minor units, null: none, and why. */
  of: Record<
    string,
    { ping: string; bid: number | null; reference: string | null; reason: string | null }
  >
}

/**
 * Where a run stands. `route`: about to answer `node`; `offer`: trying partners; `retry`: one delivery offered again
 * by hand. `values` are the lead's after transform nodes, sealed.
 */
export interface RunState {
  phase: 'route' | 'offer' | 'retry'
  node: string | null
  offer: OfferState | null
  values: string | null
  retry: string | null
}

/** What is stored of the evaluations; conditions are worked out again from the pinned version when somebody asks. */
export interface Verdicts {
  /** Keys of those that were paused when the lead was judged. */
  paused: { partners: string[]; themselves?: string[]; assignments: string[] }
  refused: Record<string, { reason: RefusalReason; explanation: string }>
  caps: Record<string, CapTrace[]>
  /** Of those that have a ladder of prices, or a balance. */
  tiers?: Record<string, TierTrace>
  balances?: Record<string, BalanceTrace>
}

export interface RunLead {
  id: string
  entityId: string
  revision: number
  externalId: string | null
  /** The person was erased: nothing of the lead is sent any more. */
  erased: boolean
  view: LeadView
}

/** One distribution in memory. Its rows are the truth; this is the copy of the worker that owns it. */
export interface Run {
  id: string
  accountId: string
  profileId: string
  versionId: string | null
  versionNumber: number | null
  trigger: string
  started: boolean
  lead: RunLead
  state: RunState
  path: PathStep[]
  verdicts: Verdicts
  currency: string
  deliveries: Map<string, Delivery>
  /** Deliveries whose current attempt is recorded and has not left yet. Of this process alone. */
  recorded: Set<string>
  /** Addresses of the lead that are on suppression lists, as somebody looked last. */
  hits?: readonly SuppressionHit[]
  createdAt: number
  startedAt: number | null
}

export const newState = (): RunState => ({
  phase: 'route',
  node: null,
  offer: null,
  values: null,
  retry: null,
})
export const newVerdicts = (): Verdicts => ({
  paused: { partners: [], assignments: [] },
  refused: {},
  caps: {},
})

/** Sold, or it may still turn out to be: such a delivery holds its caps and keeps the lead from being sold again. */
export const isSold = (status: DeliveryStatus) => status === 'accepted' || status === 'sent'
export const isFinal = (delivery: Delivery) =>
  ['accepted', 'sent', 'rejected', 'failed', 'cancelled'].includes(delivery.status) ||
  (delivery.status === 'unknown' && delivery.nextAttemptAt === null)

export function readDelivery(row: Row): Delivery {
  return {
    id: row.id as string,
    partnerId: row.partner_id as string,
    assignmentId: row.assignment_id as string,
    assignmentKey: row.assignment_key as string,
    channel: row.channel as string,
    status: row.status as DeliveryStatus,
    reason: row.reason as string | null,
    price: Number(row.price),
    node: row.node as string,
    wave: Number(row.wave),
    reserved: row.reserved ? (JSON.parse(row.reserved as string) as Hold[]) : null,
    attempts: Number(row.attempts),
    nextAttemptAt: row.next_attempt_at === null ? null : Number(row.next_attempt_at),
    deadlineAt: row.deadline_at === null ? null : Number(row.deadline_at),
    test: Boolean(row.test),
    pingId: (row.ping_id ?? null) as string | null,
    pingReference: (row.ping_reference ?? null) as string | null,
  }
}

/** What the run has sold, minor units. Test leads bring nothing. */
export function revenueOf(run: Run): number {
  let revenue = 0
  for (const one of run.deliveries.values())
    if (isSold(one.status) && !one.test) revenue += one.price
  return revenue
}
