import type { Account } from '#accounts/types'
import type { PartnerBilling } from '#partners/types'
import { money } from '#shared/money'
import { store } from '#store/store'
import { nextReminder } from '#billing/reminders/next_reminder'

/** What a partner was reminded of on an invoice, and when the next reminder comes. Null for what has no balance. */
export async function presentReminders(account: Account, invoiceId: string) {
  const balance = await store.first(
    `select b.due, b.due_day, b.reminders_paused, p.billing from invoice_balances b
       join invoices i on i.id = b.id join partners p on p.id = i.partner_id
     where b.id = ? and b.account_id = ? and i.kind = 'invoice'`,
    [invoiceId, account.id]
  )
  if (!balance) return null
  const rows = await store.all('select * from reminders where invoice_id = ? order by level', [
    invoiceId,
  ])
  const billing = JSON.parse(balance.billing as string) as PartnerBilling
  const last = rows.at(-1)
  const levels = account.invoicing.reminders ?? []
  const paused = {
    invoice: Boolean(balance.reminders_paused),
    partner: billing.reminders === false,
  }
  const next =
    Number(balance.due) > 0 && !paused.invoice && !paused.partner
      ? nextReminder(
          levels,
          balance.due_day as string,
          last ? { level: Number(last.level), day: last.day as string } : null
        )
      : null
  return {
    paused,
    next,
    done: rows.map((row) => ({
      level: Number(row.level),
      day: row.day as string,
      due: money(Number(row.due), row.currency as string),
      fee: money(Number(row.fee), row.currency as string),
      text: row.text as string | null,
      actor: row.actor as string | null,
      at: new Date(Number(row.at)).toISOString(),
    })),
  }
}
