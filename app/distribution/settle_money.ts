import { movementWrite } from '#billing/balances/balance_row'
import type { Outcome } from '#sdk'
import { postingId } from '#store/row_ids'
import type { Lock, Locked, Write } from '#store/types'
import { isBalance } from '#distribution/holds'
import { type Delivery, type Hold, isSold } from '#distribution/run'
import type { Settlement } from '#distribution/settle_delivery'

/** What is held stays held: the lead is sold, or may still turn out to be. */
export const keepsHolds = ({ outcome, nextAttemptAt, giveUp }: Settlement) =>
  isSold(outcome.status) ||
  nextAttemptAt !== null ||
  outcome.status === 'waiting' ||
  (outcome.status === 'unknown' && giveUp === 'hold')

export const namesPrice = ({ price }: Outcome) => price !== null && price !== undefined

export const heldMoney = ({ delivery }: Settlement): Hold | null =>
  delivery.reserved?.find(([id]) => isBalance(id)) ?? null

/** A sale at the price that is held leaves the balance alone, too: its movement is a row of its own. */
export function balanceLocks(s: Settlement): Lock[] {
  const hold = heldMoney(s)
  const id = hold?.[0] ?? s.balance?.id
  if (!id || s.delivery.test || !isSold(s.outcome.status)) return []
  return hold && !namesPrice(s.outcome) ? [] : [{ table: 'balances', value: id }]
}

/** What a settlement moves of the partner's balance: a sale is paid from what was held for it, all else is given back. */
export function moveMoney(s: Settlement, locked: Locked, { status, price }: Delivery): Write[] {
  const hold = heldMoney(s)
  const id = hold?.[0] ?? s.balance?.id
  const sold = isSold(status)
  if (!id || s.delivery.test || (!sold && (keepsHolds(s) || !hold))) return []
  const back = (hold?.[1] ?? 0) - (sold ? price : 0)
  const writes: Write[] = []
  if (back !== 0) {
    const row = locked.get('balances', id)
    if (!row) return []
    writes.push({ update: 'balances', id, set: { available: Number(row.available) + back } })
  }
  if (!sold || price === 0) return writes
  const { accountId, currency, at, day } = s
  const owner = { accountId, partnerId: s.delivery.partnerId, currency }
  const sale = postingId(s.delivery.id, 'sale')
  const movement = { id: sale, kind: 'sale', amount: -price, at, day } as const
  return [...writes, movementWrite(owner, { ...movement, deliveryId: s.delivery.id }, at)]
}
