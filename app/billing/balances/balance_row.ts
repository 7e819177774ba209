import type { Lock, Locked, Row, Write } from '#store/types'

/** What can move a balance; each is booked once, under the id of what it is about. */
export type MovementKind =
  | 'opening' // a document that was there before the balance
  | 'top_up'
  | 'correction'
  | 'sale'
  | 'reversal'
  | 'invoice' // what a document asks beyond its sales: tax
  | 'credit_note'
  | 'payment'
  | 'payout'

export interface Movement {
  id: string
  kind: MovementKind
  /** Minor units; above 0: for the partner. */
  amount: number
  at: number
  /** Local date in the account's zone. */
  day: string
  deliveryId?: string | null
  invoiceId?: string | null
  reference?: string | null
  reason?: string | null
  actor?: string | null
}

export interface BalanceOwner {
  accountId: string
  partnerId: string
  currency: string
}

export const balanceId = ({ partnerId, currency }: Pick<BalanceOwner, 'partnerId' | 'currency'>) =>
  `balance:${partnerId}:${currency}`

/** Only partners that have a balance have the row: for all others a work that holds it holds nothing. */
export const balanceLock = (owner: Pick<BalanceOwner, 'partnerId' | 'currency'>): Lock => ({
  table: 'balances',
  value: balanceId(owner),
})

export const movementWrite = (owner: BalanceOwner, of: Movement, now: number): Write => ({
  insert: 'balance_movements',
  row: {
    id: of.id,
    account_id: owner.accountId,
    partner_id: owner.partnerId,
    currency: owner.currency,
    kind: of.kind,
    amount: of.amount,
    at: of.at,
    day: of.day,
    delivery_id: of.deliveryId ?? null,
    invoice_id: of.invoiceId ?? null,
    reference: of.reference?.slice(0, 250) ?? null,
    reason: of.reason?.slice(0, 500) ?? null,
    actor: of.actor ?? null,
    created_at: now,
  },
})

/**
 * Moves a held balance; nothing where the partner has none. `deposit` is what is paid in, or taken for a document, by
 * it. Once in a work: what it writes is not seen by the work itself.
 */
export function moveBalance(
  locked: Locked,
  owner: BalanceOwner,
  movements: readonly Movement[],
  now: number,
  deposit = 0
): Write[] {
  const id = balanceId(owner)
  const row = locked.get('balances', id)
  const moved = movements.filter(({ amount }) => amount !== 0)
  if (!row || (!moved.length && deposit === 0)) return []
  const sum = moved.reduce((total, { amount }) => total + amount, 0)
  const set: Row = {
    available: Number(row.available) + sum,
    deposit: Number(row.deposit) + deposit,
  }
  // Money came: when little is left again, that is said again.
  if (sum > 0) Object.assign(set, { low_at: null, reached_at: null })
  return [{ update: 'balances', id, set }, ...moved.map((one) => movementWrite(owner, one, now))]
}
