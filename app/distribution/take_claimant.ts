import type { CapKey } from '#routing/cap_windows'
import { nextPlace, takePlace } from '#routing/ladder'
import type { BalanceTrace, CapTrace, TierTrace } from '#routing/types'
import type { Lock, Locked, Write } from '#store/types'
import {
  type BalanceKey,
  type Said,
  availableOf,
  measureBalance,
  takeOfBalance,
} from '#distribution/balance_room'
import { type ClaimedLadder, priceAt, rememberPlaces, tierOf } from '#distribution/claimant_price'
import { ladderLock, readPlaces, writePlaces } from '#distribution/holds'
import { newDelivery, offerWrites, saidEvents } from '#distribution/offer_writes'
import type { Delivery, Hold, Run } from '#distribution/run'
import { type Measured, amountOf, bucketLock, measureCap } from '#distribution/measure_cap'

/** An assignment about to be offered the lead, with everything its delivery freezes. */
export interface Claimant {
  assignmentId: string
  assignmentKey: string
  partnerId: string
  channel: string
  /** Minor units; where a ladder prices it, what holds without one. */
  price: number
  ladder: ClaimedLadder | null
  /** Null for partners that pay later, without a limit. */
  balance: BalanceKey | null
  /** The bid it was won with. */
  bid: { ping: string; reference: string | null } | null
  caps: CapKey[]
}

export const liveKey = (leadId: string, partnerId: string) => `${leadId}:${partnerId}`

/** What was found when a claimant asked for room; `balance` and `tier` only where there are such. */
export interface Found {
  caps: CapTrace[]
  tier?: TierTrace
  balance?: BalanceTrace
}

export type Refused = 'duplicate' | 'cap' | 'balance'

export interface Room {
  refused: Refused | null
  /** As it is priced at this moment. */
  claimant: Claimant
  measured: Measured[]
  found: Found
}

/** The rows one claimant is decided on. Test leads hold no caps and no money, and look at the ladder only. */
export function claimantLocks(run: Run, claimant: Claimant): Lock[] {
  const value = liveKey(run.lead.id, claimant.partnerId)
  const locks: Lock[] = [{ table: 'deliveries', column: 'live_key', value }]
  const { ladder, balance, caps } = claimant
  if (ladder) locks.push(ladderLock(ladder.id, run.accountId, ladder.endsAt))
  if (run.lead.view.test) return locks
  for (const cap of caps) locks.push(bucketLock(cap, run.accountId))
  if (balance) locks.push({ table: 'balances', value: balance.id })
  return locks
}

/**
 * Whether there is room for a claimant: its price, its caps and its balance as they stand, and why not. `taken` of this
 * very wave count, too.
 */
export function roomFor(
  locked: Locked,
  run: Run,
  asked: Claimant,
  taken: readonly Delivery[]
): Room {
  const has = locked.get('deliveries', liveKey(run.lead.id, asked.partnerId), 'live_key')
  if (has || taken.some((one) => one.partnerId === asked.partnerId))
    return { refused: 'duplicate', claimant: asked, measured: [], found: { caps: [] } }
  return roomOf(locked, run, asked)
}

/** The same for a lead that this partner may have, whatever else it has. */
export function roomOf(locked: Locked, run: Run, asked: Claimant): Room {
  const { claimant, tier } = priced(locked, asked, run.currency)
  if (run.lead.view.test)
    return { refused: null, claimant, measured: [], found: { caps: [], ...tier } }
  const measured = traceCaps(locked, claimant, run.currency)
  const { balance, price } = claimant
  const money =
    balance &&
    measureBalance(balance, availableOf(locked.get('balances', balance.id)), price, run.currency)
  const capped = measured.some((one) => one.full)
  return {
    refused: capped ? 'cap' : money?.full ? 'balance' : null,
    claimant,
    measured,
    found: {
      caps: measured.map((one) => one.trace),
      ...tier,
      ...(money && { balance: money.trace }),
    },
  }
}

/** A claimant with the price of the place it would get. */
function priced(
  locked: Locked,
  claimant: Claimant,
  currency: string
): { claimant: Claimant; tier: { tier?: TierTrace } } {
  const { ladder } = claimant
  if (!ladder) return { claimant, tier: {} }
  const places = readPlaces(locked.get('ladders', ladder.id))
  rememberPlaces(ladder.id, places)
  const place = nextPlace(places)
  const price = priceAt(ladder, place, claimant.price)
  return {
    claimant: { ...claimant, price },
    tier: { tier: tierOf(ladder, place, price, currency) },
  }
}

/** Holds what it takes of its caps, its ladder and its balance, and makes its delivery, with its first attempt. */
export function takeClaimant(
  locked: Locked,
  run: Run,
  { claimant, measured, found }: Room,
  wave: number,
  at: number
): { delivery: Delivery; writes: Write[] } {
  const { holds, writes, said } = run.lead.view.test ? NOTHING : take(locked, claimant, at)
  const delivery = newDelivery(run, claimant, holds, wave, at)
  const offered = offerWrites(run, claimant, delivery, measured, found, at)
  return { delivery, writes: [...offered, ...writes, ...saidEvents(run, claimant, said, at)] }
}

const traceCaps = (locked: Locked, { caps, price }: Claimant, currency: string): Measured[] =>
  caps.map((cap) =>
    measureCap(cap, Number(locked.get('cap_buckets', cap.id)!.used), price, currency)
  )

export interface Taken {
  holds: Hold[]
  writes: Write[]
  said: Said | null
}
const NOTHING: Taken = { holds: [], writes: [], said: null }

/** All that one delivery holds; of a ladder the amount is its place. */
export function take(
  locked: Locked,
  { caps, price, ladder, balance }: Pick<Claimant, 'caps' | 'price' | 'ladder' | 'balance'>,
  at: number
): Taken {
  const holds = caps.map((cap): Hold => {
    const amount = amountOf(cap, price)
    // What costs nothing takes nothing of a spend cap.
    if (amount > 0)
      locked.put('cap_buckets', cap.id, {
        used: Number(locked.get('cap_buckets', cap.id)!.used) + amount,
      })
    return [cap.id, amount]
  })
  if (ladder) {
    const { place, places } = takePlace(readPlaces(locked.get('ladders', ladder.id)))
    writePlaces(locked, ladder.id, places)
    holds.push([ladder.id, place])
  }
  const taken = balance && takeOfBalance(locked, balance, price, at)
  if (!taken) return { ...NOTHING, holds }
  return { ...taken, holds: [...holds, [balance.id, price]] }
}
