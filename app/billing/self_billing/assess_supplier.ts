import type { Account } from '#accounts/types'
import { listOwnVatChecks } from '#partners/vat_checks'
import { normalVatId } from '#partners/vat_id'
import { type VatVerdict, vatStatusOn } from '#partners/vat_status_on'
import { noteInLanguage } from '#sdk/tax_notes'
import type { DocumentLanguage } from '#shared/locales'
import type { Problem } from '#shared/result'
import { assessDay } from '#billing/invoices/assess_day'
import { missingData, sellerOf } from '#billing/invoices/parties'
import { type Hold, type Party, type Treatment, isHold } from '#billing/invoices/types'
import type { CostSum } from '#billing/self_billing/cost_sums'
import { type PayoutContent, payoutContent } from '#billing/self_billing/payout_content'
import { costDescription } from '#billing/self_billing/words'
import type { TaxContext } from '#billing/tax/assess_tax'
import { loadTaxContext } from '#billing/tax/tax_context'
import type { TaxFacts } from '#billing/tax/types'
import type { Supplier } from '#suppliers/types'

/** What documents of self-billing are made with, loaded once for a run. */
export interface PayoutContext {
  tax: TaxContext
  /** What was found out about the account's own VAT id. */
  verdicts: readonly VatVerdict[]
}

export async function loadPayoutContext(account: Account): Promise<PayoutContext> {
  const [tax, verdicts] = await Promise.all([
    loadTaxContext(account.id),
    listOwnVatChecks(account.id),
  ])
  return { tax, verdicts }
}

/** A supplier as the seller. */
export const supplierParty = ({ name, email, billing }: Supplier): Party => ({
  name: billing?.legal_name ?? name,
  street: billing?.street ?? null,
  postal_code: billing?.postal_code ?? null,
  city: billing?.city ?? null,
  country: billing?.country ?? null,
  vat_id: billing?.vat_id ?? null,
  tax_number: billing?.tax_number ?? null,
  register_number: billing?.register_number ?? null,
  email: billing?.email ?? email,
  iban: billing?.iban ?? null,
  bic: billing?.bic ?? null,
  bank_name: billing?.bank_name ?? null,
  account_name: billing?.account_name ?? null,
})

/** The account as the buyer: where invoices for it go, without its bank. */
function buyerParty(account: Account): Party {
  const none = { iban: null, bic: null, bank_name: null, account_name: null }
  return { ...sellerOf(account), ...none, type: 'business' }
}

/** Facts of what a supplier sells to the account: the roles of an invoice, turned. */
export function payoutFacts(
  account: Account,
  { billing }: Pick<Supplier, 'billing'>,
  verdicts: readonly VatVerdict[],
  date: string
): TaxFacts {
  const country = account.country ?? account.address?.country
  const vatId = account.vatId ? normalVatId(account.vatId, country) : undefined
  const endOfDay = Date.parse(date) + 86_400_000 - 1
  const { status, check } = vatStatusOn(vatId, undefined, verdicts, endOfDay)
  return {
    seller: {
      country: billing?.country,
      postal_code: billing?.postal_code,
      vat_status: billing?.vat_status ?? (billing?.vat_id ? 'registered' : undefined),
      vat_id: billing?.vat_id,
      tax_number: billing?.tax_number,
    },
    buyer: {
      ...{ country, postal_code: account.address?.postal_code, type: 'business' },
      ...{ vat_id: vatId, vat_id_status: status },
      ...(check && { vat_check: check }),
    },
    supply: { date, kind: 'b2b_service' },
    net: 0,
    currency: account.currency,
    // Whose VAT it would be is the supplier's to decide: it waits.
    without_id: 'hold',
  }
}

export interface PayoutAssessment {
  seller: Party
  buyer: Party
  language: DocumentLanguage
  contentOf(sums: readonly CostSum[]): PayoutContent
  problemsOf(content: PayoutContent): Problem[]
}

/** Judges the days on which a supplier's leads cost something. `today`: the day it would be issued. */
export function assessSupplier(
  account: Account,
  supplier: Supplier,
  { tax, verdicts: known }: PayoutContext,
  today: string
): PayoutAssessment {
  const seller = supplierParty(supplier)
  const buyer = buyerParty(account)
  const language = supplier.language ?? account.invoicing.language ?? account.language
  const verdicts = new Map<string, Treatment | Hold>()
  const verdictOf = (day: string) => {
    let verdict = verdicts.get(day)
    if (!verdict) {
      verdict = assessDay(payoutFacts(account, supplier, known, day), tax)
      if (!isHold(verdict) && verdict.note !== null)
        verdict = { ...verdict, note: noteInLanguage(verdict.note, language) }
      verdicts.set(day, verdict)
    }
    return verdict
  }
  const gaps = [...gapsOf(seller, buyer, supplier), ...agreementGaps(supplier, today)]
  return {
    seller,
    buyer,
    language,
    contentOf: (sums) =>
      payoutContent(sums, verdictOf, (cause, source) => costDescription(language, cause, source)),
    problemsOf: ({ groups }) => [
      ...gaps,
      ...groups
        .map(({ treatment }) => treatment)
        .filter(isHold)
        .filter(({ code }) => !code.endsWith('_country_missing'))
        .map(({ code, reason }) => ({ field: 'tax', rule: code, message: reason })),
    ],
  }
}

/** What is missing of both parties, named by where it is entered. */
function gapsOf(seller: Party, buyer: Party, { billing }: Supplier): Problem[] {
  const gaps = missingData(buyer, seller, Boolean(billing?.legal_name)).map((one) => ({
    ...one,
    field: one.field.replace(/^partner\./, 'supplier.'),
    message: one.message.replace("the partner's", "the supplier's"),
  }))
  // A supplier that charges VAT is named by its VAT id or tax number (Art. 226 no. 3).
  if (billing?.vat_status !== 'not_registered' && !billing?.vat_id && !billing?.tax_number)
    gaps.push({
      field: 'supplier.billing.vat_id',
      rule: 'missing',
      message: "the supplier's VAT id or tax number is missing",
    })
  return gaps
}

/** Self-billing needs an agreement beforehand (Art. 224). */
function agreementGaps({ selfBilling }: Supplier, today: string): Problem[] {
  const field = 'supplier.self_billing.agreed_on'
  const { agreed_on: from, until } = selfBilling ?? {}
  if (!from)
    return [
      {
        field,
        rule: 'agreement_missing',
        message: 'no agreement on self-billing with the supplier is on file',
      },
    ]
  if (from > today || (until && until < today))
    return [
      {
        field,
        rule: 'agreement_not_in_force',
        message: `the agreement on self-billing is not in force on ${today}`,
      },
    ]
  return []
}
