import { runTransform } from '#host/sandbox/transform_pool'
import { capKeys } from '#routing/cap_windows'
import { judge } from '#routing/judge'
import type { CapTrace, PathStep } from '#routing/types'
import type { ConditionTrace } from '#sdk/rule'
import { type Money, formatAmount, money } from '#shared/money'
import { fail, ok } from '#shared/result'
import { store } from '#store/store'
import { presentDistribution } from '#distribution/present'
import { factsOf } from '#distribution/plan_offer'
import type { RunContext } from '#distribution/run_context'
import { turnsInMemory } from '#distribution/see_offer'
import { type VirtualHands, type VirtualWalk, walkVirtually } from '#distribution/walk_virtually'
import { runOf } from '#distribution/backtest/backtester'
import { bidsOf } from '#distribution/backtest/draft_world'
import type { Backtest } from '#distribution/backtest/jobs/backtests'
import { loadCases } from '#distribution/backtest/jobs/load_cases'
import { contextOf, twins } from '#distribution/backtest/jobs/run_backtest'
import type { Basis, Change, ChangeStep, DraftOffer, PastCase } from '#distribution/backtest/types'

/** One assignment on one side: what it came to, and why. */
export interface ToldRow {
  assignment: string
  /** Key of the partner. */
  partner: string
  /** An answer (sold, back, no, open), or the reason for which it was not asked. */
  code: string
  /** What the partner gave as a reason, or English where nothing better can be said. */
  reason: string | null
  price: Money | null
  basis: Basis | null
  /** The conditions of its filter. */
  conditions: ConditionTrace[]
  cap: CapTrace | null
}

export interface ToldRun {
  at: string
  version: number | null
  status: string
  reason: string | null
  path: PathStep[]
  rows: ToldRow[]
}

/** A changed lead with both ways side by side: the live one as it is stored, the draft's walked again. */
export async function tellChange(job: Backtest, change: Change) {
  const lead = await store.first(
    'select id, erased_at from leads where id = ? and account_id = ?',
    [change.lead, job.accountId]
  )
  // What was judged is gone with the person.
  if (!lead || lead.erased_at) return { erased: true, live: [], draft: [] }
  const context = await contextOf(job)
  const live: ToldRun[] = []
  const draft: ToldRun[] = []
  for (const step of change.steps) {
    const stored = step.run && (await presentDistribution(job.accountId, step.run))
    if (stored) live.push(tellStored(stored))
    const told = await walkAgain(context, change, step)
    if (told) draft.push(told)
  }
  return { erased: false, live, draft }
}

type Stored = NonNullable<Awaited<ReturnType<typeof presentDistribution>>>

const ANSWERS: Record<string, string> = {
  accepted: 'sold',
  sent: 'sold',
  cancelled: 'back',
  rejected: 'no',
  failed: 'failed',
  unknown: 'open',
}

function tellStored(stored: Stored): ToldRun {
  const offers = new Map(stored.deliveries.map((one) => [one.assignment, one]))
  const rows = stored.evaluations.map((one): ToldRow => {
    const offer = offers.get(one.assignment)
    return {
      assignment: one.assignment,
      partner: one.partner,
      code: offer ? (ANSWERS[offer.status] ?? offer.status) : (one.reason ?? 'not_reached'),
      reason: offer ? offer.reason : one.explanation,
      price: offer?.price ?? null,
      basis: null,
      conditions: one.conditions,
      cap: one.reason === 'cap' ? fullest(one.caps) : null,
    }
  })
  return {
    at: stored.started_at ?? stored.created_at!,
    version: stored.route_version,
    status: stored.status,
    reason: stored.reason,
    path: stored.path as PathStep[],
    rows: inOrder(rows, [...offers.keys()]),
  }
}

const fullest = (caps: CapTrace[]): CapTrace | null =>
  caps.find(({ used, limit }) => Number(used) >= Number(limit)) ?? caps[0] ?? null

/** Walks a step again with the answers and the caps it was walked with; null where its lead is gone. */
async function walkAgain(
  context: RunContext,
  change: Change,
  step: ChangeStep
): Promise<ToldRun | null> {
  const [one] = await loadCases(context, [
    { lead: change.lead, run: step.run, at: step.at, first: true, last: true },
  ])
  if (!one) return null
  const offers = new Map(step.offers.map((offer) => [offer.assignment, offer]))
  const walk = await walkVirtually(
    runOf(one, context),
    context,
    step.at,
    handsOf(context, one, step)
  )
  return {
    at: new Date(step.at).toISOString(),
    version: context.version.number || null,
    status: statusOf(walk, step.offers),
    reason: walk.reason,
    path: walk.path,
    rows: rowsOf(context, walk, step, offers),
  }
}

/** Who was asked then is asked again in the order of then, whatever the turns were. */
function handsOf(context: RunContext, one: PastCase, step: ChangeStep): VirtualHands {
  const { account } = context.config
  const offers = new Map(step.offers.map((offer) => [offer.assignment, offer]))
  return {
    plugins: twins(),
    mayCall: () => ({ type: 'call' }),
    placeOf: () => 1,
    turns: turnsInMemory(),
    bid: bidsOf(context, one),
    async transform(code, values) {
      const done = await runTransform({ account: account.id, code, input: values })
      return done.ok ? ok(done.value.output) : fail(done.problem.message)
    },
    has: () => false,
    reserve: ({ assignmentKey, price }) => ({
      refused: assignmentKey in step.full || !offers.has(assignmentKey) ? 'cap' : null,
      price: offers.get(assignmentKey)?.price ?? price,
      traces: () => [],
      explain: () => '',
    }),
    answer({ assignmentKey, price }) {
      const offer = offers.get(assignmentKey)
      const answer = offer?.answer ?? 'no'
      return { answer: answer === 'back' ? 'sold' : answer, price: offer?.price ?? price }
    },
  }
}

const statusOf = (walk: VirtualWalk, offers: DraftOffer[]) =>
  offers.some(({ answer }) => answer === 'sold')
    ? 'sold'
    : walk.status === 'sold'
      ? 'unsold'
      : walk.status

function rowsOf(
  context: RunContext,
  walk: VirtualWalk,
  step: ChangeStep,
  offers: ReadonlyMap<string, DraftOffer>
): ToldRow[] {
  const { currency } = context.config.account
  const rows = judge(context.version.compiled, walk.lead, factsOf(context), step.at)
    .evaluations()
    .map((one): ToldRow => {
      const offer = offers.get(one.assignment)
      const row = {
        assignment: one.assignment,
        partner: one.partner,
        reason: one.explanation,
        price: null,
        basis: null,
        conditions: one.conditions,
        cap: null,
      }
      if (offer)
        return {
          ...row,
          code: offer.answer,
          reason: null,
          price: money(offer.price, currency),
          basis: offer.basis,
        }
      if (one.reason !== null) return { ...row, code: one.reason }
      const cap = fullCap(context, one.assignment, step)
      if (cap) return { ...row, code: 'cap', reason: null, cap }
      const refused = walk.refused.get(one.assignment)
      // Who was passed over without a full cap had the lead already.
      const code = refused
        ? refused.reason === 'cap'
          ? 'duplicate'
          : refused.reason
        : 'not_reached'
      return { ...row, code, reason: refused?.explain() || null }
    })
  return inOrder(rows, [...offers.keys()])
}

function fullCap({ config, version, profile }: RunContext, key: string, step: ChangeStep) {
  const full = step.full[key]
  if (!full) return null
  const [scope, window, limit, used] = full
  const document = version.compiled.byKey.get(key)!.document
  const partner = config.partnersByKey.get(document.partner)
  const { currency } = config.account
  const owner = scope === 'partner' ? partner?.id : profile.assignments.get(key)?.id
  const caps = (scope === 'partner' ? partner?.caps : document.caps) ?? {}
  const zone = partner?.timeZone ?? config.account.timeZone
  const cap = capKeys(scope as 'partner', owner ?? '', caps, zone, step.at, currency).find(
    (one) => one.window === window
  )
  const show = (n: number | string) =>
    window.startsWith('spend_') ? formatAmount(Number(n), currency) : n
  return {
    scope: scope as CapTrace['scope'],
    window: window as CapTrace['window'],
    limit: show(limit),
    used: show(used),
    resets_at: cap?.endsAt ? new Date(cap.endsAt).toISOString() : null,
  }
}

/** Those who were asked first, in the order in which they were asked. */
function inOrder(rows: ToldRow[], asked: string[]): ToldRow[] {
  const place = ({ assignment }: ToldRow) => {
    const at = asked.indexOf(assignment)
    return at === -1 ? asked.length : at
  }
  return rows.toSorted((a, b) => place(a) - place(b))
}
