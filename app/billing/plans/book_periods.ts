import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { planSettings } from '#accounts/plans/repository'
import { pricePeriod } from '#accounts/plans/price_period'
import type { Segment } from '#accounts/plans/types'
import { countLeads, countedUpTo } from '#accounts/plans/usage'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { languageOf } from '#billing/invoices/parties'
import { clientValues } from '#billing/plans/client_values'
import { periodLines } from '#billing/plans/period_lines'
import { saveClient } from '#partners/clients'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { store } from '#store/store'
import type { Row } from '#store/types'

/** Who the history says it was. */
export const PLANS = 'plans'
const AT_ONCE = 200

/**
 * Books each period that is over in its seller's account: its leads are frozen once the figures hold all of them, and its
 * lines are written with the row that says so, in one transaction. So it is booked once, whoever dies when.
 */
export async function bookPeriods(now: number): Promise<number> {
  // By moments that are in the figures as a whole; what they lack is counted with the next pass.
  const upTo = await countedUpTo()
  const rows = await store.all(
    `select * from subscription_periods where state = 'due' and ends_at < ? order by ends_at limit ${AT_ONCE}`,
    [upTo]
  )
  let booked = 0
  for (const row of rows) {
    const error = await book(row, now).catch((fault: unknown) => {
      logger.warn({ err: fault, period: row.id }, 'a period of a plan was not booked')
      return 'fault'
    })
    if (error)
      await db
        .from('subscription_periods')
        .where('id', row.id as string)
        .update({ error })
    else booked++
  }
  return booked
}

/** What keeps it from being booked; null: it is. */
async function book(row: Row, now: number): Promise<string | null> {
  const settings = await planSettings(row.seller as string)
  const seller = settings && (await loadAccount(settings.accountId))
  const client = await loadAccount(row.account_id as string)
  if (!seller || !client) return 'no_seller'
  if (row.currency !== seller.currency) return 'currency'
  const period = { from: row.from_day as string, to: row.to_day as string }
  const span = { period, fromAt: Number(row.from_at), endsAt: Number(row.ends_at) }
  const leads = await countLeads(client.id, span)
  const price = pricePeriod(JSON.parse(row.segments as string) as Segment[], period, leads)
  const values = clientValues(client, await ownerEmail(client))
  const lines = periodLines(price, languageOf(seller, values.billing))

  await db.transaction(async (trx) => {
    const columns = {
      leads,
      booked_at: now,
      error: null,
      state: lines.length ? 'booked' : 'drafted',
    }
    const mine = await trx
      .from('subscription_periods')
      .where({ id: row.id as string, state: 'due' })
      .update(columns)
    if (!changed(mine)) return
    const partnerId = await saveClient(trx, seller.id, values, now)
    await trx
      .from('subscription_periods')
      .where('id', row.id as string)
      .update({ partner_id: partnerId })
    for (const { description, quantity, unitAmount } of lines)
      await trx
        .insertQuery()
        .table('adjustments')
        .insert({
          ...{ id: newId('adj', now), account_id: seller.id, partner_id: partnerId },
          ...{ currency: seller.currency, invoice_id: null, own: false, reason: null },
          ...{ description, quantity, unit_amount: unitAmount, day: period.to },
          ...{ created_by: PLANS, created_at: now },
        })
  })
  return null
}

async function ownerEmail({ id }: Account): Promise<string | null> {
  const row = await db
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where({ 'memberships.account_id': id, 'memberships.role': 'owner' })
    .orderBy('memberships.id')
    .select('users.email')
    .first()
  return row?.email ?? null
}
