/** Runs that passed a node, or left it by a port; of the whole profile where node and port are ''. */
export interface WayLine {
  accountId: string
  profileId: string
  /** Number of the version that routed them. */
  version: number
  /** Local date in the account's zone on which the run began. */
  day: string
  node: string
  /** '' counts the node itself. */
  port: string
  leads: number
  /** Of those that ended here, held for a person. */
  held: number
  /** Of those, because the node could not answer. */
  errors: number
}

/** What an offer node did with an assignment, on the day it was offered. Money in minor units. */
export interface OfferLine {
  accountId: string
  profileId: string
  version: number
  day: string
  node: string
  assignment: string
  currency: string
  offered: number
  sold: number
  revenue: number
}

export interface Traffic {
  ways: WayLine[]
  offers: OfferLine[]
}

/** A line of the trail with what it needs of its run or delivery. Times are ms. */
export interface TrafficEvent {
  id: string
  type: 'distribution.finished' | 'delivery.offered' | 'revenue.booked' | 'revenue.reversed'
  accountId: string
  profileId: string
  version: number
  /** When the run began to be. */
  runAt: number
  status: string
  path: { node: string; port: string | null; detail?: { error?: unknown } }[]
  /** Node of an offer the run was held at. */
  at: string | null
  /** The run ended before: one that was offered again by hand has been counted. */
  again: boolean
  /** Of the delivery. */
  node: string
  assignment: string
  currency: string
  amount: number
}
