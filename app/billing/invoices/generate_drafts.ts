import type { Account } from '#accounts/types'
import { store } from '#store/store'
import { type GenerateWish, generateInvoices } from '#billing/invoices/generate_invoices'
import { type InvoiceView, presentInvoices } from '#billing/invoices/present_invoice'
import { generateRefusal } from '#billing/invoices/refusals'

const AT_ONCE = 200

/** Makes the drafts of a period and shows them, in the order of partners. Throws a problem for an unknown partner. */
export async function generateDrafts(
  account: Account,
  wish: GenerateWish,
  actor: string | null
): Promise<InvoiceView[]> {
  const ids: string[] = []
  const made = await generateInvoices(account, wish, actor, ({ id }) => ids.push(id!))
  if (!made.ok) throw generateRefusal(made.problem)
  const views = new Map<string, InvoiceView>()
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    const rows = await store.all('select * from invoices where id in (??)', [some])
    for (const view of await presentInvoices(account, rows)) views.set(view.id, view)
  }
  return ids.map((id) => views.get(id)!)
}
