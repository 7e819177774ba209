import type { Arrival, ArrivingLead } from '#intake/arrivals'
import type { SuppressionHit } from '#intake/suppression_lists'
import type { AcceptInput } from '#intake/accept_leads'
import type { sealValues } from '#entities/seal_values'
import { event } from '#store/audit_event'
import type { Locked, Write } from '#store/types'

/** A new lead as it is stored, with its event and the runs it sets off. */
export function leadWrites(
  lead: ArrivingLead,
  input: AcceptInput,
  sealed: ReturnType<typeof sealValues> & { raw: string | null },
  duplicateOf: string | null,
  {
    arrival,
    suppressed,
    locked,
  }: { arrival: Arrival | null; suppressed: SuppressionHit | null; locked: Locked }
): Write[] {
  const { accountId, at } = lead
  const { extra } = input.accepted
  const distributing = Boolean(arrival?.distributions.length)
  return [
    {
      insert: 'leads',
      row: {
        id: lead.id,
        account_id: accountId,
        entity_id: lead.entity.id,
        status: distributing ? 'distributing' : suppressed ? 'unsold' : 'received',
        stage: lead.stage,
        stage_since: lead.stage === null ? null : at,
        source: lead.source,
        external_id: lead.externalId,
        values: sealed.values,
        raw: sealed.raw,
        extra: JSON.stringify(extra),
        consent: input.consent ? JSON.stringify(input.consent) : null,
        test: lead.test,
        revision: 1,
        duplicate_of: duplicateOf,
        created_at: at,
        updated_at: at,
      },
    },
    ...sealed.index.map(({ field, hash }): Write => ({
      insert: 'lead_index',
      row: { id: `${lead.id}:${field}`, lead_id: lead.id, field, account_id: accountId, hash },
    })),
    event(
      'lead.received',
      { accountId, leadId: lead.id },
      { entity: lead.entity.key, source: lead.source, test: lead.test },
      at
    ),
    ...(suppressed ? [suppressedEvent(lead, suppressed, lead.id)] : []),
    ...(arrival?.decide(locked) ?? []),
  ]
}

/** Says which list kept a lead out, or from being offered; a lead that was refused has no id. */
export const suppressedEvent = (
  { accountId, entity, source, at }: ArrivingLead,
  { list, field }: SuppressionHit,
  leadId: string | null
): Write =>
  event(
    'lead.suppressed',
    { accountId, leadId },
    { list: list.key, field, entity: entity.key, source, refused: leadId === null },
    at
  )
