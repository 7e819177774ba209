import { openValues } from '#entities/seal_values'
import { explainCap, explainDuplicate, explainNotReached } from '#routing/explain_verdict'
import { judge } from '#routing/judge'
import type { Evaluation } from '#routing/types'
import type { LeadView } from '#sdk'
import type { Row } from '#store/types'
import { type AccountConfig, versionOf } from '#distribution/account_config'
import { readVerdicts, valuesAt } from '#distribution/load_run'
import { factsOf } from '#distribution/plan_offer'
import type { RunState, Verdicts } from '#distribution/run'

/**
 * Every assignment's verdict on the lead, as it was: worked out again from the version and the values the run was
 * pinned to, and laid over with what only that moment knew (caps, duplicates, pauses). So ten thousand assignments cost
 * nothing while a lead is routed, and the full "why not" is there when somebody asks.
 */
export async function presentEvaluations(
  config: AccountConfig,
  row: Row,
  leadRow: Row,
  deliveries: Row[]
): Promise<Evaluation[]> {
  const profile = config.profiles.get(row.profile_id as string)
  if (!profile || row.started_at === null || leadRow.erased_at) return []
  const version = await versionOf(config, profile, row.version_id as string | null).catch(
    () => null
  )
  if (!version) return []

  const verdicts = readVerdicts(row)
  const state = JSON.parse(row.state as string) as Partial<RunState>
  const values = state.values ?? (await valuesAt(leadRow, Number(row.lead_revision)))
  const lead: LeadView = {
    id: leadRow.id as string,
    entity: profile.entity.key,
    values: openValues(config.key, profile.entity, values),
    source: leadRow.source as string | null,
    created_at: new Date(Number(leadRow.created_at)).toISOString(),
    test: Boolean(leadRow.test),
  }
  const facts = {
    ...factsOf({ config, profile, version }),
    pausedPartners: new Set(verdicts.paused.partners),
    pausedAssignments: new Set(verdicts.paused.assignments),
  }
  const judged = judge(version.compiled, lead, facts, Number(row.started_at)).evaluations()
  const buyer = deliveries.find((one) => one.status === 'accepted' || one.status === 'sent')
  const buyerName = buyer ? (config.partners.get(buyer.partner_id as string)?.name ?? null) : null
  const offered = new Map(deliveries.map((one) => [one.assignment_key as string, one]))
  return judged.map((evaluation) => overlay(evaluation, verdicts, facts, offered, buyerName))
}

function overlay(
  evaluation: Evaluation,
  verdicts: Verdicts,
  facts: { zoneOf(partner: string): string; nameOf?(partner: string): string },
  offered: Map<string, Row>,
  buyer: string | null
): Evaluation {
  const key = evaluation.assignment
  const caps = verdicts.caps[key] ?? []
  const delivery = offered.get(key)
  if (delivery)
    return {
      ...evaluation,
      eligible: true,
      reason: null,
      explanation: explainDelivery(delivery),
      caps,
    }
  if (evaluation.reason !== null) return evaluation
  const refused = verdicts.refused[key]
  if (!refused)
    return { ...evaluation, reason: 'not_reached', explanation: explainNotReached(buyer) }
  const full = caps.find(isFull)
  const explanation =
    refused.reason === 'cap' && full
      ? explainCap(full, facts.zoneOf(evaluation.partner))
      : refused.reason === 'duplicate'
        ? explainDuplicate(facts.nameOf?.(evaluation.partner) ?? evaluation.partner)
        : refused.explanation
  return { ...evaluation, eligible: false, reason: refused.reason, explanation, caps }
}

/** Spend caps refuse when less is left than the price: then the fullest is not at its limit, but no count is. */
function isFull(cap: Evaluation['caps'][number], _: number, all: Evaluation['caps']): boolean {
  if (typeof cap.limit === 'number') return cap.used === cap.limit || Number(cap.used) > cap.limit
  return !all.some((one) => typeof one.limit === 'number' && Number(one.used) >= one.limit)
}

const STATUS_WORDS: Record<string, string> = {
  accepted: 'accepted the lead',
  sent: 'was sent the lead',
  waiting: 'has the lead and decides',
  rejected: 'rejected the lead',
  failed: 'could not be reached',
  unknown: 'never answered',
  cancelled: 'bought the lead; the sale was cancelled',
  pending: 'is asked again soon',
  sending: 'is being asked',
}

function explainDelivery(delivery: Row): string {
  const words = STATUS_WORDS[delivery.status as string] ?? String(delivery.status)
  return delivery.reason ? `${words}: ${delivery.reason}` : words
}
