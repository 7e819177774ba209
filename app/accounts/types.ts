/** Where the company sits, as it stands on its invoices. */
export interface AccountAddress {
  street?: string
  postal_code?: string
  city?: string
  state?: string
  country?: string
}

/** A tenant. Times are ms since the epoch; `dataKey` is its field key, wrapped by APP_KEY. */
export interface Account {
  id: string
  key: string
  name: string
  parentId: string | null
  country: string | null
  currency: string
  timeZone: string
  vatId: string | null
  address: AccountAddress | null
  dataKey: string
  createdAt: number
  updatedAt: number
}
