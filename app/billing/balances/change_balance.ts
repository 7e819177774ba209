import type { Account } from '#accounts/types'
import { recordOnBalance } from '#billing/balances/top_up'
import type { WrittenMoney } from '#billing/validators/invoice_inputs'
import { loadPartner } from '#partners/repository'
import type { Partner } from '#partners/types'
import { readPeriod } from '#routing/period'
import { conflict, invalidField, notFound } from '#shared/http_problem'
import { parseAmount } from '#shared/money'

/** The partner of a key; throws the 404 of one that is not there, and the 409 of one that has no balance. */
export async function balancedPartner(account: Account, key: string): Promise<Partner> {
  const partner = await loadPartner(account.id, key)
  if (!partner) throw notFound('partner')
  if (!partner.billing?.balance)
    throw conflict('The partner has no balance: set billing.balance first')
  return partner
}

/** Records money that was paid in, as it was written. */
export async function topUp(
  account: Account,
  partner: Partner,
  wish: { amount?: unknown; at?: string; reference?: string | null },
  actor: string | null
) {
  const amount = amountOf(account, wish.amount)
  const at = readPeriod({ from: wish.at }, account.timeZone).from ?? Date.now()
  const reference = wish.reference ?? null
  await record(account, partner, { kind: 'top_up', amount, at, reference, actor })
}

/** Corrects a balance; the reason stands beside it for ever. */
export async function correctBalance(
  account: Account,
  partner: Partner,
  wish: { amount?: unknown; reason: string },
  actor: string | null
) {
  const amount = amountOf(account, wish.amount)
  const { reason } = wish
  await record(account, partner, { kind: 'correction', amount, at: Date.now(), reason, actor })
}

function amountOf({ currency }: Account, given: unknown): number {
  const written = given as WrittenMoney
  if (written.currency !== null && written.currency !== currency)
    throw invalidField('amount', 'currency', `the account counts in ${currency}`)
  const amount = parseAmount(written.amount, currency)
  if (!amount.ok) throw invalidField('amount', 'amount', amount.problem)
  return amount.value
}

async function record(
  account: Account,
  partner: Partner,
  wish: Parameters<typeof recordOnBalance>[2]
) {
  const done = await recordOnBalance(account, partner.id, wish)
  if (!done.ok) throw conflict('The partner has no balance: set billing.balance first')
}
