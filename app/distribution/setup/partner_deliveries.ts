import type { Account } from '#accounts/types'
import { findDeliveries } from '#distribution/find_deliveries'
import type { Scope } from '#entities/entity_scope'
import { leadTitle } from '#entities/lead_title'
import { store } from '#store/store'

const LAST = 50

/** The last deliveries to a partner, newest first, with what their leads are called in lists. */
export async function partnerDeliveries(account: Account, key: string, scope: Scope = null) {
  const page = await findDeliveries(account, { partner: key, limit: LAST }, scope)
  const ids = [...new Set(page.data.map((delivery) => delivery.lead_id))]
  const [leads, profiles] = await Promise.all([
    ids.length === 0
      ? []
      : store.all('select id, "values" from leads where account_id = ? and id in (??)', [
          account.id,
          ids,
        ]),
    store.all('select key, name from profiles where account_id = ?', [account.id]),
  ])
  const titles = new Map(
    leads.map(({ id, values }) => [id, leadTitle(JSON.parse(values as string))])
  )
  const names = new Map(profiles.map((row) => [row.key, row.name as string]))
  return {
    deliveries: page.data.map(({ attempts, ...delivery }) => ({
      ...delivery,
      title: titles.get(delivery.lead_id) ?? null,
      profile_name: names.get(delivery.profile) ?? delivery.profile,
      attempts: attempts.length,
    })),
    more: page.meta.next_cursor !== null,
  }
}
