import type { Account } from '#accounts/types'
import type { PartnerBilling } from '#partners/types'
import type { Row } from '#store/types'
import { store } from '#store/store'

/** A partner as billing sees it. */
export interface BilledPartner {
  id: string
  key: string
  name: string
  email: string | null
  billing: PartnerBilling | null
}

const toBilled = (row: Row): BilledPartner => {
  const billing = JSON.parse(row.billing as string) as PartnerBilling
  return {
    id: row.id as string,
    key: row.key as string,
    name: row.name as string,
    email: row.email as string | null,
    billing: Object.keys(billing).length ? billing : null,
  }
}

/** Partners by key, deleted ones too: what they bought is still to be paid. */
export async function billedPartners(accountId: string, key?: string): Promise<BilledPartner[]> {
  const rows = await store.all(
    `select id, key, name, email, billing from partners where account_id = ?${key === undefined ? '' : ' and key = ?'} order by key`,
    key === undefined ? [accountId] : [accountId, key]
  )
  return rows.map(toBilled)
}

export async function billedPartner(accountId: string, id: string): Promise<BilledPartner | null> {
  const row = await store.first(
    'select id, key, name, email, billing from partners where account_id = ? and id = ?',
    [accountId, id]
  )
  return row && toBilled(row)
}

/** What lines call the profiles of an account: entity and key, as in "Solar lead · solar-us". */
export async function profileNames(account: Account): Promise<(profileId: string) => string> {
  const rows = await store.all(
    `select p.id, p.key, e.name from profiles p join entities e on e.id = p.entity_id where p.account_id = ?`,
    [account.id]
  )
  const names = new Map(
    rows.map((row) => [row.id as string, `${row.name} · ${row.key}`.slice(0, 255)])
  )
  return (id) => names.get(id) ?? id
}
