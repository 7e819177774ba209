import { loadSubscription, planSettings } from '#accounts/plans/repository'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { appUrl } from '#config/app'
import { guardedFetch } from '#delivery/transports/guarded_fetch'
import { guardCallAsync } from '#host/guard'
import { loadPayment } from '#billing/plans/payment_settings'
import { clientKey } from '#partners/clients'
import type { PaymentStep } from '#sdk'
import { stepProblem } from '#sdk/payment_step'
import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'

const DEADLINE_MS = 20_000

export type CheckoutProblem = 'not_found' | 'nothing_due' | 'unavailable'

/** The seller of an account's plan as the house of its invoices, and the client it is there; null where there is none. */
export async function planHouse(seller: string, accountId: string) {
  const settings = await planSettings(seller)
  const account = settings && (await loadAccount(settings.accountId))
  if (!account) return null
  const partner = await store.first(
    'select id, key, name, email from partners where account_id = ? and key = ?',
    [account.id, clientKey(accountId)]
  )
  return partner && { account, partner }
}

/** How an open invoice of a plan is paid: by transfer, or on a page of the provider. */
export async function checkOut(
  client: Account,
  seller: string,
  invoiceId: string,
  fetch = guardedFetch
): Promise<Result<PaymentStep, CheckoutProblem>> {
  const house = await planHouse(seller, client.id)
  const row =
    house &&
    (await store.first(
      `select i.id, i.number, i.currency, i.buyer, b.due from invoices i join invoice_balances b on b.id = i.id
       where i.id = ? and i.account_id = ? and i.partner_id = ? and i.status = 'issued' and i.kind = 'invoice'`,
      [invoiceId, house.account.id, house.partner.id]
    ))
  if (!house || !row) return fail('not_found')
  if (Number(row.due) <= 0) return fail('nothing_due')
  const payment = await loadPayment(seller)
  if (!payment) return fail('unavailable')
  const due = {
    ...{ invoice: row.id as string, number: row.number as string, amount: Number(row.due) },
    ...{ currency: row.currency as string, description: house.account.name },
    payer: { name: client.name, email: house.partner.email as string | null },
    return_url: `${appUrl}/settings/plan`,
  }
  const io = { fetch, now: Date.now() }
  const step = await guardCallAsync(
    payment.plugin,
    'checkout',
    () => payment.plugin.checkout(due, io, payment.config),
    { deadlineMs: DEADLINE_MS, check: stepProblem }
  )
  return step.ok ? ok(step.value) : fail('unavailable')
}

/** The house of a document an account was sent for its plan; null where it is another's, or not sent yet. */
export async function planDocumentHouse(accountId: string, invoiceId: string) {
  const subscription = await loadSubscription(accountId)
  const house = subscription && (await planHouse(subscription.seller, accountId))
  if (!house) return null
  const row = await store.first(
    `select id from invoices where id = ? and account_id = ? and partner_id = ? and status = 'issued'
       and kind in ('invoice', 'credit_note')`,
    [invoiceId, house.account.id, house.partner.id]
  )
  return row && house
}
