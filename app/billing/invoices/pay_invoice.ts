import type { Account } from '#accounts/types'
import { readPeriod } from '#routing/period'
import { invalidField, notFound } from '#shared/http_problem'
import { parseAmount } from '#shared/money'
import { store } from '#store/store'
import { recordPayment } from '#billing/invoices/record_payment'
import { paymentRefusal } from '#billing/invoices/refusals'
import type { WrittenMoney } from '#billing/validators/invoice_inputs'

/** Records a payment as it was written: its currency is the invoice's, its date one of the account's zone. */
export async function payInvoice(
  account: Account,
  id: string,
  wish: { amount?: unknown; at?: string; reference?: string | null },
  actor: string | null
): Promise<void> {
  const row = await store.first('select currency from invoices where id = ? and account_id = ?', [
    id,
    account.id,
  ])
  if (!row) throw notFound('invoice')
  const currency = row.currency as string
  const written = wish.amount as WrittenMoney
  if (written.currency !== null && written.currency !== currency)
    throw invalidField('amount', 'currency', `the invoice is in ${currency}`)
  const amount = parseAmount(written.amount, currency)
  if (!amount.ok) throw invalidField('amount', 'amount', amount.problem)
  const at = readPeriod({ from: wish.at }, account.timeZone).from ?? Date.now()
  const done = await recordPayment(account.id, id, {
    amount: amount.value,
    at,
    reference: wish.reference ?? null,
    actor,
  })
  if (!done.ok) throw paymentRefusal(done.problem, currency)
}
