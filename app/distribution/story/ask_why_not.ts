import { evaluate } from '#routing/judge'
import { describeChange } from '#routing/why_not/describe_change'
import type { Fate } from '#routing/why_not/replay'
import { type Alternative, whyNot } from '#routing/why_not/why_not'
import type { CompiledProfile } from '#routing/compile_profile'
import type { CapTrace, Evaluation } from '#routing/types'
import { store } from '#store/store'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { capsThen } from '#distribution/story/caps_then'
import { type JudgedRun, judgedRun } from '#distribution/story/judged_run'
import { presentAlternative, presentFate } from '#distribution/story/present_why_not'
import { presentEvaluations } from '#distribution/present_evaluations'
import { replayOf, spareOf } from '#distribution/story/replay_run'

export interface Question {
  lead: string
  distribution: string
  /** An assignment by key; absent: the partner's, or one it does not have yet. */
  assignment?: string
  partner?: string
}

/** Why a run did not offer a lead to an assignment, and what would have had to be different. Null: no such run. */
export async function askWhyNot(accountId: string, question: Question) {
  const [row, leadRow, deliveries, config] = await Promise.all([
    store.first('select * from distributions where id = ? and account_id = ? and lead_id = ?', [
      question.distribution,
      accountId,
      question.lead,
    ]),
    store.first('select * from leads where id = ? and account_id = ?', [question.lead, accountId]),
    store.all('select * from deliveries where lead_id = ? and distribution_id = ? order by id', [
      question.lead,
      question.distribution,
    ]),
    accountConfig(accountId),
  ])
  if (!row || !leadRow) return null
  const run = await judgedRun(config, row, leadRow)
  const live = config.profiles.get(row.profile_id as string)?.live?.compiled
  const wanted = findTarget(config, [run?.version.compiled, live], question)
  if (!wanted) return null
  const about = {
    distribution: row.id as string,
    profile: config.profiles.get(row.profile_id as string)?.profile.key ?? null,
    route_version: row.route_version === null ? null : Number(row.route_version),
    assignment: wanted.assignment,
    partner: wanted.partner,
  }
  const plain = (kind: string, more: object = {}) => ({
    ...about,
    names: {} as Record<string, string>,
    decided: { kind, ...more },
    evaluation: null as Evaluation | null,
    caps_then: [] as CapTrace[],
    alternatives: [] as ReturnType<typeof told>[],
  })
  if (leadRow.erased_at) return plain('erased')
  if (!run) return plain(row.started_at === null ? 'under_way' : 'unknown_version')

  const evaluations = await presentEvaluations(config, row, leadRow, deliveries)
  const evaluation = evaluations.find((one) => one.assignment === wanted.assignment) ?? null
  const delivery = deliveries.find((one) => one.assignment_key === wanted.assignment)
  if (delivery) {
    const { id, status, reason } = delivery
    return { ...plain('asked', { delivery: id, status, reason }), evaluation }
  }
  const listed = wanted.assignment === null ? null : run.verdicts.refused[wanted.assignment]
  if (listed?.reason === 'filter')
    return { ...plain('suppressed', { reason: listed.explanation }), evaluation }
  // Nobody looked at the caps of who was never asked: they are counted afterwards.
  const unmeasured = wanted.assignment !== null && !run.verdicts.caps[wanted.assignment]
  const counted = unmeasured ? await capsThen(config, run, wanted.assignment!) : []
  const replay = replayOf(config, run, deliveries, wanted.assignment, counted)
  const { fate, alternatives } = whyNot(replay, spareOf(run, wanted))
  // It was its turn by all that is known, and yet it was not asked: the run is not that far, or stopped before.
  if (fate.kind === 'offered') {
    const kind = row.finished_at === null ? 'under_way' : row.status === 'held' ? 'held' : 'unclear'
    return { ...plain(kind, { reason: row.reason }), evaluation }
  }
  const { currency } = config.account
  return {
    ...about,
    names: namesOf(config, run, fate, alternatives),
    decided: presentFate(fate, currency),
    evaluation: evaluation ?? ownVerdict(replay.target, run),
    caps_then: counted,
    alternatives: alternatives.map((one) => told(one, config, run)),
  }
}

const ownVerdict = (target: Parameters<typeof evaluate>[0] | null, run: JudgedRun) =>
  target && evaluate(target, run.late ?? run.lead, run.facts, run.at)

/** Partners by the assignments an answer speaks of: a page knows only those it shows. */
function namesOf(
  config: AccountConfig,
  run: JudgedRun,
  fate: Fate,
  alternatives: Alternative[]
): Record<string, string> {
  const spoken = [
    ...(fate.kind === 'order' ? fate.soldTo : []),
    ...(fate.kind === 'duplicate' && fate.by !== null ? [fate.by] : []),
    ...alternatives.flatMap(({ before }) => before.slice(0, 20)),
    ...alternatives.flatMap(({ changes }) =>
      changes.flatMap((one) => (one.on === 'answer' ? [one.assignment] : []))
    ),
  ]
  return Object.fromEntries(
    [...new Set(spoken)].map((key) => {
      const partner = run.version.compiled.byKey.get(key)?.partner ?? key
      return [key, config.partnersByKey.get(partner)?.name ?? partner]
    })
  )
}

function told(alternative: Alternative, config: AccountConfig, run: JudgedRun) {
  const { account, partnersByKey } = config
  const labels = Object.fromEntries(run.profile.entity.fields.map(({ key, label }) => [key, label]))
  const nameOf = (key: string) => {
    const partner = run.version.compiled.byKey.get(key)?.partner ?? key
    return partnersByKey.get(partner)?.name ?? partner
  }
  const words = { currency: account.currency, timeZone: account.timeZone, labels, nameOf }
  const clauses = alternative.changes.map((change) => describeChange(change, words))
  return {
    ...presentAlternative(alternative, account.currency),
    explanation: `It would have been offered the lead if ${clauses.join(' and ')}`,
  }
}

/** The assignment meant: by its key, else the partner's first in the version, else none. Null: nobody of the account. */
function findTarget(
  config: AccountConfig,
  versions: (CompiledProfile | undefined)[],
  { assignment, partner }: Question
): { assignment: string | null; partner: string } | null {
  if (assignment !== undefined) {
    const found = versions.map((one) => one?.byKey.get(assignment)).find(Boolean)
    return found ? { assignment: found.key, partner: found.partner } : null
  }
  if (partner === undefined || !config.partnersByKey.has(partner)) return null
  const theirs = versions
    .map((one) => one?.assignments.find((each) => each.partner === partner))
    .find(Boolean)
  return { assignment: theirs?.key ?? null, partner }
}

export type WhyNotAnswer = NonNullable<Awaited<ReturnType<typeof askWhyNot>>>
