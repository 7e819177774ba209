import { accountConfig } from '#distribution/account_config'
import { DEFAULT_LIMIT, writeCursor } from '#shared/list_query'
import { store } from '#store/store'
import type { OpenPortal } from '#portal/people/open_portal'
import type { Row } from '#store/types'
import { type LeadFilters, leadRows } from '#portal/leads/lead_rows'
import { type LeadView, hasWords, presentLeads } from '#portal/leads/present_leads'

/** A search looks at so many rows for one page; a next page goes on from there. */
const MOST_ROUNDS = 10

type House = Pick<OpenPortal, 'account' | 'partner'>

/** A page of the partner's leads, newest first. */
export async function findLeads(
  house: House,
  { limit = DEFAULT_LIMIT, cursor, ...filters }: LeadFilters & { limit?: number; cursor?: string }
) {
  const config = await accountConfig(house.account.id)
  const search = filters.search?.trim().toLowerCase()
  const data: LeadView[] = []
  let before = cursor
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const rows = await leadRows(house, filters, limit + 1, before)
    const leads = await presentLeads(config, rows)
    for (const lead of leads) {
      if (data.length === limit) return page(data, data.at(-1)!.id)
      if (!search || hasWords(lead, search)) data.push(lead)
    }
    if (rows.length <= limit) return page(data, null)
    before = rows.at(-1)!.id as string
  }
  return page(data, before!)
}

const page = (data: LeadView[], after: string | null) => ({
  data,
  meta: { next_cursor: after === null ? null : writeCursor(after) },
})

/** Every lead that matches with its row, a few hundred at a time. */
export async function* everyLead(
  house: House,
  filters: LeadFilters
): AsyncGenerator<{ lead: LeadView; row: Row }[]> {
  const config = await accountConfig(house.account.id)
  const search = filters.search?.trim().toLowerCase()
  for (let before: string | undefined; ;) {
    const rows = await leadRows(house, filters, 500, before)
    if (!rows.length) return
    const byId = new Map(rows.map((row) => [row.id, row]))
    const leads = await presentLeads(config, rows)
    yield leads
      .filter((lead) => !search || hasWords(lead, search))
      .map((lead) => ({ lead, row: byId.get(lead.id)! }))
    before = rows.at(-1)!.id as string
  }
}

/** How many wait for a decision of the partner. */
export async function countWaiting({ account, partner }: House): Promise<number> {
  const row = await store.first(
    `select count(*) as n from deliveries where account_id = ? and partner_id = ? and status = 'waiting'`,
    [account.id, partner.id]
  )
  return Number(row!.n)
}

/** The lead that is decided next, by its deadline, and how many wait, without the one that is open. */
export async function nextWaiting({ account, partner }: House, open: string) {
  const rest = `from deliveries where account_id = ? and partner_id = ? and status = 'waiting' and id <> ?`
  const values = [account.id, partner.id, open]
  const [first, row] = await Promise.all([
    store.first(
      `select id ${rest} order by case when deadline_at is null then 1 else 0 end, deadline_at, id limit 1`,
      values
    ),
    store.first(`select count(*) as n ${rest}`, values),
  ])
  return first && { id: first.id as string, left: Number(row!.n) }
}

/** What leads of this partner are made of: the entities it was ever sent any of, with the fields it may see. */
export async function leadFields({ account, partner }: House) {
  const config = await accountConfig(account.id)
  const profiles = await store.all(
    `select distinct profile_id as id, channel from deliveries where account_id = ? and partner_id = ?`,
    [account.id, partner.id]
  )
  const entityOf = ({ id }: Row) => config.profiles.get(id as string)?.entity.id
  const known = new Set(profiles.map(entityOf))
  const here = new Set(profiles.filter(({ channel }) => channel === 'portal').map(entityOf))
  return [...config.entities.values()]
    .filter(({ id }) => known.has(id))
    .map(({ id, key, name, fields }) => ({
      key,
      name,
      fields: fields.map((field) => ({
        key: field.key,
        label: field.label,
        type: field.type,
        hidden: field.encrypted,
        /** Hidden, but opened for what was bought here. */
        opens: field.encrypted && here.has(id),
      })),
    }))
}
