import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { RunContext } from '#distribution/run_context'
import type { LeftOut } from '#distribution/backtest/jobs/backtests'

/** A case by its ids: what it is made of is read when it is its turn. */
export interface CaseRef {
  lead: string
  run: string | null
  at: number
  first: boolean
  last: boolean
}

export interface Collected {
  /** In the order in which they came to the profile. */
  cases: CaseRef[]
  leads: number
  leftOut: LeftOut
}

const PAGE = 500
/** An id is made a moment after its lead came in at the most. */
const MARGIN_MS = 60_000
/** Leads of one backtest: their ids are held in memory. */
export const MOST_LEADS = 500_000

export class TooManyLeads extends Error {}

/**
 * The leads that came in from `from` to `to` (exclusive) and ran through the profile, or would have. Those whose run has
 * not ended are left out: what is live is not decided yet.
 */
export async function collectCases(
  context: RunContext,
  { from, to }: { from: number; to: number },
  breathe: () => Promise<void>
): Promise<Collected> {
  const { config, profile } = context
  const { id: profileId } = profile.profile
  const leftOut: LeftOut = { tests: 0, erased: 0, underWay: 0 }
  const unrun = await takesUnrun(context)
  const cases: CaseRef[] = []
  let leads = 0
  const end = idsBefore('lead', to + MARGIN_MS)
  for (let after = idsBefore('lead', from - MARGIN_MS); ;) {
    const rows = await store.all(
      `select id, entity_id, created_at, test, erased_at from leads
       where account_id = ? and id > ? and id < ? order by id limit ${PAGE}`,
      [config.account.id, after, end]
    )
    const mine = rows.filter((row) => {
      const at = Number(row.created_at)
      return row.entity_id === profile.entity.id && at >= from && at < to
    })
    const runs = await runsOf(mine.filter((row) => !row.test && !row.erased_at))
    for (const row of mine) {
      if (row.test) leftOut.tests++
      else if (row.erased_at) leftOut.erased++
      else {
        const found = casesOf(row, runs.get(row.id as string) ?? [], profileId, unrun)
        if (found === 'under_way') leftOut.underWay++
        else if (found.length) {
          cases.push(...found)
          leads++
        }
      }
    }
    if (leads > MOST_LEADS) throw new TooManyLeads()
    if (rows.length < PAGE) break
    after = rows[rows.length - 1].id as string
    await breathe()
  }
  const order = (a: CaseRef, b: CaseRef) => (a.run ?? a.lead) < (b.run ?? b.lead)
  cases.sort((a, b) => a.at - b.at || (order(a, b) ? -1 : 1))
  return { cases, leads, leftOut }
}

/**
 * Whether leads without a run count: the profile would have run on them had it been there. One that somebody starts, or
 * a stage, would not have run on every lead; but while it was never published nobody knows which.
 */
async function takesUnrun({ config, profile }: RunContext): Promise<boolean> {
  const { trigger, id } = profile.profile
  if (trigger === 'on_arrival') return true
  const published = await store.first(
    `select id from profile_versions where account_id = ? and profile_id = ? and status = 'published' limit 1`,
    [config.account.id, id]
  )
  return published === null
}

async function runsOf(leads: Row[]): Promise<Map<unknown, Row[]>> {
  if (!leads.length) return new Map()
  const rows = await store.all(
    `select id, lead_id, profile_id, "trigger", status, created_at, started_at from distributions
     where lead_id in (??) order by id`,
    [leads.map((row) => row.id as string)]
  )
  return Map.groupBy(rows, (row) => row.lead_id)
}

function casesOf(
  lead: Row,
  runs: Row[],
  profileId: string,
  unrun: boolean
): CaseRef[] | 'under_way' {
  const mine = runs.filter((run) => run.profile_id === profileId)
  const id = lead.id as string
  if (!mine.length) {
    // Sent to another profile by name: this one was never asked.
    const named = runs[0]?.trigger === 'api' && isAtOnce(runs[0], lead)
    const one = { lead: id, run: null, at: Number(lead.created_at), first: true, last: true }
    return unrun && !named ? [one] : []
  }
  if (mine.some((run) => run.status === 'queued' || run.status === 'running')) return 'under_way'
  return mine.map((run, i) => ({
    lead: id,
    run: run.id as string,
    at: Number(run.started_at ?? run.created_at),
    first: i === 0,
    last: i === mine.length - 1,
  }))
}

const isAtOnce = (run: Row, lead: Row) =>
  Number(run.created_at) - Number(lead.created_at) < MARGIN_MS
