import { maskedValues } from '#distribution/delivery_view'
import { redactor } from '#delivery/redact'
import type { LeadView } from '#sdk'
import { notFound } from '#shared/http_problem'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import type { LeadFacts } from '#distribution/new_distribution'
import { factsOf } from '#distribution/plan_offer'
import { type Verdicts, newVerdicts } from '#distribution/run'
import { type Simulated, simulation } from '#distribution/simulate'
import { type VerdictGroup, groupVerdicts, grouping } from '#distribution/story/group_verdicts'
import type { JudgedRun } from '#distribution/story/judged_run'
import { type Detailed, withDetails } from '#distribution/story/verdict_details'
import { type Sample, type SampleWish, sampleLead } from '#distribution/tryouts/sample_lead'

export interface SimulationWish extends SampleWish {
  /** ms; now unless given. */
  at?: number
  /** The profile's form as it stands, saved or not; the live version unless given. */
  route?: unknown
  /** Of many assignments only those: part of a partner's name or an assignment's key. */
  search?: string
}

/** A simulated run as the story of a real one is told: the path, everybody's why with its details, who would be asked. */
export interface SimulatedRun extends Omit<
  Simulated['distribution'],
  'evaluations' | 'deliveries'
> {
  at: string
  lead: { id: string; title: string | null; kind: Sample['kind'] }
  /** Required fields the lead has no value for: it would not have been taken at all. */
  missing: string[]
  offers: { partner: string; assignment: string; node: string; price: string; channel: string }[]
  eligible: number
  judged: number
  groups: VerdictGroup<Detailed>[]
  found: { total: number; rows: Detailed[] } | null
  /** Partners by key: those that are spoken of. */
  names: Record<string, string>
}

const MOST_FOUND = 50

/** Throws the 404 of a profile or lead that is not there. Nothing is sent, stored or counted. */
export async function simulatedRun(
  accountId: string,
  profileKey: string,
  { route, at: wanted, search, ...wish }: SimulationWish,
  now: number
): Promise<Result<SimulatedRun, Problem[]>> {
  const config = await accountConfig(accountId)
  const profile = config.profilesByKey.get(profileKey)
  if (!profile) throw notFound('profile')
  const { entity } = profile
  const at = wanted ?? now
  const sample = await sampleLead(config, entity, wish, at)
  if (!sample.ok) return sample
  const { view, title, kind } = sample.value
  const isStored = kind === 'stored'
  const done = await simulation(accountId, profileKey, {
    values: {},
    route,
    at,
    stored: { lead: factsOfLead(view, isStored), holders: await holdersOf(isStored, view.id) },
  })
  if (!done.ok) {
    if (done.problem === 'not_found') throw notFound('profile')
    return fail(done.problem)
  }
  const { distribution, walk } = done.value
  const { evaluations, deliveries, ...told } = distribution
  const rows = deliveries.map((one, i) => ({
    id: `offer-${i}`,
    assignment_key: one.assignment,
    partner_id: config.partnersByKey.get(one.partner)?.id ?? '',
    status: 'accepted',
    reason: null,
  }))
  const run = judged(done.value)
  const head = { path: JSON.stringify(told.path), finished_at: at, status: told.status }
  const grouped = groupVerdicts(evaluations, grouping(rows))
  const word = search?.trim().toLowerCase()
  const nameOf = (key: string) => config.partnersByKey.get(key)?.name ?? key
  const found = word
    ? evaluations.filter(({ partner, assignment }) =>
        `${nameOf(partner)} ${partner} ${assignment}`.toLowerCase().includes(word)
      )
    : []
  const shown = new Set([...grouped.flatMap((one) => one.rows), ...found.slice(0, MOST_FOUND)])
  const detailed = await withDetails(config, run, [...shown], head, rows)
  const byKey = new Map(detailed.map((one) => [one.assignment, one]))
  const answer: SimulatedRun = {
    ...told,
    at: new Date(at).toISOString(),
    lead: { id: view.id, title, kind },
    missing: entity.fields
      .filter(({ key, required }) => required && !isStored && view.values[key] === undefined)
      .map(({ key }) => key),
    offers: walk.offers.map(({ claimant, node }, i) => ({
      node,
      partner: deliveries[i].partner,
      assignment: claimant.assignmentKey,
      price: deliveries[i].price.amount,
      channel: claimant.channel,
    })),
    eligible: evaluations.filter(({ eligible }) => eligible).length,
    judged: evaluations.length,
    groups: grouped.map((one) => ({
      ...one,
      rows: one.rows.map(({ assignment }) => byKey.get(assignment)!),
    })),
    found: word
      ? {
          total: found.length,
          rows: found.slice(0, MOST_FOUND).map(({ assignment }) => byKey.get(assignment)!),
        }
      : null,
    names: namesOf(config, [...shown]),
  }
  return ok(isStored ? masked(answer, maskedValues(entity, view)) : answer)
}

const factsOfLead = (view: LeadView, isStored: boolean): LeadFacts => ({
  id: view.id,
  revision: 1,
  values: view.values,
  source: view.source,
  externalId: null,
  // What is typed stands for a real lead: caps count it.
  test: isStored && view.test,
  createdAt: Date.parse(view.created_at),
})

/** Partners that have the lead already. */
async function holdersOf(isStored: boolean, leadId: string): Promise<ReadonlySet<string>> {
  if (!isStored) return new Set()
  const rows = await store.all(
    'select partner_id from deliveries where lead_id = ? and live_key is not null',
    [leadId]
  )
  return new Set(rows.map((row) => row.partner_id as string))
}

function judged({ context, walk, at }: Simulated): JudgedRun {
  const refused = [...walk.refused].map(
    ([key, one]) => [key, { reason: one.reason, explanation: one.explain() }] as const
  )
  return {
    profile: context.profile,
    version: context.version,
    path: walk.path,
    lead: walk.lead,
    late: null,
    facts: factsOf(context),
    verdicts: { ...newVerdicts(), refused: Object.fromEntries(refused), ...moneyOf(walk) },
    at,
  }
}

function moneyOf({ money }: Simulated['walk']): Pick<Verdicts, 'tiers' | 'balances'> {
  const tiers: Verdicts['tiers'] = {}
  const balances: Verdicts['balances'] = {}
  for (const [key, { tier, balance }] of money) {
    if (tier) tiers[key] = tier
    if (balance) balances[key] = balance
  }
  return { tiers, balances }
}

const namesOf = (config: AccountConfig, shown: readonly { partner: string }[]) =>
  Object.fromEntries(
    shown.map(({ partner }) => [partner, config.partnersByKey.get(partner)?.name ?? partner])
  )

/** A draft's script may have written an encrypted value anywhere: none of it is shown. */
function masked<T extends object>(answer: T, values: unknown[]): T {
  if (values.length === 0) return answer
  const { text } = redactor([], values)
  return JSON.parse(JSON.stringify(answer), (_, value: unknown) =>
    typeof value === 'string' ? text(value) : value
  ) as T
}
