import { postingId } from '#store/row_ids'
import type { Lock, Locked, Write } from '#store/types'
import { type BalanceOwner, balanceLock, moveBalance } from '#billing/balances/balance_row'

/** What has to be held to bring the money of a sale back to the balance it was taken from. */
export const reversalLocks = (
  owner: Pick<BalanceOwner, 'partnerId' | 'currency'>,
  deliveryId: string
): Lock[] => [
  balanceLock(owner),
  { table: 'balance_movements', value: postingId(deliveryId, 'sale') },
]

/** Brings it back, beside the posting that takes the sale back. A sale that moved no balance brings nothing back. */
export function reverseMovement(
  locked: Locked,
  owner: BalanceOwner,
  sale: { deliveryId: string; amount: number; day: string; actor: string | null },
  at: number
): Write[] {
  const { deliveryId, amount, day, actor } = sale
  if (!locked.get('balance_movements', postingId(deliveryId, 'sale'))) return []
  const id = postingId(deliveryId, 'cancellation')
  return moveBalance(
    locked,
    owner,
    [{ id, kind: 'reversal', amount, at, day, deliveryId, actor }],
    at
  )
}
