import { parseAmount } from '#shared/money'
import { store } from '#store/store'
import type { Row, Value } from '#store/types'
import { COST_EVENTS, type CostEvent, type SaleMoves } from '#suppliers/costs/types'

/** Lines of the trail that may cost something, oldest first; of one account or of all. None while nobody is a supplier. */
export async function readCostEvents(
  accountId: string | null,
  { after, before }: { after: string; before: string | null },
  limit: number
): Promise<CostEvent[]> {
  const anybody = await store.first('select 1 as n from supplier_sources limit 1')
  if (!anybody) return []
  const where = ['e.id > ?', 'e.type in (??)']
  const params: (Value | Value[])[] = [after, [...COST_EVENTS]]
  if (before !== null) {
    where.push('e.id < ?')
    params.push(before)
  }
  if (accountId !== null) {
    where.push('e.account_id = ?')
    params.push(accountId)
  }
  const rows = await store.all(
    `select e.id, e.account_id, e.at, e.type, e.lead_id, e.delivery_id, e.data, l.source, l.test, l.duplicate_of
     from events e join leads l on l.id = e.lead_id
     where ${where.join(' and ')} order by e.id limit ${limit}`,
    params
  )
  return rows.map(toEvent)
}

function toEvent(row: Row): CostEvent {
  const data = JSON.parse(row.data as string) as { amount?: unknown; currency?: unknown }
  const currency = String(data.currency ?? '')
  const amount = data.amount === undefined ? null : parseAmount(data.amount, currency)
  return {
    id: row.id as string,
    accountId: row.account_id as string,
    at: Number(row.at),
    type: row.type as CostEvent['type'],
    leadId: row.lead_id as string,
    deliveryId: row.delivery_id as string | null,
    source: row.source as string | null,
    test: Boolean(row.test),
    duplicate: row.duplicate_of !== null,
    amount: amount?.ok ? amount.value : 0,
    currency,
  }
}

const CHUNK = 500

/** All sales and reversals of leads, oldest first. */
export async function readMoves(leadIds: string[]): Promise<Map<string, SaleMoves>> {
  const found = new Map<string, SaleMoves>()
  for (let i = 0; i < leadIds.length; i += CHUNK) {
    const rows = await store.all(
      `select id, lead_id, type from events
       where lead_id in (??) and type in ('revenue.booked', 'revenue.reversed') order by id`,
      [leadIds.slice(i, i + CHUNK)]
    )
    for (const row of rows) {
      const list = found.get(row.lead_id as string) ?? []
      found.set(row.lead_id as string, list)
      list.push({ eventId: row.id as string, type: row.type as SaleMoves[number]['type'] })
    }
  }
  return found
}
