import type { Account } from '#accounts/types'
import { invalidField, notFound } from '#shared/http_problem'
import { parseAmount } from '#shared/money'
import { store } from '#store/store'
import { type WishedLine, editDraft } from '#billing/invoices/edit_draft'
import { editRefusal } from '#billing/invoices/refusals'
import type { Drafted } from '#billing/invoices/types'
import type { WrittenMoney } from '#billing/validators/invoice_inputs'

interface WrittenLine {
  id?: string
  description: string
  quantity?: number
  unit_price?: unknown
  day?: string | null
}

export interface WrittenEdit {
  revision: number
  intro?: string | null
  closing?: string | null
  payment_days?: number | null
  adjustments?: WrittenLine[]
  remove_deliveries?: string[]
  restore_deliveries?: string[]
}

/** A line as it was written, with its amount in a currency. Throws a problem that names its field. */
export function readLine(written: WrittenLine, currency: string, path: string): WishedLine {
  const { amount, currency: said } = written.unit_price as WrittenMoney
  const field = path ? `${path}.unit_price` : 'unit_price'
  if (said !== null && said !== currency)
    throw invalidField(field, 'currency', `must be in ${currency}`)
  const minor = parseAmount(amount, currency)
  if (!minor.ok) throw invalidField(field, 'amount', minor.problem)
  const { id, description, quantity = 1, day = null } = written
  const line = { description, quantity, unitAmount: minor.value, day }
  if (!Number.isSafeInteger(quantity * minor.value * 100))
    throw invalidField(field, 'amount', 'is too large')
  return id === undefined ? line : { id, ...line }
}

/** Changes a draft as it was written down, or only works out what that would come to. Throws what is wrong with it. */
export async function changeDraft(
  account: Account,
  id: string,
  written: WrittenEdit,
  actor: string | null,
  tries = false
): Promise<Drafted | null> {
  const row = await store.first('select currency from invoices where id = ? and account_id = ?', [
    id,
    account.id,
  ])
  if (!row) throw notFound('invoice')
  const currency = row.currency as string
  const edit = {
    ...{ revision: written.revision, intro: written.intro, closing: written.closing },
    paymentDays: written.payment_days,
    lines: written.adjustments?.map((one, i) => readLine(one, currency, `adjustments[${i}]`)),
    ...{ remove: written.remove_deliveries, restore: written.restore_deliveries },
  }
  const done = await editDraft(account, id, edit, { actor, try: tries })
  if (!done.ok) throw editRefusal(done.problem)
  return done.value
}
