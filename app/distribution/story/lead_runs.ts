import { pingsOf, presentDeliveries, presentPing } from '#distribution/present'
import { evaluationsOf } from '#distribution/present_evaluations'
import type { AccountConfig } from '#distribution/account_config'
import { type VerdictGroup, groupVerdicts, grouping } from '#distribution/story/group_verdicts'
import { type JudgedRun, judgedRun } from '#distribution/story/judged_run'
import { time } from '#distribution/story/lead_facts'
import { readAttempt } from '#distribution/story/read_attempt'
import { type Detailed, withDetails } from '#distribution/story/verdict_details'
import type { Evaluation } from '#routing/types'
import { money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'

/** All runs of a lead for its page, oldest first: the way, everybody's verdict in groups, and every request. */
export async function leadRuns(config: AccountConfig, lead: Row) {
  const [runs, deliveries] = await Promise.all([
    store.all('select * from distributions where lead_id = ? order by id', [lead.id]),
    store.all('select * from deliveries where lead_id = ? order by id', [lead.id]),
  ])
  const pings = await pingsOf(runs)
  const mine = (rows: Row[], run: Row) => rows.filter((one) => one.distribution_id === run.id)
  return Promise.all(
    runs.map((row) => presentRun(config, row, lead, mine(deliveries, row), mine(pings, row)))
  )
}

async function presentRun(
  config: AccountConfig,
  row: Row,
  lead: Row,
  deliveries: Row[],
  pings: Row[]
) {
  const run = await judgedRun(config, row, lead)
  const verdicts = run ? evaluationsOf(config, run, deliveries) : []
  const profile = config.profiles.get(row.profile_id as string)
  return {
    id: row.id as string,
    profile: profile?.profile.key ?? null,
    route_version: row.route_version === null ? null : Number(row.route_version),
    live_version: profile?.live?.number ?? null,
    trigger: row.trigger as string,
    status: row.status as string,
    reason: row.reason as string | null,
    revenue: money(Number(row.revenue), row.currency as string),
    created_at: time(row.created_at),
    started_at: time(row.started_at),
    finished_at: time(row.finished_at),
    path: JSON.parse(row.path as string) as unknown[],
    eligible: verdicts.filter(({ eligible }) => eligible).length,
    judged: verdicts.length,
    groups: run ? await groupsOf(config, run, row, verdicts, deliveries) : [],
    deliveries: await presentOffers(config, run, deliveries),
    pings: pings.map((one) => presentPing(config, one)),
  }
}

/** Only what is shown is told in detail. */
async function groupsOf(
  config: AccountConfig,
  run: JudgedRun,
  row: Row,
  verdicts: Evaluation[],
  deliveries: Row[]
): Promise<VerdictGroup<Detailed>[]> {
  const groups = groupVerdicts(verdicts, grouping(deliveries))
  const shown = groups.flatMap(({ rows }) => rows)
  const detailed = await withDetails(config, run, shown, row, deliveries)
  const byKey = new Map(detailed.map((one) => [one.assignment, one]))
  return groups.map((one) => ({
    ...one,
    rows: one.rows.map(({ assignment }) => byKey.get(assignment)!),
  }))
}

/** Deliveries as the API shows them, each answer with how it was read. */
async function presentOffers(config: AccountConfig, run: JudgedRun | null, rows: Row[]) {
  const presented = await presentDeliveries(config.account.id, rows)
  return presented.map((delivery, i) => {
    const document = run?.version.compiled.byKey.get(delivery.assignment)?.document
    return {
      ...delivery,
      // Kept while it may still turn out to be sold: a delivery nobody waits for any more has given them back.
      held: rows[i].reserved !== null,
      attempts: delivery.attempts.map((attempt) => ({
        ...attempt,
        read: readAttempt(
          document?.delivery,
          attempt.response as Record<string, never> | null,
          attempt.outcome,
          Date.parse(attempt.started_at!)
        ),
      })),
    }
  })
}
