import type { Account, ReminderLevel } from '#accounts/types'
import type { PartnerBilling } from '#partners/types'
import { dateText, localDay } from '#shared/local_time'
import { parseAmount } from '#shared/money'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { amountOf } from '#billing/invoices/invoice_events'
import { nextReminder } from '#billing/reminders/next_reminder'
import { sendWrites } from '#billing/sends/send_rows'
import { partnerTerms } from '#billing/sends/send_terms'

/** A reminder whose day has come and that nobody has made yet. */
export interface DueReminder {
  invoiceId: string
  partnerId: string
  level: number
}

export type RemindProblem =
  | { type: 'not_found' }
  | { type: 'nothing_due' }
  | { type: 'not_overdue' }
  | { type: 'no_level' }
  | { type: 'reminded' }

/** Where an account has said nothing, a person may still remind: one level, without a fee. */
const BY_HAND: ReminderLevel[] = [{ days: 1 }]

const AT_ONCE = 500
const OVERDUE = `select i.id, i.number, i.currency, i.partner_id, i.language, b.due, b.due_day, b.reminders_paused,
    p.email, p.billing, r.level, r.day
  from invoice_balances b join invoices i on i.id = b.id join partners p on p.id = i.partner_id
    left join reminders r on r.invoice_id = i.id
      and r.level = (select max(m.level) from reminders m where m.invoice_id = i.id)
  where b.account_id = ? and i.kind = 'invoice' and b.due > 0 and b.due_day < ?`

const lastOf = (row: Row) =>
  row.level === null ? null : { level: Number(row.level), day: row.day as string }

/** What is to be reminded of now, by the account's levels; partners and invoices that are paused are left out. */
export async function dueReminders(account: Account, now: number): Promise<DueReminder[]> {
  const levels = account.invoicing.reminders ?? []
  if (!levels.length) return []
  const today = dateText(localDay(account.timeZone, now))
  const rows = await store.all(`${OVERDUE} order by b.due_day, i.id limit ${AT_ONCE}`, [
    account.id,
    today,
  ])
  return rows.flatMap((row) => {
    const billing = JSON.parse(row.billing as string) as PartnerBilling
    if (billing.reminders === false || Boolean(row.reminders_paused)) return []
    const next = nextReminder(levels, row.due_day as string, lastOf(row))
    if (!next || next.from > today) return []
    const { level } = next
    return [{ invoiceId: row.id as string, partnerId: row.partner_id as string, level }]
  })
}

/**
 * Reminds a partner of an invoice: notes what is due, the fee and the text of the level, and puts its mail among what is to
 * be sent, in one transaction. By hand (`level` undefined) the next one, also before its day. A level is reminded of once,
 * however many processes try.
 */
export async function recordReminder(
  account: Account,
  invoiceId: string,
  { level, actor }: { level?: number; actor: string | null },
  now: number
): Promise<Result<{ id: string; level: number }, RemindProblem>> {
  const today = dateText(localDay(account.timeZone, now))
  const known = await store.first('select id from invoices where id = ? and account_id = ?', [
    invoiceId,
    account.id,
  ])
  if (!known) return fail({ type: 'not_found' })
  const row = await store.first(`${OVERDUE} and i.id = ?`, [account.id, today, invoiceId])
  if (!row) return fail({ type: 'not_overdue' })
  const set = account.invoicing.reminders ?? []
  const levels = set.length ? set : BY_HAND
  const wished = level ?? (lastOf(row)?.level ?? 0) + 1
  const said = levels[wished - 1]
  if (!said) return fail({ type: 'no_level' })
  const currency = row.currency as string
  const fee = parseAmount(said.fee ?? '0', currency)
  const feeMinor = fee.ok ? fee.value : 0
  const id = `${invoiceId}.${wished}`
  const billing = JSON.parse(row.billing as string) as PartnerBilling
  const { to } = partnerTerms(account, { email: row.email as string | null, billing })
  const mail = {
    ...{ accountId: account.id, invoiceId, number: row.number as string },
    ...{ partyId: row.partner_id as string, level: wished, to: to ? [to] : [], xml: null, actor },
  }
  return store.submit<Result<{ id: string; level: number }, RemindProblem>>({
    locks: [
      { table: 'invoice_balances', value: invoiceId },
      { table: 'reminders', value: id },
    ],
    decide(locked) {
      if (locked.get('reminders', id)) return { result: fail({ type: 'reminded' }), writes: [] }
      const due = Number(locked.get('invoice_balances', invoiceId)!.due)
      if (due <= 0) return { result: fail({ type: 'nothing_due' }), writes: [] }
      const columns = { id, account_id: account.id, invoice_id: invoiceId, level: wished }
      return {
        result: ok({ id, level: wished }),
        writes: [
          {
            insert: 'reminders',
            row: {
              ...columns,
              ...{ day: today, due, fee: feeMinor, currency, text: said.text ?? null },
              ...{ language: row.language ?? account.language, actor, at: now },
            },
          },
          event(
            'invoice.reminder',
            { accountId: account.id, partnerId: row.partner_id as string },
            {
              ...{ invoice: invoiceId, number: row.number, level: wished, currency },
              due: amountOf(due, currency).amount,
              fee: amountOf(feeMinor, currency).amount,
            },
            now,
            actor
          ),
          ...sendWrites(mail, now).writes,
        ],
      }
    },
  })
}

/** Makes every reminder whose day has come. */
export async function remindAll(account: Account, now: number): Promise<void> {
  for (const { invoiceId, level } of await dueReminders(account, now))
    await recordReminder(account, invoiceId, { level, actor: null }, now)
}
