import type { RefusalReason } from '#routing/types'
import type { LeadView } from '#sdk'

/** A delivery as it was, of whichever profile. Times in ms, prices in minor units. */
export interface PastDelivery {
  id: string
  runId: string
  profileId: string
  partnerId: string
  assignmentId: string
  assignmentKey: string
  status: string
  price: number
  /** What it was offered for where its price went by volume. */
  tierPrice: number | null
  /** Its caps are kept: it was sold, or may have been. */
  held: boolean
  createdAt: number
  cancelledAt: number | null
}

/** A lead that was, or would have been, run through the profile at a moment. */
export interface PastCase {
  lead: LeadView
  /** Null where the profile did not run: it was paused, or not published yet. */
  run: PastRun | null
  at: number
  /** Place among the cases of this lead: it may be run through a profile again. */
  first: boolean
  last: boolean
  /** Everything any profile ever offered of this lead, oldest first. */
  deliveries: readonly PastDelivery[]
  /** What partners bid for it, newest last; empty where the tested version asks for no bids. */
  bids: readonly PastBid[]
}

/** A partner's answer when it was asked for a bid, minor units; null: none. */
export interface PastBid {
  runId: string
  assignmentId: string
  bid: number | null
}

export interface PastRun {
  id: string
  versionId: string | null
  version: number | null
  status: string
  /** Keys of those that were paused then. */
  paused: { partners: readonly string[]; assignments: readonly string[] }
  /** Why partners were refused, by key of their assignment. */
  refused: Readonly<Record<string, { reason: RefusalReason }>>
}

/** Where an answer of a partner in the draft comes from. */
export const BASES = ['known', 'rate', 'assumed'] as const
export type Basis = (typeof BASES)[number]

/** `back`: bought, and given back later. Ends the search for a buyer as a sale does, and brings nothing. */
export type DraftAnswer = 'sold' | 'back' | 'no' | 'open'

/** One offer of the draft, so that its walk can be told again. */
export interface DraftOffer {
  assignment: string
  answer: DraftAnswer
  basis: Basis
  price: number
}

/** Why a lead changed hands, for a sentence in the reader's language. No value of the lead is in it. */
export interface Why {
  /** `lost`: why the draft does not sell to `partner`, who has it; `won`: why nobody sold to `partner` before. */
  side: 'lost' | 'won'
  partner: string
  code:
    | 'absent' // no assignment in that version
    | 'filter'
    | 'schedule'
    | 'paused'
    | 'cap'
    | 'duplicate'
    | 'answer' // asked, and did not buy
    | 'sold_before' // `by` bought first
    | 'elsewhere' // the route did not come to it
    | 'held'
    | 'not_run'
  by?: string
  window?: string
}

/** One run of a changed lead in the draft. */
export interface ChangeStep {
  run: string | null
  at: number
  offers: DraftOffer[]
  /** By key of the assignment: the cap that was full, as `scope window limit used`. */
  full: Record<
    string,
    [scope: string, window: string, limit: number | string, used: number | string]
  >
}

export interface Change {
  lead: string
  /** When it came to the profile first, ms. */
  at: number
  kind: ChangeKind
  /** Keys of partners. */
  live: string[]
  draft: string[]
  /** Minor units. */
  revenueLive: number
  revenueDraft: number
  why: Why
  steps: ChangeStep[]
}

/** gained: sold in the draft alone; lost: sold live alone; moved: sold to others. */
export const CHANGE_KINDS = ['gained', 'lost', 'moved'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export interface Both {
  live: number
  draft: number
}

export interface CapUse {
  scope: 'partner' | 'assignment'
  /** Key of the assignment; null for a cap of the partner. */
  assignment: string | null
  window: string
  /** Deliveries, or minor units where the window is one of spend. */
  limit: number
  /** Most that was used in one period. */
  live: number
  draft: number
  /** Offers of the draft that found it full. */
  full: number
}

export interface PartnerTally {
  partner: string
  live: number
  draft: number
  /** Minor units. */
  revenueLive: number
  revenueDraft: number
  caps: CapUse[]
}

export interface BacktestResult {
  leads: number
  changed: number
  /** Same partners, another price. */
  repriced: number
  kinds: Record<ChangeKind, number>
  /** Leads with at least one sale. */
  sold: Both
  /** Sales: one lead may bring several. */
  sales: Both
  /** Minor units, net of what was cancelled. */
  revenue: Both
  held: Both
  /** Sales that were taken back later. */
  cancelled: Both
  /** Leads the profile did not run on. */
  notRun: number
  partners: PartnerTally[]
  /** The draft's sales by where the partner's answer comes from, and all its offers. */
  bases: { sales: Record<Basis, number>; offers: Record<Basis, number> }
  /** Leads by the version that routed them. */
  versions: { version: number; leads: number }[]
}
