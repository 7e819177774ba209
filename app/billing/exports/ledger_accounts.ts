import type { Bookkeeping, LedgerUse } from '#accounts/bookkeeping'
import { type TaxGroup, isHold } from '#billing/invoices/types'

/*
 * Accounts of the standard charts SKR03 and SKR04. All of them know their tax: none needs a key.
 * 8400/4400 revenue 19 %, 8336/4336 services taxed in another member state, the customer owes the tax, 8338/4338 services
 * taxed in a third country, 8100/4100 exempt (§ 4 no. 8 ff. UStG), 8195/4185 small business (§ 19 UStG);
 * 3106/5906 services of others 19 %, 3123/5923 of a business in another member state (§ 13b), 3125/5925 of a business in a
 * third country (§ 13b), 3109/5909 without input tax.
 */
const CHARTS: Record<'skr03' | 'skr04', Record<LedgerUse, string>> = {
  skr03: {
    ...{ domestic: '8400', eu_reverse_charge: '8336', third_country: '8338' },
    ...{ exempt: '8100', small_business: '8195', purchase_domestic: '3106' },
    ...{ purchase_eu: '3123', purchase_third_country: '3125', purchase_untaxed: '3109' },
  },
  skr04: {
    ...{ domestic: '4400', eu_reverse_charge: '4336', third_country: '4338' },
    ...{ exempt: '4100', small_business: '4185', purchase_domestic: '5906' },
    ...{ purchase_eu: '5923', purchase_third_country: '5925', purchase_untaxed: '5909' },
  },
}

/** Rate the domestic accounts of the charts are made for. */
const CHART_RATE = 19

const SALES: Record<string, LedgerUse> = {
  domestic_vat: 'domestic',
  eu_reverse_charge: 'eu_reverse_charge',
  outside_scope: 'third_country',
  exempt: 'exempt',
  small_business: 'small_business',
}

/** What a group of a document is booked as; null: nothing is known for it. Strategies of others have no account. */
export function ledgerUse(
  { treatment }: Pick<TaxGroup, 'treatment'>,
  bought: boolean
): LedgerUse | null {
  if (isHold(treatment)) return null
  const { strategy } = treatment
  if (!bought) return SALES[strategy] ?? null
  if (strategy === 'domestic_vat') return 'purchase_domestic'
  if (strategy === 'eu_reverse_charge') return 'purchase_eu'
  if (strategy === 'outside_scope')
    return treatment.evidence.row === 4 ? 'purchase_untaxed' : 'purchase_third_country'
  return strategy === 'exempt' || strategy === 'small_business' ? 'purchase_untaxed' : null
}

/** Account and key of a use; null where the chart's account is of another rate and the account names none of its own. */
export function accountOf(
  { chart = 'skr03', account_length: length = 4, accounts = {} }: Bookkeeping,
  use: LedgerUse,
  rate: string | null
): { account: string; key: string } | null {
  const own = accounts[use]
  if (own?.account) return { account: own.account, key: own.key ?? '' }
  const taxed = use === 'domestic' || use === 'purchase_domestic'
  if (taxed && Number(rate) !== CHART_RATE) return null
  return { account: CHARTS[chart][use].padEnd(length, '0'), key: own?.key ?? '' }
}

export const chartAccounts = (chart: 'skr03' | 'skr04') => CHARTS[chart]
