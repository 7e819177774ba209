import type { EventType } from '#store/audit_event'
import { EVENT_TYPES } from '#store/audit_event'
import { idsBefore } from '#shared/ids'
import { type Scope, leadsOf } from '#entities/entity_scope'
import type { Value } from '#store/types'

/** Events as a person looks for them. Times are ms; `to` is excluded. What is null asks for nothing. */
export interface EventFilter {
  types: readonly EventType[]
  lead: string | null
  distribution: string | null
  delivery: string | null
  partner: string | null
  profile: string | null
  /** Somebody's name as the trail has it, or `system` for what nobody asked for. */
  actor: string | null
  from: number | null
  to: number | null
  /** Of a limited place: events of leads of its entities alone. */
  scope?: Scope
}

export const SYSTEM = 'system'

/** Groups are what stands before the dot: `delivery` is all that is told of deliveries. */
export const EVENT_GROUPS = [...new Set(EVENT_TYPES.map((type) => type.split('.')[0]))]

/** Types of a list of types and groups; what is neither is left out. */
export const typesOf = (names: readonly string[]): EventType[] =>
  EVENT_TYPES.filter((type) => names.includes(type) || names.includes(type.split('.')[0]))

export interface Sql {
  sql: string
  params: (Value | Value[])[]
}

/** The types that have an index of their own, because few leads bring them (migrations 0004 and 0020). */
const RARE = new Set<EventType>([
  ...(['lead.duplicate', 'lead.updated', 'lead.stage_changed', 'lead.erased'] as const),
  ...(['delivery.waiting', 'delivery.failed', 'delivery.unknown', 'delivery.cancelled'] as const),
  ...(['delivery.retried', 'cap.reached', 'revenue.reversed'] as const),
  ...(['endpoint.opened', 'endpoint.disabled', 'endpoint.enabled'] as const),
  ...(['delivery.returned', 'return.requested', 'return.approved'] as const),
  ...(['return.refused', 'return.withdrawn', 'return.overdue'] as const),
])
const areRare = ({ types }: EventFilter) => types.length > 0 && types.every((one) => RARE.has(one))

/** An event's id may be younger than its time by what a group of writes takes. */
const ID_SLACK_MS = 120_000

/**
 * The next rows by the index that finds them: those of a lead, those of each rare type, or all of the account; `limit`
 * of each, newest first. What no index answers is asked of them afterwards, by `restOf`.
 */
export function candidates(
  accountId: string,
  filter: EventFilter,
  before: string | null,
  limit: number
): Sql {
  const conditions = ['account_id = ?']
  const params: Value[] = [accountId]
  const add = (condition: string, value: Value) => {
    conditions.push(condition)
    params.push(value)
  }
  if (filter.lead !== null) add('lead_id = ?', filter.lead)
  // Those of a distribution or delivery are among those of their lead, which are indexed.
  const { distribution, delivery } = filter
  if (distribution !== null) add(leadOf('distributions'), distribution)
  if (delivery !== null) add(leadOf('deliveries'), delivery)
  if (filter.from !== null) add('id >= ?', idsBefore('evt', filter.from))
  if (filter.to !== null) add('id < ?', idsBefore('evt', filter.to + ID_SLACK_MS))
  if (before !== null) add('id < ?', before)
  const select = (more: string) =>
    `select * from (select * from events where ${[...conditions, more].filter(Boolean).join(' and ')} order by id desc limit ${limit}) one`
  if (isOfLead(filter) || !areRare(filter)) return { sql: select(''), params }
  // The words themselves stand in the query: a partial index is not found by a parameter.
  return {
    sql: filter.types.map((type) => select(`type = '${type}'`)).join(' union all '),
    params: filter.types.flatMap(() => params),
  }
}

const leadOf = (table: string) => `lead_id = (select lead_id from ${table} where id = ?)`
const isOfLead = ({ lead, distribution, delivery }: EventFilter) =>
  lead !== null || distribution !== null || delivery !== null

/** Conditions on a candidate that no index answers. */
export function restOf(accountId: string, filter: EventFilter): Sql {
  const conditions = ['1 = 1']
  const params: Sql['params'] = []
  const add = (condition: string, ...values: (Value | Value[])[]) => {
    conditions.push(condition)
    params.push(...values)
  }
  if (filter.types.length) add('c.type in (??)', [...filter.types])
  if (filter.distribution !== null) add('c.distribution_id = ?', filter.distribution)
  if (filter.delivery !== null) add('c.delivery_id = ?', filter.delivery)
  if (filter.partner !== null)
    add(
      'c.partner_id = (select id from partners where account_id = ? and key = ?)',
      accountId,
      filter.partner
    )
  if (filter.profile !== null)
    add(
      `(select d.profile_id from distributions d where d.id = c.distribution_id) =
         (select id from profiles where account_id = ? and key = ?)`,
      accountId,
      filter.profile
    )
  if (filter.actor === SYSTEM) add('c.actor is null')
  else if (filter.actor !== null) add('c.actor = ?', filter.actor)
  if (filter.from !== null) add('c.at >= ?', filter.from)
  if (filter.to !== null) add('c.at < ?', filter.to)
  const within = leadsOf(filter.scope ?? null, 'c.lead_id')
  return { sql: `${conditions.join(' and ')} ${within.sql}`, params: [...params, ...within.params] }
}

/** Whether every candidate is a hit, times at the edges aside. */
export const isIndexed = (filter: EventFilter): boolean =>
  !filter.scope &&
  filter.distribution === null &&
  filter.delivery === null &&
  filter.partner === null &&
  filter.profile === null &&
  filter.actor === null &&
  (!filter.types.length || (!isOfLead(filter) && areRare(filter)))
