import type { CompiledAssignment } from '#routing/compile_profile'
import { type JudgeFacts, evaluate } from '#routing/judge'
import type { LeadView } from '#sdk'
import type { CompiledVersion } from '#distribution/account_config'
import { factsOf } from '#distribution/plan_offer'
import type { RunContext } from '#distribution/run_context'
import type { VirtualWalk } from '#distribution/walk_virtually'
import type { Compared } from '#distribution/backtest/compare_lead'
import type { ChangeStep, PastCase, Why } from '#distribution/backtest/types'

/** What only those know who can look it up. */
export interface WhyFacts {
  /** The version a run was routed by; null where it does not compile any more. */
  liveVersion(id: string | null): CompiledVersion | null
  partnerKey(id: string): string
}

/** What says more comes first: a partner may have several assignments. */
const WEIGHT: Why['code'][] = [
  ...(['answer', 'cap', 'duplicate', 'held', 'sold_before', 'elsewhere'] as const),
  ...(['schedule', 'paused', 'filter', 'absent'] as const),
]

/** The first partner who has the lead no more, else the first who has it anew, with the reason. */
export function explainChange(
  context: RunContext,
  facts: WhyFacts,
  one: PastCase,
  { live, draft }: Compared,
  walk: VirtualWalk | null,
  step: ChangeStep | undefined
): Why {
  const gone = live.find(({ partner }) => !draft.some((sale) => sale.partner === partner))
  if (gone) return whyLost(context, gone.partner, one, draft[0]?.partner, walk, step)
  const fresh = draft.find(({ partner }) => !live.some((sale) => sale.partner === partner))
  const partner = (fresh ?? draft[0]).partner
  return whyWon(context, facts, partner, one, live[0]?.partner)
}

function whyLost(
  context: RunContext,
  partner: string,
  one: PastCase,
  by: string | undefined,
  walk: VirtualWalk | null,
  step: ChangeStep | undefined
): Why {
  const facts = factsOf(context)
  const mine = context.version.compiled.assignments.filter((of) => of.partner === partner)
  const reasons = mine.map((assignment): Omit<Why, 'side' | 'partner'> => {
    const { key } = assignment
    if (step?.offers.some((offer) => offer.assignment === key)) return { code: 'answer' }
    if (step?.full[key]) return { code: 'cap', window: step.full[key][1] }
    if (walk?.refused.get(key)?.reason === 'duplicate') return { code: 'duplicate' }
    return standing(assignment, walk?.lead ?? one.lead, facts, one.at, by, walk?.status === 'held')
  })
  return { side: 'lost', partner, ...strongest(reasons) }
}

function whyWon(
  context: RunContext,
  { liveVersion }: WhyFacts,
  partner: string,
  one: PastCase,
  by: string | undefined
): Why {
  const { run } = one
  if (!run) return { side: 'won', partner, code: 'not_run' }
  const compiled = liveVersion(run.versionId)?.compiled
  const facts: JudgeFacts = {
    ...factsOf(context),
    pausedPartners: new Set(run.paused.partners),
    pausedThemselves: new Set(),
    pausedAssignments: new Set(run.paused.assignments),
  }
  const mine = compiled?.assignments.filter((of) => of.partner === partner) ?? []
  const reasons = mine.map((assignment): Omit<Why, 'side' | 'partner'> => {
    const { key } = assignment
    const mineToo = one.deliveries.some((of) => of.runId === run.id && of.assignmentKey === key)
    if (mineToo) return { code: 'answer' }
    const refused = run.refused[key]?.reason
    if (refused === 'cap' || refused === 'duplicate' || refused === 'paused')
      return { code: refused }
    return standing(assignment, one.lead, facts, one.at, by, run.status === 'held')
  })
  return { side: 'won', partner, ...strongest(reasons) }
}

function standing(
  assignment: CompiledAssignment,
  lead: LeadView,
  facts: JudgeFacts,
  at: number,
  by: string | undefined,
  held: boolean
): Omit<Why, 'side' | 'partner'> {
  const { reason } = evaluate(assignment, lead, facts, at)
  if (reason === 'filter' || reason === 'schedule' || reason === 'paused') return { code: reason }
  if (by !== undefined) return { code: 'sold_before', by }
  return { code: held ? 'held' : 'elsewhere' }
}

const strongest = (reasons: Omit<Why, 'side' | 'partner'>[]): Omit<Why, 'side' | 'partner'> =>
  reasons.sort((a, b) => WEIGHT.indexOf(a.code) - WEIGHT.indexOf(b.code))[0] ?? { code: 'absent' }
