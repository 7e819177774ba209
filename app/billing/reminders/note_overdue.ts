import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import { amountOf } from '#billing/invoices/invoice_events'

const AT_ONCE = 500

/** Says once of each invoice that it is overdue, on the day after it was due. */
export async function noteOverdue(account: Account, now: number): Promise<void> {
  const today = dateText(localDay(account.timeZone, now))
  const rows = await store.all(
    `select b.id, i.number, i.currency, i.partner_id from invoice_balances b join invoices i on i.id = b.id
     where b.account_id = ? and b.due_day < ? and b.due > 0 and b.overdue_at is null and i.kind = 'invoice'
     order by b.id limit ${AT_ONCE}`,
    [account.id, today]
  )
  for (const row of rows) {
    const id = row.id as string
    await store.submit<void>({
      locks: [{ table: 'invoice_balances', value: id }],
      decide(locked) {
        const balance = locked.get('invoice_balances', id)!
        // Paid or told by another process meanwhile.
        if (balance.overdue_at !== null || Number(balance.due) <= 0)
          return { result: undefined, writes: [] }
        const currency = row.currency as string
        return {
          result: undefined,
          writes: [
            { update: 'invoice_balances', id, set: { overdue_at: now } },
            event(
              'invoice.overdue',
              { accountId: account.id, partnerId: row.partner_id as string },
              {
                ...{ invoice: id, number: row.number, due_day: balance.due_day, currency },
                due: amountOf(Number(balance.due), currency).amount,
              },
              now
            ),
          ],
        }
      },
    })
  }
}
