/** What is booked to an account of its own: sales by their treatment, and what suppliers charge. */
export const LEDGER_USES = [
  ...(['domestic', 'eu_reverse_charge', 'third_country', 'exempt', 'small_business'] as const),
  ...(['purchase_domestic', 'purchase_eu', 'purchase_third_country', 'purchase_untaxed'] as const),
] as const
export type LedgerUse = (typeof LEDGER_USES)[number]

/** An account and the tax key beside it; accounts that know their tax need none. */
export interface LedgerAccount {
  account?: string
  key?: string
}

/** How the books are kept, for exports. All of it may be absent. */
export interface Bookkeeping {
  /** Number of the tax consultant and of the client there (DATEV). */
  consultant?: number
  client?: number
  /** Chart of accounts; absent: SKR03. */
  chart?: 'skr03' | 'skr04'
  /** Digits of an account; absent: 4. Numbers of partners and suppliers have one more. */
  account_length?: number
  /** First day of the financial year, MM-DD; absent: 01-01. */
  year_begin?: string
  /** What differs from the chart. */
  accounts?: { [use in LedgerUse]?: LedgerAccount }
  /** Numbers of partners and suppliers, by key; the others are given the next. */
  numbers?: { party: string; number: number }[]
  /** How often the EC sales list is handed in; absent: by quarter. */
  ec_sales?: 'month' | 'quarter'
}
