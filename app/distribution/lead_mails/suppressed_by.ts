import { findHits } from '#intake/suppression/find_hits'
import type { WrittenLead } from '#distribution/lead_mails/written_lead'

/** Which list keeps the account from writing to the lead, in words; null: none does. */
export async function suppressedBy(
  { config, entity, values }: Pick<WrittenLead, 'config' | 'entity' | 'values'>,
  now: number
): Promise<string | null> {
  const hits = await findHits(config.key, config.suppression, entity, values, now)
  const own = hits.find(({ list }) => list.partnerId === null && list.blocks === 'everything')
  return own ? `${own.label} stands on the suppression list "${own.list.name}"` : null
}
