import type { Placeholder } from '#accounts/brand_texts'
import { valuesFor } from '#billing/documents/page/write_values'
import type { TaxDocument } from '#sdk/document'

export type TextFacts = Pick<
  TaxDocument,
  'number' | 'issue_date' | 'due_date' | 'period' | 'language' | 'currency' | 'totals'
> & {
  days: number | null
  partner: { name: string; country: string; reference: string | null }
}

/** What the placeholders of a brand's texts stand for on a document, written as its recipient writes. */
export function textValues(facts: TextFacts): Record<Placeholder, string> {
  const { period, partner, days, totals } = facts
  const write = valuesFor(facts.language, partner.country, facts.currency)
  return {
    number: facts.number,
    date: write.date(facts.issue_date),
    due_date: facts.due_date ? write.date(facts.due_date) : '',
    days: days === null ? '' : String(days),
    period:
      period.from === period.to
        ? write.date(period.from)
        : `${write.date(period.from)} – ${write.date(period.to)}`,
    partner: partner.name,
    reference: partner.reference ?? '',
    total: write.money(totals.due),
  }
}

/** Of a document; on self-billing the partner is who supplied. */
export const documentValues = (document: TaxDocument) => {
  const partner = document.kind.startsWith('self_billing') ? document.seller : document.buyer
  return textValues({ ...document, partner, days: document.payment.days })
}
