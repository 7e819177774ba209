import { type Scope, idsOf } from '#entities/entity_scope'
import { leadTitle } from '#entities/lead_title'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'

export interface LatestLead {
  id: string
  title: string | null
  entity: string
  source: string | null
  status: string
  test: boolean
  created_at: string
  /** Partners that have it, by name. */
  partners: string[]
  revenue: Money | null
}

/** The leads that came last, with who has them. */
export async function latestLeads(
  accountId: string,
  limit: number,
  scope: Scope = null
): Promise<LatestLead[]> {
  const only = scope ? 'and l.entity_id in (??)' : ''
  const leads = await store.all(
    `select l.id, e.name as entity, l.source, l.status, l.test, l.created_at, l."values"
     from leads l join entities e on e.id = l.entity_id
     where l.account_id = ? ${only} order by l.id desc limit ${limit}`,
    [accountId, ...(scope ? [idsOf(scope.entityIds)] : [])]
  )
  const sales = await store.all(
    `select d.lead_id, d.price, d.currency, p.name from deliveries d
       join partners p on p.id = d.partner_id
     where d.account_id = ? and d.lead_id in (??) and d.status in ('accepted', 'sent') order by d.id`,
    [accountId, leads.map((lead) => lead.id)]
  )
  return leads.map((lead) => {
    const own = sales.filter((sale) => sale.lead_id === lead.id)
    const sum = own.reduce((total, sale) => total + Number(sale.price), 0)
    return {
      id: lead.id as string,
      title: leadTitle(JSON.parse(lead.values as string)),
      entity: lead.entity as string,
      source: lead.source as string | null,
      status: lead.status as string,
      test: Boolean(lead.test),
      created_at: new Date(Number(lead.created_at)).toISOString(),
      partners: own.map((sale) => sale.name as string),
      revenue: own.length ? money(sum, own[0].currency as string) : null,
    }
  })
}
