/* Tax as its pages know it. */
import type { Money } from '~/types'

export interface TaxBlock {
  strategy: string
  category: string
  rate: string | null
  amount: Money
  tax_country: string
  exemption_code: string | null
  note: string | null
  evidence: { rate_source?: string; rate_valid_from?: string; [key: string]: unknown }
}

export interface TaxHold {
  strategy: 'hold'
  code: string
  reason: string
  detail: Record<string, string>
}

/** A buyer who is no partner, and what is sold to them, as they are typed. */
export interface Typed {
  kind: string
  country: string | undefined
  postal_code: string
  type: string
  vat_id: string
  vat_id_status: string
}

/** A treatment, and every test up to the one that decided. */
export interface Explained {
  tax: TaxBlock | TaxHold
  territories: { seller: string; buyer: string } | null
  rows: { row: number; decided: boolean }[]
}

export interface VatCheck {
  id: string
  vat_id: string
  status: string
  method: 'vies' | 'form' | 'manual'
  checked_at: string
  requester: string | null
  consultation_number: string | null
  name: string | null
  address: string | null
  error_code: string | null
  answer: string | null
  actor: string | null
  reason: string | null
}

export interface Rate {
  territory: string
  percent: string
  valid_from: string
  valid_to: string | null
  source: string
  own?: boolean
}

export interface OwnRate extends Rate {
  id: string
}

export const isHeld = (tax: TaxBlock | TaxHold): tax is TaxHold => tax.strategy === 'hold'
export const blockOf = (tax: TaxBlock | TaxHold): TaxBlock | null => (isHeld(tax) ? null : tax)
export const holdOf = (tax: TaxBlock | TaxHold): TaxHold | null => (isHeld(tax) ? tax : null)

/** A certificate of exemption as it was handed in. */
export interface ExemptionFile {
  id: string
  name: string
  size: number
  by: string | null
  at: string
}

const MARKS: Record<string, [icon: string, tone: string]> = {
  valid: ['i-lucide-badge-check', 'text-(--sold)'],
  invalid: ['i-lucide-badge-x', 'text-(--failed)'],
  unavailable: ['i-lucide-hourglass', 'text-(--held)'],
  absent: ['i-lucide-circle-minus', 'text-muted'],
  not_applicable: ['i-lucide-circle-minus', 'text-muted'],
}
/** Icon and colour of what is known of a VAT id. */
export const vatMark = (status: string) => MARKS[status] ?? MARKS.absent
