import { leadTitle } from '#entities/lead_title'
import type { PathStep } from '#routing/types'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'
import { time } from '#distribution/story/lead_facts'

/** The way a lead took through one version of a profile, to be drawn on that version's route. */
export interface LeadWay {
  lead: { id: string; title: string | null }
  distribution: string
  status: string
  reason: string | null
  started_at: string | null
  revenue: Money
  path: PathStep[]
  /** Whom each offer asked, in order. */
  offers: { node: string; partner: string; name: string; price: string; status: string }[]
}

/** The last run of a lead by this version; with `distribution` that one. Null where there is none. */
export async function leadWay(
  accountId: string,
  leadId: string,
  { profile, version, distribution }: { profile: string; version: number; distribution?: string }
): Promise<LeadWay | null> {
  const config = await accountConfig(accountId)
  const known = config.profilesByKey.get(profile)
  if (!known) return null
  const one = distribution === undefined ? '' : ' and id = ?'
  const row = await store.first(
    `select * from distributions
     where account_id = ? and lead_id = ? and profile_id = ? and route_version = ?${one}
     order by id desc limit 1`,
    [
      accountId,
      leadId,
      known.profile.id,
      version,
      ...(distribution === undefined ? [] : [distribution]),
    ]
  )
  if (!row) return null
  const [lead, deliveries] = await Promise.all([
    store.first('select id, "values" from leads where id = ? and account_id = ?', [
      leadId,
      accountId,
    ]),
    store.all('select * from deliveries where lead_id = ? and distribution_id = ? order by id', [
      leadId,
      row.id,
    ]),
  ])
  const currency = row.currency as string
  const values = JSON.parse((lead?.values as string | null) ?? '{}') as Record<string, unknown>
  return {
    lead: { id: leadId, title: leadTitle(values) },
    distribution: row.id as string,
    status: row.status as string,
    reason: row.reason as string | null,
    started_at: time(row.started_at),
    revenue: money(Number(row.revenue), currency),
    path: JSON.parse(row.path as string) as PathStep[],
    offers: deliveries.map((each) => {
      const partner = config.partners.get(each.partner_id as string)
      return {
        node: each.node as string,
        partner: partner?.key ?? '',
        name: partner?.name ?? '–',
        price: money(Number(each.price), currency).amount,
        status: each.status as string,
      }
    }),
  }
}
