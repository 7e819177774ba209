import type { Account } from '#accounts/types'
import { billedPartner } from '#billing/invoices/draft_scope'
import type { PartnerBilling } from '#partners/types'
import type { Write } from '#store/types'
import { loadSupplierById } from '#suppliers/repository'
import type { SupplierBilling } from '#suppliers/types'
import { sendWrites } from '#billing/sends/send_rows'

/** Where the documents of somebody go, and how, as long as nobody says otherwise. */
export interface SendTerms {
  to: string | null
  /** As soon as they are finalized. */
  automatic: boolean
  /** Format that goes along beside the PDF. */
  xml: string | null
}

const NO_XML = 'none'

export function partnerTerms(
  { invoicing }: Account,
  { email, billing }: { email: string | null; billing: PartnerBilling | null }
): SendTerms {
  const xml = billing?.attach_xml ?? invoicing.attach_xml ?? NO_XML
  return {
    to: billing?.email ?? email,
    automatic: billing?.send_finalized ?? invoicing.send_finalized ?? false,
    xml: xml === NO_XML ? null : xml,
  }
}

export const supplierTerms = (
  { invoicing }: Account,
  { email, billing }: { email: string | null; billing: SupplierBilling | null }
): SendTerms => ({
  to: billing?.email ?? email,
  automatic: invoicing.send_finalized ?? false,
  xml: invoicing.attach_xml ?? null,
})

/** Of whom a document is for. */
export async function termsOfParty(
  account: Account,
  { kind, partner_id: id }: { kind: string; partner_id: string }
): Promise<SendTerms> {
  if (kind.startsWith('self_billing'))
    return supplierTerms(account, (await loadSupplierById(account.id, id))!)
  return partnerTerms(account, (await billedPartner(account.id, id))!)
}

/** Goes with the transaction that gives a document its number, where documents are sent by themselves. */
export function automaticSend(
  { to, automatic, xml }: SendTerms,
  document: { accountId: string; invoiceId: string; number: string; partyId: string },
  at: number
): Write[] {
  if (!automatic) return []
  const wish = { ...document, level: null, to: to ? [to] : [], xml, actor: null }
  return sendWrites(wish, at).writes
}
