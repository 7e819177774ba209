import { openValues } from '#entities/seal_values'
import type { TierTrace } from '#routing/types'
import { parseAmount } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { readVerdicts } from '#distribution/load_run'
import type { RunContext } from '#distribution/run_context'
import type { CaseRef } from '#distribution/backtest/jobs/collect_cases'
import type { PastBid, PastCase, PastDelivery, PastRun } from '#distribution/backtest/types'

const DELIVERY_COLUMNS = `id, lead_id, distribution_id, profile_id, partner_id, assignment_id, assignment_key, status,
  price, currency, tier, reserved is not null as held, test, created_at, cancelled_at`

/** Everything some cases are judged by. Leads whose person was erased meanwhile are missing. */
export async function loadCases(
  { config, profile, version }: RunContext,
  refs: readonly CaseRef[]
): Promise<PastCase[]> {
  const leadIds = [...new Set(refs.map(({ lead }) => lead))]
  const runIds = refs.flatMap(({ run }) => run ?? [])
  const asksBids = version.compiled.assignments.some(({ document }) => document.delivery.ping)
  const [leads, deliveries, runs, pings] = await Promise.all([
    store.all(
      `select id, "values", source, revision, created_at, erased_at from leads where id in (??)`,
      [leadIds]
    ),
    store.all(`select ${DELIVERY_COLUMNS} from deliveries where lead_id in (??) order by id`, [
      leadIds,
    ]),
    runIds.length
      ? store.all(
          `select id, lead_id, lead_revision, version_id, route_version, status, evaluations
           from distributions where id in (??)`,
          [runIds]
        )
      : [],
    asksBids
      ? store.all(
          `select lead_id, distribution_id, assignment_id, bid from pings
           where lead_id in (??) and outcome is not null order by id`,
          [leadIds]
        )
      : [],
  ])
  const bids = Map.groupBy(pings, (row) => row.lead_id as string)
  const byLead = new Map(leads.map((row) => [row.id as string, row]))
  const byRun = new Map(runs.map((row) => [row.id as string, row]))
  const offers = Map.groupBy(deliveries, (row) => row.lead_id as string)
  const old = await oldValues(runs, byLead)
  return refs.flatMap(({ lead: id, run: runId, at, first, last }): PastCase[] => {
    const row = byLead.get(id)
    const run = runId === null ? null : byRun.get(runId)
    if (!row || row.erased_at || run === undefined) return []
    const stored = (run && old.get(revisionId(run))) ?? (row.values as string)
    return [
      {
        lead: {
          id,
          entity: profile.entity.key,
          values: openValues(config.key, profile.entity, stored),
          source: row.source as string | null,
          created_at: new Date(Number(row.created_at)).toISOString(),
          test: false,
        },
        run: run && toRun(run),
        at,
        first,
        last,
        deliveries: (offers.get(id) ?? []).map(toPastDelivery),
        bids: (bids.get(id) ?? []).map(toBid),
      },
    ]
  })
}

const revisionId = (run: Row) => `${run.lead_id}:${run.lead_revision}`

/** A lead is judged by the values it had when it was run, as they were then. */
async function oldValues(runs: Row[], leads: Map<string, Row>): Promise<Map<string, string>> {
  const changed = runs.filter(
    (run) => Number(run.lead_revision) !== Number(leads.get(run.lead_id as string)?.revision)
  )
  if (!changed.length) return new Map()
  const rows = await store.all('select id, "values" from lead_revisions where id in (??)', [
    changed.map(revisionId),
  ])
  return new Map(rows.map((row) => [row.id as string, row.values as string]))
}

function toRun(row: Row): PastRun {
  const { refused, paused } = readVerdicts(row)
  return {
    id: row.id as string,
    versionId: row.version_id as string | null,
    version: row.route_version === null ? null : Number(row.route_version),
    status: row.status as string,
    paused,
    refused,
  }
}

const toBid = (row: Row): PastBid => ({
  runId: row.distribution_id as string,
  assignmentId: row.assignment_id as string,
  bid: row.bid === null ? null : Number(row.bid),
})

export const toPastDelivery = (row: Row): PastDelivery => ({
  id: row.id as string,
  runId: row.distribution_id as string,
  profileId: row.profile_id as string,
  partnerId: row.partner_id as string,
  assignmentId: row.assignment_id as string,
  assignmentKey: row.assignment_key as string,
  status: row.status as string,
  price: Number(row.price),
  tierPrice: tierPriceOf(row),
  held: Boolean(Number(row.held)),
  createdAt: Number(row.created_at),
  // A return that keeps its place in the caps took it for good.
  cancelledAt: row.cancelled_at === null || Number(row.held) ? null : Number(row.cancelled_at),
})

function tierPriceOf({ tier, currency }: Row): number | null {
  if (!tier) return null
  const price = parseAmount((JSON.parse(tier as string) as TierTrace).price, currency as string)
  return price.ok ? price.value : null
}

export { DELIVERY_COLUMNS }
