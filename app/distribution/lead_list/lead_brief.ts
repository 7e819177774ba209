import type { AccountConfig } from '#distribution/account_config'
import { type LeadRow, presentRows } from '#distribution/lead_list/present_rows'
import { presentLead } from '#distribution/present'
import { store } from '#store/store'

/** A lead at a glance: what it is, and in short what became of it. */
export interface LeadBrief {
  lead: LeadRow
  distributions: {
    id: string
    profile: string
    status: string
    reason: string | null
    started_at: string | null
    deliveries: { partner: string; status: string; reason: string | null; price: unknown }[]
    /** Assignments that did not get it, by reason. */
    refused: Record<string, number>
  }[]
}

export async function leadBrief(config: AccountConfig, leadId: string): Promise<LeadBrief | null> {
  const { id } = config.account
  const [row, told] = await Promise.all([
    store.first('select * from leads where id = ? and account_id = ?', [leadId, id]),
    presentLead(id, leadId),
  ])
  if (!row || !told) return null
  const [lead] = await presentRows(config, [row])
  const partnerName = (key: string | null) =>
    (key && config.partnersByKey.get(key)?.name) ?? key ?? ''
  return {
    lead,
    distributions: (told.distributions as Told[]).map((one) => ({
      id: one.id,
      profile: (one.profile && config.profilesByKey.get(one.profile)?.profile.name) ?? '',
      status: one.status,
      reason: one.reason,
      started_at: one.started_at,
      deliveries: one.deliveries.map(({ partner, status, reason, price }) => ({
        partner: partnerName(partner),
        status,
        reason,
        price,
      })),
      refused: countBy(one.evaluations.flatMap(({ reason }) => reason ?? [])),
    })),
  }
}

interface Told {
  id: string
  profile: string | null
  status: string
  reason: string | null
  started_at: string | null
  evaluations: { reason: string | null }[]
  deliveries: { partner: string | null; status: string; reason: string | null; price: unknown }[]
}

function countBy(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
