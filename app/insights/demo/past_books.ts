import type { Account } from '#accounts/types'
import db from '@adonisjs/lucid/services/db'
import { DAY, HOUR, dateText, localDay, startOfLocalDate } from '#shared/local_time'
import { store } from '#store/store'
import { creditReturns } from '#billing/invoices/credit_returns'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { generateInvoices } from '#billing/invoices/generate_invoices'
import { recordPayment } from '#billing/invoices/record_payment'
import { noteOverdue } from '#billing/reminders/note_overdue'
import { remindAll } from '#billing/reminders/remind'
import { generateSelfBilling } from '#billing/self_billing/generate_self_billing'
import { listPartners } from '#partners/repository'
import { recordVatCheck } from '#partners/vat_checks'
import { monthStart } from '#insights/demo/past_moments'

/** Something that was done at a moment gone by. */
export interface Deed {
  at: number
  what(): Promise<unknown>
}

/** Who keeps the books of the demo. */
const BOOKKEEPER = 'books@bright-leads.example'
const WHOLE_MONTHS = 2

/** Evidence that was on file before anything was sold. */
export async function fileVatEvidence(account: Account, at: number) {
  const partners = await listPartners(account.id)
  await db.transaction(async (trx) => {
    for (const { id, name, billing } of partners)
      if (billing?.vat_id && billing.vat_id_status === 'valid')
        await recordVatCheck(trx, account.id, {
          ...{ partner_id: id, vat_id: billing.vat_id, method: 'manual', status: 'valid' },
          ...{ checked_at: at, requester: null, consultation_number: null, name, address: null },
          ...{ error_code: null, answer: null, actor: BOOKKEEPER },
          reason: 'Confirmed in writing by the tax office; letter on file',
        })
  })
}

/** Invoices, payments, credit notes and reminders of whole months, each on its day; not all partners pay in time. */
export function bookDeeds(account: Account, today: number): Deed[] {
  const zone = account.timeZone
  const nine = (day: number) => startOfLocalDate(zone, day) + 9 * HOUR
  const deeds: Deed[] = []
  for (let back = WHOLE_MONTHS; back >= 1; back--) {
    const [first, next] = [monthStart(today, back), monthStart(today, back - 1)]
    const period = { from: dateText(first), to: dateText(next - 1) }
    const bill = nine(next + 1)
    deeds.push({ at: bill, what: () => billMonth(account, period, bill) })
    for (let day = next + 4; day < next + 45; day++) {
      const at = nine(day)
      deeds.push({ at, what: () => payDue(account, at) })
      deeds.push({ at: at + HOUR, what: () => noteOverdue(account, at + HOUR) })
      deeds.push({ at: at + 2 * HOUR, what: () => remindAll(account, at + 2 * HOUR) })
    }
    const credit = nine(next + 9)
    deeds.push({ at: credit, what: () => creditMonth(account, period, credit) })
  }
  return deeds
}

interface Period {
  from: string
  to: string
}

async function billMonth(account: Account, period: Period, at: number) {
  const ready: string[] = []
  await generateInvoices(account, { ...period, at }, BOOKKEEPER, ({ id, problems }) => {
    if (!problems.length) ready.push(id!)
  })
  for (const id of ready) await finalizeInvoice(account, id, BOOKKEEPER, at)
}

/** Partners by how they pay: most three days early, one half of it, one not at all. */
async function payDue(account: Account, at: number) {
  const soon = dateText(localDay(account.timeZone, at) + 3)
  const rows = await store.all(
    `select i.id, i.number, b.due, b.gross, p.key from invoice_balances b join invoices i on i.id = b.id
       join partners p on p.id = i.partner_id
     where b.account_id = ? and b.due > 0 and b.due_day <= ? and i.kind = 'invoice' order by i.number`,
    [account.id, soon]
  )
  for (const { id, number, due, gross, key } of rows) {
    if (key === 'kreditpunkt') continue
    const isHalf = key === 'thames' && Number(due) === Number(gross)
    if (key === 'thames' && !isHalf) continue
    const amount = isHalf ? Math.round(Number(due) / 2) : Number(due)
    const payment = { amount, at, reference: number as string, actor: BOOKKEEPER }
    await recordPayment(account.id, id as string, payment, at)
  }
}

async function creditMonth(account: Account, { from, to }: Period, at: number) {
  const rows = await store.all(
    `select id from invoices where account_id = ? and kind = 'invoice' and status = 'issued' and from_day = ?
       and to_day = ? order by number`,
    [account.id, from, to]
  )
  for (const { id } of rows) await creditReturns(account, id as string, BOOKKEEPER, at)
}

async function payOut(account: Account, id: string, at: number) {
  const row = await store.first('select due from invoice_balances where id = ?', [id])
  const payment = { amount: Number(row!.due), at, reference: null, actor: BOOKKEEPER }
  await recordPayment(account.id, id, payment, at)
}

/** What suppliers are due for whole months, and the draft of the month that is not over. */
export async function closeBooks(account: Account, today: number) {
  for (let back = WHOLE_MONTHS; back >= 1; back--) {
    const [first, next] = [monthStart(today, back), monthStart(today, back - 1)]
    const period = { from: dateText(first), to: dateText(next - 1) }
    const at = startOfLocalDate(account.timeZone, next + 2) + 10 * HOUR
    if (at > Date.now()) continue
    const made = await generateSelfBilling(account, period, BOOKKEEPER, at)
    if (!made.ok) continue
    for (const { id, problems } of made.value)
      if (!problems.length) {
        await finalizeInvoice(account, id, BOOKKEEPER, at)
        if (back > 1) await payOut(account, id, at + 8 * DAY)
      }
  }
  const first = monthStart(today, 0)
  if (today === first) return
  const period = { from: dateText(first), to: dateText(today - 1) }
  const at = startOfLocalDate(account.timeZone, today) - DAY / 24
  await generateInvoices(account, { ...period, partner: 'thames', at }, BOOKKEEPER, () => {})
}
