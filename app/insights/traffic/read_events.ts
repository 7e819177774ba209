import { parseAmount } from '#shared/money'
import { store } from '#store/store'
import type { Row, Value } from '#store/types'
import type { TrafficEvent } from '#insights/traffic/types'

const TYPES = [
  'distribution.finished',
  'delivery.offered',
  'revenue.booked',
  'revenue.reversed',
] as const

/** Lines of the trail that traffic is made of, oldest first; of one profile or of all. Test leads are none. */
export async function readTrafficEvents(
  of: { accountId: string; profileId: string } | null,
  { after, before }: { after: string; before: string | null },
  limit: number
): Promise<TrafficEvent[]> {
  const where = ['e.id > ?', 'e.type in (??)', 'l.test = ?']
  const params: (Value | Value[])[] = [after, [...TYPES], false]
  if (before !== null) {
    where.push('e.id < ?')
    params.push(before)
  }
  if (of) {
    where.push('e.account_id = ?', 'd.profile_id = ?')
    params.push(of.accountId, of.profileId)
  }
  // Paths are read of ended runs alone.
  const rows = await store.all(
    `select e.id, e.account_id, e.type, e.data, e.lead_id, e.distribution_id, d.profile_id,
       d.route_version, d.created_at, v.node, v.assignment_key, v.currency,
       case when e.type = 'distribution.finished' then d.path end as path,
       case when e.type = 'distribution.finished' then d.state end as state
     from events e
       join distributions d on d.id = e.distribution_id
       join leads l on l.id = e.lead_id
       left join deliveries v on v.id = e.delivery_id
     where ${where.join(' and ')} order by e.id limit ${limit}`,
    params
  )
  const again = await endedBefore(rows)
  return rows.map((row) => toEvent(row, again.has(row.id as string)))
}

/** Endings of runs that had ended before: only those that were offered again by hand, so few are looked up. */
async function endedBefore(rows: Row[]): Promise<Set<string>> {
  const retried = rows.filter((row) => (row.state as string | null)?.includes('"phase":"retry"'))
  if (!retried.length) return new Set()
  const ends = await store.all(
    `select id, distribution_id from events
     where lead_id in (??) and type = 'distribution.finished' order by id`,
    [[...new Set(retried.map((row) => row.lead_id as string))]]
  )
  const first = new Map(ends.toReversed().map((row) => [row.distribution_id, row.id]))
  return new Set(
    retried
      .filter((row) => first.get(row.distribution_id) !== row.id)
      .map((row) => row.id as string)
  )
}

function toEvent(row: Row, again: boolean): TrafficEvent {
  const data = JSON.parse(row.data as string) as Record<string, unknown>
  const state = row.state ? (JSON.parse(row.state as string) as { offer?: { node: string } }) : null
  const currency = String(row.currency ?? data.currency ?? '')
  const amount = data.amount === undefined ? null : parseAmount(data.amount, currency)
  return {
    id: row.id as string,
    type: row.type as TrafficEvent['type'],
    accountId: row.account_id as string,
    profileId: row.profile_id as string,
    version: Number(row.route_version ?? 0),
    runAt: Number(row.created_at),
    status: String(data.status ?? ''),
    path: row.path ? (JSON.parse(row.path as string) as TrafficEvent['path']) : [],
    at: state?.offer?.node ?? null,
    again,
    node: (row.node ?? '') as string,
    assignment: (row.assignment_key ?? '') as string,
    currency,
    amount: amount?.ok ? amount.value : 0,
  }
}
