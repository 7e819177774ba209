import type { Account } from '#accounts/types'
import type { PartnerBilling } from '#partners/types'
import type { DocumentLanguage } from '#shared/locales'
import type { Problem } from '#shared/result'
import type { Party } from '#billing/invoices/types'

/** Countries without postal codes, or where an address is complete without one. */
const NO_POSTAL_CODE = new Set(['AE', 'AG', 'AO', 'BS', 'BZ', 'HK', 'IE', 'JM', 'MO', 'PA', 'QA'])

/** Who issues the document. */
export const sellerOf = (account: Account): Party => {
  const { invoicing } = account
  return {
    name: invoicing.legal_name ?? account.name,
    street: account.address?.street ?? null,
    postal_code: account.address?.postal_code ?? null,
    city: account.address?.city ?? null,
    country: account.country ?? account.address?.country ?? null,
    vat_id: account.vatId,
    tax_number: account.tax.tax_number ?? null,
    register_number: invoicing.register_number ?? null,
    contact_name: invoicing.contact_name ?? null,
    email: invoicing.email ?? null,
    phone: invoicing.phone ?? null,
    website: invoicing.website ?? null,
    iban: invoicing.iban ?? null,
    bic: invoicing.bic ?? null,
    bank_name: invoicing.bank_name ?? null,
    account_name: invoicing.account_name ?? null,
  }
}

/** Whom it goes to: a partner that is called `name` in the app. */
export const buyerOf = (name: string, billing: PartnerBilling | null): Party => ({
  name: billing?.legal_name ?? name,
  street: billing?.street ?? null,
  postal_code: billing?.postal_code ?? null,
  city: billing?.city ?? null,
  country: billing?.country ?? null,
  vat_id: billing?.vat_id ?? null,
  vat_id_status: billing?.vat_id_status ?? null,
  type: billing?.type ?? null,
  email: billing?.email ?? null,
  reference: billing?.reference ?? null,
})

/** What a document for a partner is written in: its language, else the account's. */
export const languageOf = (account: Account, billing: PartnerBilling | null): DocumentLanguage =>
  billing?.language ?? account.invoicing.language ?? account.language

const WORDS: Record<string, string> = {
  name: 'name',
  legal_name: 'legal name',
  street: 'street',
  postal_code: 'postal code',
  city: 'city',
  country: 'country',
}

/**
 * What an invoice must show of both parties (Art. 226 no. 5 of Directive 2006/112/EC: full name and address) and is not
 * on file. Fields are named as in a blueprint: `account.address.street`, `partner.billing.city`.
 */
export function missingData(seller: Party, buyer: Party, hasLegalName: boolean): Problem[] {
  const ofSeller = missing(seller).map((field) => ({
    field: field === 'country' ? 'account.country' : `account.address.${field}`,
    rule: 'missing',
    message: `the account's ${WORDS[field]} is missing`,
  }))
  const ofBuyer = [...(hasLegalName ? [] : ['legal_name']), ...missing(buyer)].map((field) => ({
    field: `partner.billing.${field}`,
    rule: 'missing',
    message: `the partner's ${WORDS[field]} is missing`,
  }))
  return [...ofSeller, ...ofBuyer]
}

const missing = (party: Party): string[] =>
  (['street', 'postal_code', 'city', 'country'] as const).filter(
    (field) =>
      !party[field] &&
      !(field === 'postal_code' && party.country && NO_POSTAL_CODE.has(party.country))
  )
