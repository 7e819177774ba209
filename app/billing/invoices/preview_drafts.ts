import type { Account } from '#accounts/types'
import { money } from '#shared/money'
import { type GenerateWish, previewInvoices } from '#billing/invoices/generate_invoices'
import { presentTax } from '#billing/invoices/present_invoice'
import { generateRefusal } from '#billing/invoices/refusals'
import type { Drafted } from '#billing/invoices/types'

/** What generating would make, for who looks before doing it. Throws a problem for an unknown partner. */
export async function previewDrafts(account: Account, wish: GenerateWish) {
  const drafts: Drafted[] = []
  const made = await previewInvoices(account, wish, (draft) => drafts.push(draft))
  if (!made.ok) throw generateRefusal(made.problem)
  return drafts.map(presentDrafted)
}

/** A draft that is or would be, as pages show its sums. `quantity` counts sales. */
export function presentDrafted({ id, partner, currency, content, problems }: Drafted) {
  const show = (minor: number) => money(minor, currency)
  return {
    id,
    partner,
    quantity: content.lines.reduce(
      (sum, { quantity, adjustmentId }) => sum + (adjustmentId === null ? quantity : 0),
      0
    ),
    net: show(content.net),
    tax: presentTax(content.groups, show),
    tax_amount: show(content.tax),
    gross: show(content.gross),
    problems,
  }
}
