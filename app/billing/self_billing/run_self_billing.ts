import type { Account } from '#accounts/types'
import { invalidField } from '#shared/http_problem'
import { store } from '#store/store'
import { type InvoiceView, presentInvoices } from '#billing/invoices/present_invoice'
import { type PayoutWish, generateSelfBilling } from '#billing/self_billing/generate_self_billing'

/** Makes the drafts of a period and shows them, by supplier. Throws a problem for an unknown supplier. */
export async function runSelfBilling(
  account: Account,
  wish: PayoutWish,
  actor: string | null
): Promise<InvoiceView[]> {
  const made = await generateSelfBilling(account, wish, actor)
  if (!made.ok)
    throw invalidField('supplier', 'exists', `There is no supplier "${made.problem.supplier}"`)
  if (!made.value.length) return []
  const ids = made.value.map(({ id }) => id)
  const rows = await store.all('select * from invoices where id in (??)', [ids])
  const views = await presentInvoices(account, rows)
  return ids.map((id) => views.find((view) => view.id === id)!)
}
