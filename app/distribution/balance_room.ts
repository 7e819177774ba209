import { balanceId } from '#billing/balances/balance_row'
import type { Partner } from '#partners/repository'
import type { PartnerBalance } from '#partners/types'
import type { BalanceTrace } from '#routing/types'
import { formatAmount, parseAmount } from '#shared/money'
import type { Locked, Row, Write } from '#store/types'

/** How far a partner may be sold leads. Minor units. */
export interface BalanceKey {
  id: string
  mode: PartnerBalance['mode']
  /** What its balance may come down to. */
  floor: number
  /** Where less room than this is left, it is said; null: never. */
  low: number | null
}

export interface BalanceFound {
  trace: BalanceTrace
  full: boolean
}

const keys = new WeakMap<PartnerBalance, Map<string, BalanceKey>>()

/** Null for partners without a balance: nothing is held for them. */
export function balanceKeyOf({ id, billing }: Partner, currency: string): BalanceKey | null {
  const balance = billing?.balance
  if (!balance) return null
  const known = keys.get(balance) ?? new Map<string, BalanceKey>()
  keys.set(balance, known)
  let key = known.get(currency)
  if (!key) {
    const below = minor(balance.mode === 'credit' ? balance.limit : balance.overdraft, currency)
    key = {
      id: balanceId({ partnerId: id, currency }),
      mode: balance.mode,
      floor: below === 0 ? 0 : -below,
      low: balance.low === undefined ? null : minor(balance.low, currency),
    }
    known.set(currency, key)
  }
  return key
}

function minor(amount: string | undefined, currency: string): number {
  const read = parseAmount(amount ?? '0', currency)
  return read.ok ? read.value : 0
}

/** The room a balance has, and whether a lead at `price` finds none. */
export function measureBalance(
  key: BalanceKey,
  available: number,
  price: number,
  currency: string
): BalanceFound {
  const room = available - key.floor
  return {
    trace: {
      mode: key.mode,
      room: formatAmount(room, currency),
      price: formatAmount(price, currency),
    },
    full: price > room,
  }
}

/** What of a balance row says how much is left; a partner whose row is not there has nothing. */
export const availableOf = (row: Row | null | undefined): number => Number(row?.available ?? 0)

/** Takes a price of a balance; null where there is none. `said`: what is to be told, once until money comes, and the room that is left. */
export function takeOfBalance(
  locked: Locked,
  key: BalanceKey,
  price: number,
  at: number
): { writes: Write[]; said: Said | null } | null {
  const row = locked.get('balances', key.id)
  if (!row) return null
  if (price === 0) return { writes: [], said: null }
  const available = availableOf(row) - price
  const room = available - key.floor
  const types: Said['types'] = []
  const set: Row = { available }
  if (key.low !== null && room < key.low && row.low_at === null) {
    types.push('balance.low')
    set.low_at = at
  }
  // No other lead at this price has room.
  if (room < price && row.reached_at === null) {
    types.push('balance.reached')
    set.reached_at = at
  }
  return { writes: [{ update: 'balances', id: key.id, set }], said: { types, room } }
}

export interface Said {
  types: ('balance.low' | 'balance.reached')[]
  room: number
}
