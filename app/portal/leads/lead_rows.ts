import { readPeriod } from '#routing/period'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { Where } from '#store/where'
import { MASK } from '#distribution/lead_list/present_rows'
import { isEncrypted } from '#entities/field_crypto'
import type { Entity } from '#entities/types'
import type { OpenPortal } from '#portal/people/open_portal'

/** What became of a lead, as its buyer sees it. */
export type LeadState = 'waiting' | 'bought' | 'rejected' | 'returned'
export const LEAD_STATES = ['waiting', 'bought', 'rejected', 'returned'] as const

const STATUSES: Record<LeadState, string[]> = {
  waiting: ['waiting'],
  bought: ['accepted', 'sent'],
  rejected: ['rejected'],
  returned: ['cancelled'],
}
/** Deliveries that reached the partner: of the others it knows nothing. */
const REACHED = Object.values(STATUSES).flat()

export const stateOf = (status: string): LeadState | null =>
  LEAD_STATES.find((state) => STATUSES[state].includes(status)) ?? null

export interface LeadFilters {
  state?: LeadState
  entity?: string
  from?: string
  to?: string
  search?: string
}

type House = Pick<OpenPortal, 'account' | 'partner'>

/** The columns rows are presented from; values are those the lead had when it was sold. */
const COLUMNS = `d.id, d.lead_id, d.profile_id, d.channel, d.status, d.reason, d.price, d.currency, d.test, d.created_at,
  d.finished_at, d.deadline_at, d.cancelled_at, d.cancel_reason, d.attempts, l.entity_id, l.erased_at,
  case when l.revision = x.lead_revision then l."values" else r."values" end as sold_values`
const FROM = `deliveries d join leads l on l.id = d.lead_id join distributions x on x.id = d.distribution_id
  left join lead_revisions r on r.id = l.id || ':' || x.lead_revision and l.revision <> x.lead_revision`

/** Every query of a partner's leads begins here: none is of another partner. */
const within = ({ account, partner }: House) =>
  new Where('d.account_id', account.id).add('d.partner_id = ?', partner.id)

/** Rows older than `before`, newest first. */
export async function leadRows(
  house: House,
  filters: LeadFilters,
  limit: number,
  before?: string
): Promise<Row[]> {
  // Dates are days of the partner's own zone, as its page shows them.
  const { from, to } = readPeriod(filters, house.partner.timeZone)
  const where = within(house)
    .add('d.id < ?', before)
    .add('d.created_at >= ?', from)
    .add('d.created_at < ?', to)
    .add(
      'l.entity_id in (select id from entities where account_id = ? and key = ?)',
      house.account.id,
      filters.entity
    )
  const search = filters.search?.trim().toLowerCase()
  if (search)
    where.add(
      `lower(case when l.revision = x.lead_revision then l."values" else r."values" end) like ? escape '\\'`,
      likePart(search)
    )
  const statuses = filters.state ? STATUSES[filters.state] : REACHED
  return store.all(
    `select ${COLUMNS} from ${FROM} where ${where} and d.status in (??) order by d.id desc limit ${limit}`,
    [...where.params, statuses]
  )
}

/** One delivery of this partner; null for what is another's, and for what never reached it. */
export async function leadRow(house: House, id: string): Promise<Row | null> {
  const where = within(house).add('d.id = ?', id)
  return store.first(`select ${COLUMNS} from ${FROM} where ${where} and d.status in (??)`, [
    ...where.params,
    REACHED,
  ])
}

/** JSON is searched as text: only what is plain there can be asked for, the rest is looked at in the rows. */
const likePart = (search: string) =>
  `%${search
    .split(/["\\\u0080-\uffff]+/)
    .map((plain) => plain.replace(/[%_]/g, '\\$&'))
    .join('%')}%`

/**
 * Whether encrypted values may be opened: the portal is what this lead was sold through, and it is the buyer's. Other
 * channels carried what their template says, and the portal is no way around it.
 */
export const mayOpen = (row: Row): boolean =>
  row.channel === 'portal' && row.erased_at === null && stateOf(row.status as string) === 'bought'

/**
 * Values a buyer sees: fields of the entity, in its order. Encrypted ones are masked until somebody opens
 * them, and of what was not bought in the end nothing is shown.
 */
export function shownValues(entity: Entity, row: Row): Record<string, unknown> {
  if (row.erased_at !== null || row.status === 'rejected') return {}
  const stored = JSON.parse((row.sold_values as string | null) ?? '{}') as Record<string, unknown>
  const shown: Record<string, unknown> = {}
  for (const { key, encrypted } of entity.fields) {
    if (!Object.hasOwn(stored, key)) continue
    shown[key] = encrypted || isEncrypted(stored[key]) ? MASK : stored[key]
  }
  return shown
}
