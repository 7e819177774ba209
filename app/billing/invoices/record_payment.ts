import {
  type BalanceOwner,
  type Movement,
  balanceLock,
  moveBalance,
} from '#billing/balances/balance_row'
import { dateText, localDay } from '#shared/local_time'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row, Work } from '#store/types'
import { amountOf } from '#billing/invoices/invoice_events'

export interface Payment {
  /** Minor units of the invoice's currency. */
  amount: number
  /** When the money came, ms. */
  at: number
  reference: string | null
  actor: string | null
}

export type PaymentProblem =
  { type: 'not_found' } | { type: 'not_issued'; status: string } | { type: 'overpaid'; due: number }

/** Records money that came for an invoice, or went back for a credit note; never more than is due. */
export async function recordPayment(
  accountId: string,
  invoiceId: string,
  payment: Payment,
  now: number = Date.now()
): Promise<Result<{ id: string }, PaymentProblem>> {
  const row = await store.first(
    `select i.id, i.status, i.kind, i.number, i.currency, i.account_id, i.partner_id, a.time_zone
     from invoices i join accounts a on a.id = i.account_id where i.id = ? and i.account_id = ?`,
    [invoiceId, accountId]
  )
  if (!row) return fail({ type: 'not_found' })
  if (row.status !== 'issued') return fail({ type: 'not_issued', status: row.status as string })
  return store.submit(paymentWork(row, payment, now))
}

function paymentWork(
  invoice: Row,
  payment: Payment,
  now: number
): Work<Result<{ id: string }, PaymentProblem>> {
  const invoiceId = invoice.id as string
  const currency = invoice.currency as string
  return {
    locks: [{ table: 'invoice_balances', value: invoiceId }, balanceLock(ownerOf(invoice))],
    decide(locked) {
      const balance = locked.get('invoice_balances', invoiceId)!
      const due = Number(balance.due)
      if (payment.amount > due) return { result: fail({ type: 'overpaid', due }), writes: [] }
      const id = newId('pay', now)
      const set = { paid: Number(balance.paid) + payment.amount, due: due - payment.amount }
      return {
        result: ok({ id }),
        writes: [
          ...moveBalance(locked, ownerOf(invoice), [movementOf(invoice, id, payment)], now),
          { update: 'invoice_balances', id: invoiceId, set },
          {
            insert: 'payments',
            row: {
              id,
              account_id: invoice.account_id,
              invoice_id: invoiceId,
              currency,
              created_at: now,
              ...payment,
            },
          },
          event(
            'invoice.paid',
            { accountId: invoice.account_id as string, partnerId: invoice.partner_id as string },
            {
              ...{ invoice: invoiceId, number: invoice.number },
              ...amountOf(payment.amount, currency),
              due: amountOf(set.due, currency).amount,
            },
            now,
            payment.actor
          ),
        ],
      }
    },
  }
}

const ownerOf = (invoice: Row): BalanceOwner => ({
  accountId: invoice.account_id as string,
  partnerId: invoice.partner_id as string,
  currency: invoice.currency as string,
})

/** Money that came gives room; what goes back for a credit note takes it. */
function movementOf(invoice: Row, id: string, { amount, at, reference, actor }: Payment): Movement {
  const day = dateText(localDay(invoice.time_zone as string, at))
  const rest = { id, at, day, invoiceId: invoice.id as string, reference, actor }
  return invoice.kind === 'credit_note'
    ? { kind: 'payout', amount: -amount, ...rest }
    : { kind: 'payment', amount, ...rest }
}

export type ReverseProblem = { type: 'not_found' } | { type: 'reversed' } | { type: 'is_reversal' }

/** Takes a payment back that was recorded by mistake or did not hold: a row of its own, once. */
export async function reversePayment(
  accountId: string,
  invoiceId: string,
  paymentId: string,
  { actor, reference }: Pick<Payment, 'actor' | 'reference'>
): Promise<Result<{ id: string }, ReverseProblem>> {
  const row = await store.first(
    `select p.*, i.number, i.partner_id, i.kind, a.time_zone from payments p
     join invoices i on i.id = p.invoice_id join accounts a on a.id = p.account_id
     where p.id = ? and p.invoice_id = ? and p.account_id = ?`,
    [paymentId, invoiceId, accountId]
  )
  if (!row) return fail({ type: 'not_found' })
  if (row.reverses_id !== null) return fail({ type: 'is_reversal' })
  const now = Date.now()
  const id = `${paymentId}.back`
  const amount = Number(row.amount)
  const currency = row.currency as string
  return store.submit<Result<{ id: string }, ReverseProblem>>({
    locks: [
      { table: 'invoice_balances', value: invoiceId },
      { table: 'payments', value: id },
      balanceLock(ownerOf(row)),
    ],
    decide(locked) {
      if (locked.get('payments', id)) return { result: fail({ type: 'reversed' }), writes: [] }
      const balance = locked.get('invoice_balances', invoiceId)!
      const due = Number(balance.due) + amount
      const set = { paid: Number(balance.paid) - amount, due }
      const back = { amount: -amount, at: now, reference, actor }
      const moved = movementOf({ ...row, id: invoiceId }, id, back)
      const columns = { id, account_id: accountId, invoice_id: invoiceId, currency }
      return {
        result: ok({ id }),
        writes: [
          ...moveBalance(locked, ownerOf(row), [moved], now),
          { update: 'invoice_balances', id: invoiceId, set },
          {
            insert: 'payments',
            row: {
              ...columns,
              ...{ ...back, created_at: now },
              reverses_id: paymentId,
            },
          },
          event(
            'invoice.payment_reversed',
            { accountId, partnerId: row.partner_id as string },
            {
              ...{ invoice: invoiceId, number: row.number },
              ...amountOf(amount, currency),
              due: amountOf(due, currency).amount,
            },
            now,
            actor
          ),
        ],
      }
    },
  })
}
