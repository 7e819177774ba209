import {
  explainBalance,
  explainCap,
  explainDuplicate,
  explainNotReached,
} from '#routing/explain_verdict'
import { judge } from '#routing/judge'
import { offersOnWay } from '#routing/offers_on_way'
import type { Evaluation } from '#routing/types'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { type JudgedRun, judgedRun } from '#distribution/story/judged_run'

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
  const run = await judgedRun(config, row, leadRow)
  return run ? evaluationsOf(config, run, deliveries) : []
}

export function evaluationsOf(
  config: AccountConfig,
  run: JudgedRun,
  deliveries: Row[]
): Evaluation[] {
  const judged = judge(run.version.compiled, run.late ?? run.lead, run.facts, run.at).evaluations()
  const buyer = deliveries.find((one) => one.status === 'accepted' || one.status === 'sent')
  const buyerName = buyer ? (config.partners.get(buyer.partner_id as string)?.name ?? null) : null
  const offered = new Map(deliveries.map((one) => [one.assignment_key as string, one]))
  const onWay = offersOnWay(run.version.compiled.program, run.path)
  return judged.map((evaluation) =>
    overlay(
      evaluation,
      run,
      offered,
      onWay(evaluation.assignment) ? buyerName : null,
      config.account.currency
    )
  )
}

function overlay(
  evaluation: Evaluation,
  { verdicts, facts }: Pick<JudgedRun, 'verdicts' | 'facts'>,
  offered: Map<string, Row>,
  buyer: string | null,
  currency: string
): Evaluation {
  const key = evaluation.assignment
  const tier = verdicts.tiers?.[key]
  const balance = verdicts.balances?.[key]
  const money = { ...(tier && { tier }), ...(balance && { balance }) }
  const caps = verdicts.caps[key] ?? []
  const delivery = offered.get(key)
  if (delivery)
    return {
      ...evaluation,
      eligible: true,
      reason: null,
      explanation: explainDelivery(delivery),
      caps,
      ...money,
    }
  if (evaluation.reason !== null) return evaluation
  const refused = verdicts.refused[key]
  if (!refused)
    return { ...evaluation, reason: 'not_reached', explanation: explainNotReached(buyer) }
  const full = caps.find(isFull)
  const explanation =
    refused.reason === 'cap' && full
      ? explainCap(full, facts.zoneOf(evaluation.partner))
      : refused.reason === 'duplicate' && !refused.explanation
        ? explainDuplicate(facts.nameOf?.(evaluation.partner) ?? evaluation.partner)
        : refused.reason === 'balance' && balance
          ? explainBalance(balance, currency)
          : refused.explanation
  const eligible = refused.reason === 'not_reached'
  return { ...evaluation, eligible, reason: refused.reason, explanation, caps, ...money }
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
