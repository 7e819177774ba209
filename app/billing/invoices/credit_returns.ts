import type { Account } from '#accounts/types'
import type { DocumentLanguage } from '#shared/locales'
import type { Result } from '#shared/result'
import { store } from '#store/store'
import { type CreditProblem, creditInvoice } from '#billing/invoices/credit_invoice'

/** Why the credit note was written, in the language of the document it corrects. */
const REASONS: Record<DocumentLanguage, string> = {
  en: 'Leads taken back',
  de: 'Zurückgenommene Leads',
  fr: 'Leads repris',
  es: 'Leads retirados',
  it: 'Lead ripresi',
  nl: 'Teruggenomen leads',
  pl: 'Leady przyjęte z powrotem',
}

/**
 * One credit note over all sales of an invoice (or costs on a document of self-billing) that were taken back since and are not credited yet: returns and
 * cancellations. Two at the same time make one: the second finds nothing left.
 */
export async function creditReturns(
  account: Account,
  invoiceId: string,
  actor: string | null,
  at?: number
): Promise<Result<{ id: string; number: string }, CreditProblem>> {
  const [invoice, sales] = await Promise.all([
    store.first('select language from invoices where id = ? and account_id = ?', [
      invoiceId,
      account.id,
    ]),
    store.all(
      `select p.delivery_id from invoice_postings b join postings p on p.id = b.id
         join postings c on c.id = replace(b.id, '.sale', '.cancellation')
         left join invoice_postings k on k.id = c.id
       where b.invoice_id = ? and b.account_id = ? and p.kind = 'sale' and k.id is null
       union all
       select b.id from self_billing_postings b join supplier_postings c on c.id = b.id || '.back'
         left join self_billing_postings k on k.id = c.id
       where b.invoice_id = ? and b.account_id = ? and k.id is null`,
      [invoiceId, account.id, invoiceId, account.id]
    ),
  ])
  if (!invoice) return { ok: false, problem: { type: 'not_found' } }
  if (!sales.length) return { ok: false, problem: { type: 'nothing_left' } }
  const language = (invoice.language ?? account.language) as DocumentLanguage
  return creditInvoice(account, invoiceId, {
    deliveries: sales.map((row) => row.delivery_id as string),
    reason: REASONS[language] ?? REASONS.en,
    actor,
    ...(at !== undefined && { at }),
  })
}
