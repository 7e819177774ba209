/* Suppliers as their pages know them. */
import { useI18n } from 'vue-i18n'
import { useFormat } from '~/format'
import type { Money } from '~/types'

export interface Terms {
  valid_from: string
  received?: string
  accepted?: string
  sold?: string
  revenue_percent?: string
  keeps_returned?: boolean
}

export interface SupplierBilling {
  legal_name?: string
  street?: string
  postal_code?: string
  city?: string
  country?: string
  vat_status?: 'registered' | 'small_business' | 'not_registered'
  vat_id?: string
  tax_number?: string
  email?: string
  iban?: string
  bic?: string
  payment_days?: number
}

export interface SelfBilling {
  agreed_on?: string
  until?: string
  reference?: string
  number_prefix?: string
}

export interface SupplierForm {
  key: string
  name: string
  email?: string
  language?: string
  sources?: string[]
  terms?: Terms[]
  billing?: SupplierBilling
  self_billing?: SelfBilling
}

/** What every page of a supplier gets. */
export interface SupplierHead {
  form: SupplierForm
  revision: string
}

export interface Margin {
  revenue: Money
  cost: Money
  margin: Money
  margin_percent: string | null
}

export const AMOUNTS = ['received', 'accepted', 'sold'] as const

export function useSupplierWords() {
  const { t } = useI18n({ useScope: 'global' })
  const { money, rate } = useFormat()

  /** "€1.00 per lead received + 40% of revenue"; what is not agreed is left out. */
  function terms(one: Terms | null, currency: string): string {
    if (!one) return t('suppliers.terms.none')
    const parts = AMOUNTS.filter((name) => one[name] !== undefined).map((name) =>
      t(`suppliers.terms.of.${name}`, { amount: money({ amount: one[name]!, currency }) })
    )
    if (one.revenue_percent)
      parts.push(t('suppliers.terms.of.revenue', { share: rate(one.revenue_percent) }))
    return parts.join(' + ') || t('suppliers.terms.nothing')
  }

  const share = (of: string | null) => (of === null ? '–' : rate(of))

  return { terms, share }
}
