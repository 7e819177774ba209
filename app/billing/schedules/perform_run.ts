import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import type { Problem } from '#shared/result'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type BilledPartner, billedPartners } from '#billing/invoices/draft_scope'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { generateInvoices } from '#billing/invoices/generate_invoices'
import { unitsOf } from '#billing/schedules/plan_runs'

/** Who the trail says it was. */
export const SCHEDULE = 'schedule'
const OWNED_MS = 60_000
const MOST_HELD = 50
const MOST_WAIT_MS = 60 * 60_000

/** What came of a run: read from the documents of its period, so that a run which died half-way is told whole. */
export interface RunResult {
  drafts: number
  finalized: number
  held: { partner: string; problems: Problem[] }[]
}

/** Runs that are due and that no living process has, oldest first. */
export const dueRuns = (now: number, limit: number): Promise<Row[]> =>
  store.all(
    `select * from invoice_runs where state = 'due' and owned_until < ?
       and account_id not in (select id from accounts where suspended_at is not null)
     order by due_at, id limit ${limit}`,
    [now]
  )

/** Takes a run for this process. False where another was first. */
export async function claimRun(id: string, now: number): Promise<boolean> {
  const taken = await db
    .from('invoice_runs')
    .where({ id, state: 'due' })
    .where('owned_until', '<', now)
    .update({
      owned_until: now + OWNED_MS,
      attempts: db.raw('attempts + 1'),
      started_at: db.raw('coalesce(started_at, ?)', [now]),
    })
  return Number(taken) > 0
}

/**
 * Makes the drafts of a claimed run, and finalizes them where the schedule says so. Each step is as good done twice: a
 * process that takes over from a dead one makes drafts anew and finds finalized ones done.
 */
export async function performRun(run: Row, clock: () => number): Promise<void> {
  const id = run.id as string
  const account = await loadAccount(run.account_id as string)
  const partners = await billedPartners(run.account_id as string)
  const unit =
    account &&
    unitsOf(account, partners).find(
      ({ partner, schedule }) =>
        (partner?.id ?? null) === run.partner_id && schedule.every === run.every
    )
  // The schedule was taken away meanwhile.
  if (!account || !unit) return void (await finish(id, 'skipped', emptyResult(), clock()))
  try {
    const only = ({ id: partnerId, billing }: BilledPartner) =>
      unit.partner ? partnerId === unit.partner.id : billing?.schedule === undefined
    const period = { from: run.from_day as string, to: run.to_day as string }
    const ready: string[] = []
    let beat = clock()
    const keep = async () => {
      if (clock() - beat < OWNED_MS / 3) return
      beat = clock()
      await db
        .from('invoice_runs')
        .where('id', id)
        .update({ owned_until: beat + OWNED_MS })
    }
    await generateInvoices(account, { ...period, only }, SCHEDULE, (draft) => {
      if (draft.id && !draft.problems.length) ready.push(draft.id)
      // A beat that fails is none: the run is then taken over, which does no harm.
      keep().catch(() => {})
    })
    if (unit.schedule.then === 'finalize')
      for (const draft of ready) {
        await finalizeInvoice(account, draft, SCHEDULE)
        await keep()
      }
    const wished = partners.filter(only)
    await finish(id, 'done', await resultOf(account, wished, period), clock())
  } catch (error) {
    await postpone(run, error, clock())
  }
}

const emptyResult = (): RunResult => ({ drafts: 0, finalized: 0, held: [] })

/** What documents of a period there are for these partners, and why those that wait do. */
export async function resultOf(
  account: Account,
  partners: readonly BilledPartner[],
  { from, to }: { from: string; to: string }
): Promise<RunResult> {
  const keyOf = new Map(partners.map(({ id, key }) => [id, key]))
  const rows = await store.all(
    `select partner_id, status, problems from invoices where account_id = ? and kind = 'invoice'
       and from_day = ? and to_day = ? and status <> 'void' order by id`,
    [account.id, from, to]
  )
  const result = emptyResult()
  for (const row of rows) {
    const partner = keyOf.get(row.partner_id as string)
    if (partner === undefined) continue
    if (row.status === 'issued') result.finalized++
    else {
      result.drafts++
      const problems = JSON.parse(row.problems as string) as Problem[]
      if (problems.length && result.held.length < MOST_HELD) result.held.push({ partner, problems })
    }
  }
  return result
}

const finish = (id: string, state: 'done' | 'skipped', result: RunResult, now: number) =>
  db
    .from('invoice_runs')
    .where({ id, state: 'due' })
    .update({ state, result: JSON.stringify(result), error: null, finished_at: now })

/** It stays due, is tried again later, and says why. */
async function postpone(run: Row, error: unknown, now: number) {
  const wait = Math.min(2 ** Number(run.attempts) * 60_000, MOST_WAIT_MS)
  const text = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  await db
    .from('invoice_runs')
    .where('id', run.id as string)
    .update({ owned_until: now + wait, error: text })
}
