import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { newId } from '#shared/ids'
import { formatAmount } from '#shared/money'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import { balanceId, balanceLock, moveBalance } from '#billing/balances/balance_row'

export interface TopUp {
  kind: 'top_up'
  /** Minor units of the account's currency, above 0. */
  amount: number
  /** When the money came, ms. */
  at: number
  /** Of the payment: what the bank or the provider calls it. */
  reference: string | null
  actor: string | null
}

export interface Correction {
  kind: 'correction'
  /** Minor units; below 0 takes away. */
  amount: number
  at: number
  reason: string
  actor: string | null
}

export type TopUpProblem = { type: 'no_balance' }

/** Records money that was paid in, or corrects what is there. Neither is ever changed: a mistake is corrected by another. */
export async function recordOnBalance(
  account: Account,
  partnerId: string,
  wish: TopUp | Correction
): Promise<Result<{ id: string }, TopUpProblem>> {
  const owner = { accountId: account.id, partnerId, currency: account.currency }
  const now = Date.now()
  return store.submit<Result<{ id: string }, TopUpProblem>>({
    locks: [balanceLock(owner)],
    decide(locked) {
      if (!locked.get('balances', balanceId(owner)))
        return { result: fail({ type: 'no_balance' }), writes: [] }
      const id = newId('mov', now)
      const day = dateText(localDay(account.timeZone, wish.at))
      const data = {
        amount: formatAmount(wish.amount, account.currency),
        currency: account.currency,
        ...(wish.kind === 'top_up' ? { reference: wish.reference } : { reason: wish.reason }),
      }
      const type = wish.kind === 'top_up' ? 'balance.topped_up' : 'balance.corrected'
      return {
        result: ok({ id }),
        writes: [
          ...moveBalance(locked, owner, [{ id, day, ...wish }], now, wish.amount),
          event(type, { accountId: account.id, partnerId }, data, now, wish.actor),
        ],
      }
    },
  })
}
