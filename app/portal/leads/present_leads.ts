import type { AccountConfig } from '#distribution/account_config'
import { MASK } from '#distribution/lead_list/present_rows'
import type { Entity } from '#entities/types'
import { leadTitle } from '#entities/lead_title'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type LeadState, shownValues, stateOf } from '#portal/leads/lead_rows'

export interface LeadView {
  /** Of the delivery: one lead may come to a partner twice. */
  id: string
  entity: string
  profile: string
  title: string | null
  state: LeadState
  reason: string | null
  price: Money
  test: boolean
  erased: boolean
  received_at: string
  decided_at: string | null
  /** Until when it waits for a decision. */
  deadline_at: string | null
  values: Record<string, unknown>
  /** A request to give it back, unless it was withdrawn. */
  return: { id: string; status: string } | null
}

const time = (ms: unknown) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** Rows as the portal shows them, in their order. */
export async function presentLeads(config: AccountConfig, rows: Row[]): Promise<LeadView[]> {
  if (!rows.length) return []
  const asked = await store.all('select id, status, live_key from returns where live_key in (??)', [
    rows.map(({ id }) => id as string),
  ])
  const returns = new Map(asked.map((one) => [one.live_key, one]))
  return rows.flatMap((row) => {
    const entity = config.entities.get(row.entity_id as string)
    if (!entity) return []
    const request = returns.get(row.id)
    return [
      {
        ...presentLead(config, entity, row),
        return: request ? { id: request.id as string, status: request.status as string } : null,
      },
    ]
  })
}

function presentLead(config: AccountConfig, entity: Entity, row: Row) {
  const values = shownValues(entity, row)
  const plain = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== MASK))
  return {
    id: row.id as string,
    entity: entity.key,
    profile: config.profiles.get(row.profile_id as string)?.profile.name ?? '',
    title: leadTitle(plain),
    state: stateOf(row.status as string)!,
    reason: (row.cancel_reason ?? row.reason) as string | null,
    price: money(Number(row.price), row.currency as string),
    test: Boolean(row.test),
    erased: row.erased_at !== null,
    received_at: time(row.created_at)!,
    decided_at: time(row.cancelled_at ?? row.finished_at),
    deadline_at: row.status === 'waiting' ? time(row.deadline_at) : null,
    values,
  }
}

/** Whether what is shown of a lead has the words somebody looks for. */
export function hasWords(lead: LeadView, search: string): boolean {
  const text = (value: unknown): string =>
    typeof value === 'object' && value !== null
      ? Object.values(value).map(text).join(' ')
      : value === MASK
        ? ''
        : String(value ?? '')
  return text(lead.values).toLowerCase().includes(search)
}
