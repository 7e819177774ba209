import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DAY, dateText } from '#shared/local_time'
import { POSTING_SUMS } from '#insights/revenue/posting_sums'
import { COLUMNS, type Grain, ONES, type One } from '#insights/revenue/grains'
import { REVENUE_SUMS } from '#insights/revenue/types'

/** Two dates behind UTC a date is over in every zone, by half a day at least: nothing is booked under it any more. */
const DAYS_BEHIND = 2

const PLACE = 'account_id, grain, span, partner_id, profile_id, source, currency'
const INTO = `insert into revenue_sums (${PLACE}, ${REVENUE_SUMS.join(', ')})`
const ADDED = `on conflict (${PLACE}) do update set ${REVENUE_SUMS.map((name) => `${name} = revenue_sums.${name} + excluded.${name}`).join(', ')}`
const OF_SUMS = REVENUE_SUMS.map((name) => `sum(${name})`).join(', ')

/**
 * Sums the next date of an account's ledger up, in one transaction with its cursor. What is booked under it later, by an
 * import, is added by the database itself (migration 0024). False when nothing is left for now.
 */
export async function sumNextDay(now: number): Promise<boolean> {
  const last = dateText(Math.floor(now / DAY) - DAYS_BEHIND)
  const behind = await db
    .from('accounts')
    .leftJoin('revenue_cursors', 'revenue_cursors.account_id', 'accounts.id')
    .whereRaw(`coalesce(revenue_cursors.upto, '') < ?`, [last])
    .select('accounts.id')
    .first()
  if (!behind) return false
  await db.transaction((trx) => sumDay(trx, behind.id as string, last))
  return true
}

async function sumDay(trx: TransactionClientContract, accountId: string, last: string) {
  await trx.rawQuery(
    `insert into revenue_cursors (account_id, upto) values (?, '') on conflict (account_id) do nothing`,
    [accountId]
  )
  // Another process that was here first has moved it: what it says now is what counts.
  const cursor = await trx
    .from('revenue_cursors')
    .where('account_id', accountId)
    .forUpdate()
    .select('upto')
    .first()
  const next = await trx
    .from('postings')
    .where('account_id', accountId)
    .where('day', '>', cursor.upto)
    .min('day as day')
    .first()
  const day = next?.day as string | null
  if (day !== null && day <= last) await writeDay(trx, accountId, day)
  const upto = day !== null && day <= last ? day : last
  if (upto > cursor.upto)
    await trx.from('revenue_cursors').where('account_id', accountId).update({ upto })
}

async function writeDay(trx: TransactionClientContract, accountId: string, day: string) {
  const ofDay = [accountId, day]
  await trx.rawQuery(
    `${INTO} select account_id, 'day', day, partner_id, profile_id, coalesce(source, ''), currency, ${POSTING_SUMS}
     from postings where account_id = ? and day = ? group by account_id, day, partner_id, profile_id, source, currency`,
    ofDay
  )
  await addToMonth(trx, 'day', 'month', ofDay)
  for (const one of ONES) {
    const of = (name: One) => (name === one ? COLUMNS[name] : `''`)
    const place = `${of('partner')}, ${of('profile')}, ${of('source')}, currency`
    await trx.rawQuery(
      `${INTO} select account_id, '${one}_day', span, ${place}, ${OF_SUMS}
       from revenue_sums where account_id = ? and grain = 'day' and span = ?
       group by account_id, span, ${COLUMNS[one]}, currency`,
      ofDay
    )
    await addToMonth(trx, `${one}_day`, `${one}_month`, ofDay)
  }
  await trx.rawQuery(
    `${INTO} select account_id, 'total', span, '', '', '', currency, ${OF_SUMS}
     from revenue_sums where account_id = ? and grain = 'day' and span = ? group by account_id, span, currency`,
    ofDay
  )
}

/** Adds what a grain of a day came to to the grain of its month. */
const addToMonth = (trx: TransactionClientContract, from: Grain, to: Grain, ofDay: string[]) =>
  trx.rawQuery(
    `${INTO} select account_id, '${to}', substr(span, 1, 7), partner_id, profile_id, source, currency, ${REVENUE_SUMS.join(', ')}
     from revenue_sums where account_id = ? and grain = '${from}' and span = ? ${ADDED}`,
    ofDay
  )
