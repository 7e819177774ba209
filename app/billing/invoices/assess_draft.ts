import type { Account } from '#accounts/types'
import type { PartnerBilling } from '#partners/types'
import { noteInLanguage } from '#sdk/tax_notes'
import type { DocumentLanguage } from '#shared/locales'
import type { Problem } from '#shared/result'
import { assessDay } from '#billing/invoices/assess_day'
import type { Adjustment } from '#billing/invoices/adjustments'
import type { BillingContext } from '#billing/invoices/billing_context'
import { factsOf } from '#billing/tax/facts_of'
import { draftContent, taxKeyOf } from '#billing/invoices/draft_content'
import type { BilledPartner } from '#billing/invoices/draft_scope'
import { buyerOf, languageOf, missingData, sellerOf } from '#billing/invoices/parties'
import {
  type DaySum,
  type DraftContent,
  type Hold,
  type Party,
  type Treatment,
  isHold,
} from '#billing/invoices/types'

/** What the documents of one partner are made with: both parties, and how each day is taxed. */
export interface Assessment {
  seller: Party
  buyer: Party
  /** What the documents are written in. */
  language: DocumentLanguage
  contentOf(sums: readonly DaySum[], adjustments?: readonly Adjustment[]): DraftContent
  problemsOf(content: DraftContent): Problem[]
  /** These days, all of them judged, are taxed alike. */
  isAlike(days: readonly string[]): boolean
}

/** Judges the days on which a partner bought, from what was loaded before any row is held. */
export function assessPartner(
  account: Account,
  partner: BilledPartner,
  days: Iterable<string>,
  { tax, verdicts: known, describe }: BillingContext
): Assessment {
  const seller = sellerOf(account)
  const buyer = buyerOf(partner.name, partner.billing)
  const gaps = missingData(seller, buyer, Boolean(partner.billing?.legal_name))
  const language = languageOf(account, partner.billing)
  const verdicts = new Map<string, Treatment | Hold>()
  const { currency } = account
  for (const date of new Set(days)) {
    const facts = factsOf(account, partner, known.get(partner.id) ?? [], { date, net: 0, currency })
    verdicts.set(date, written(assessDay(facts, tax), language))
  }
  return {
    seller,
    buyer,
    language,
    isAlike: (span) => new Set(span.map((day) => taxKeyOf(verdicts.get(day)!))).size <= 1,
    contentOf: (sums, adjustments) =>
      draftContent(sums, (day) => verdicts.get(day)!, describe, adjustments),
    problemsOf: (content) => [
      ...gaps,
      ...otherCurrency(partner.billing, currency),
      ...holdsOf(content),
      ...belowNothing(content),
    ],
  }
}

/** A treatment with its wording in the language of the document. */
const written = (verdict: Treatment | Hold, language: DocumentLanguage) =>
  isHold(verdict) || verdict.note === null
    ? verdict
    : { ...verdict, note: noteInLanguage(verdict.note, language) }

/** Leads are priced in the account's currency, and so is what bills them: nothing is converted in silence. */
const otherCurrency = (billing: PartnerBilling | null, currency: string): Problem[] =>
  billing?.currency && billing.currency !== currency
    ? [
        {
          field: 'partner.billing.currency',
          rule: 'other_currency',
          message: `the partner is to be billed in ${billing.currency}, but its leads are priced in ${currency}`,
        },
      ]
    : []

const belowNothing = ({ net }: DraftContent): Problem[] =>
  net < 0
    ? [
        {
          field: 'lines',
          rule: 'below_nothing',
          message: 'the discounts on it are more than what is billed',
        },
      ]
    : []

const holdsOf = ({ groups }: DraftContent): Problem[] =>
  groups
    .map(({ treatment }) => treatment)
    .filter(isHold)
    // A country that is missing is named among the data that are.
    .filter(({ code }) => !code.endsWith('_country_missing'))
    .map(({ code, reason }) => ({ field: 'tax', rule: code, message: reason }))
