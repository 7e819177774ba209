/* What the server says of a lead that is simulated (app/distribution/story/simulated_run.ts). */
import type { Step, Verdict, VerdictGroup } from '../story/types.js'
import type { Money } from '../types.js'

export interface Offer {
  node: string
  partner: string
  assignment: string
  price: string
  channel: string
}

export interface SimulatedRun {
  status: 'sold' | 'unsold' | 'held'
  reason: string | null
  revenue: Money
  path: Step[]
  at: string
  lead: { id: string; title: string | null; kind: 'stored' | 'typed' | 'made_up' }
  /** Keys of required fields the lead has no value for. */
  missing: string[]
  offers: Offer[]
  eligible: number
  judged: number
  groups: VerdictGroup[]
  found: { total: number; rows: Verdict[] } | null
  names: Record<string, string>
}
