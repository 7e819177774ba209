/* Exports as their page knows them. */
export interface Bookkeeping {
  consultant?: number
  client?: number
  chart?: 'skr03' | 'skr04'
  account_length?: number
  year_begin?: string
  accounts?: Record<string, { account?: string; key?: string } | undefined>
  numbers?: { party: string; number: number }[]
  ec_sales?: 'month' | 'quarter'
}
