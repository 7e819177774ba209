import db from '@adonisjs/lucid/services/db'
import { planSettings } from '#accounts/plans/repository'
import { loadAccount } from '#accounts/repository'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { generateInvoices } from '#billing/invoices/generate_invoices'
import { PLANS } from '#billing/plans/book_periods'
import { clientKey } from '#partners/clients'
import { store } from '#store/store'
import type { Row } from '#store/types'

const AT_ONCE = 200

/**
 * Makes the draft of each period that is booked, by the run all invoices are made by, and finalizes it where the seller
 * wishes so. Each step is as good done twice: whoever takes over from a dead process begins again.
 */
export async function draftPeriods(): Promise<number> {
  const rows = await store.all(
    `select * from subscription_periods where state = 'booked' order by ends_at limit ${AT_ONCE}`
  )
  for (const row of rows) await draft(row)
  return rows.length
}

async function draft(row: Row): Promise<void> {
  const settings = await planSettings(row.seller as string)
  const seller = settings && (await loadAccount(settings.accountId))
  if (!seller) return
  const period = { from: row.from_day as string, to: row.to_day as string }
  const partner = clientKey(row.account_id as string)
  const ready: string[] = []
  await generateInvoices(seller, { ...period, partner }, PLANS, ({ id, problems }) => {
    if (id && !problems.length) ready.push(id)
  })
  if (settings.invoices === 'finalize')
    for (const id of ready) await finalizeInvoice(seller, id, PLANS)
  await db
    .from('subscription_periods')
    .where({ id: row.id as string, state: 'booked' })
    .update({ state: 'drafted' })
}
