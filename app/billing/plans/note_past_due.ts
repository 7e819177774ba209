import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { dateText, localDay } from '#shared/local_time'

/** An invoice of a plan that is overdue marks its subscription, until it is paid. It keeps no lead out. */
export async function notePastDue(now: number): Promise<void> {
  const sellers = await db.from('plan_settings').select('seller', 'account_id')
  for (const { seller, account_id: accountId } of sellers) {
    const account = await loadAccount(accountId)
    if (!account) continue
    const today = dateText(localDay(account.timeZone, now))
    const owes = `exists (select 1 from subscription_periods p
      join invoices i on i.partner_id = p.partner_id and i.kind = 'invoice'
      join invoice_balances b on b.id = i.id
      where p.account_id = subscriptions.account_id and i.account_id = ? and b.due > 0 and b.due_day < ?)`
    const move = (from: string, to: string, condition: string) =>
      db
        .from('subscriptions')
        .where({ seller, status: from })
        .whereRaw(condition, [accountId, today])
        .update({ status: to, updated_at: now })
    await move('active', 'past_due', owes)
    await move('past_due', 'active', `not ${owes}`)
  }
}
