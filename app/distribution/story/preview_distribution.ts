import type { DistributeProblem } from '#distribution/distribute_by_hand'
import { type Money, money } from '#shared/money'
import { type Result, fail, ok } from '#shared/result'
import { openValues } from '#entities/seal_values'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'
import { simulate } from '#distribution/simulate'

export interface DistributionPreview {
  profile: string
  route_version: number | null
  status: string
  reason: string | null
  revenue: Money
  /** Who would be asked, in order. */
  offers: { partner: string; name: string; assignment: string; channel: string; price: Money }[]
  /** How many would not be, by reason. */
  refused: Record<string, number>
}

/** What a profile would do with a stored lead now: nothing is sent, stored or counted. */
export async function previewDistribution(
  accountId: string,
  leadId: string,
  profileKey: string
): Promise<Result<DistributionPreview, DistributeProblem>> {
  const config = await accountConfig(accountId)
  const lead = await store.first('select * from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!lead) return fail('not_found')
  if (lead.erased_at) return fail('erased')
  if (lead.merged_into) return fail('merged')
  const profile = config.profilesByKey.get(profileKey)
  if (!profile) return fail('profile_not_found')
  if (profile.entity.id !== lead.entity_id) return fail('entity_mismatch')
  if (profile.profile.paused) return fail('paused')
  if (!profile.live) return fail('not_published')
  const live = await store.all(
    'select partner_id from deliveries where lead_id = ? and live_key is not null',
    [leadId]
  )
  const simulated = await simulate(accountId, profileKey, {
    values: {},
    stored: {
      lead: {
        id: leadId,
        revision: Number(lead.revision),
        values: openValues(config.key, profile.entity, lead.values as string),
        source: lead.source as string | null,
        externalId: lead.external_id as string | null,
        test: Boolean(lead.test),
        createdAt: Number(lead.created_at),
      },
      holders: new Set(live.map((row) => row.partner_id as string)),
    },
  })
  if (!simulated.ok) return fail('not_published')
  const told = simulated.value
  const refused: Record<string, number> = {}
  for (const { reason } of told.evaluations)
    if (reason !== null) refused[reason] = (refused[reason] ?? 0) + 1
  const { currency } = config.account
  return ok({
    profile: profileKey,
    route_version: told.route_version,
    status: told.status,
    reason: told.reason,
    // A test books nothing.
    revenue: lead.test ? money(0, currency) : told.revenue,
    offers: told.deliveries.map(({ partner, assignment, channel, price }) => ({
      ...{ partner, assignment, channel, price },
      name: config.partnersByKey.get(partner)?.name ?? partner,
    })),
    refused,
  })
}
