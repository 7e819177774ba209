import type { LeadView } from '#sdk'
import type { CompiledAssignment, CompiledProfile } from '#routing/compile_profile'
import { explainConditions } from '#routing/explain_conditions'
import { explainClosed, isOpen } from '#routing/schedule'
import type { Evaluation } from '#routing/types'

/** Below this a walk over closures beats the index. */
const INDEX_FROM = 8

/** What operators switch at once, and so is no part of a version. Partners and assignments by key. */
export interface JudgeFacts {
  readonly pausedPartners: ReadonlySet<string>
  /** Of those, partners that paused themselves. */
  readonly pausedThemselves?: ReadonlySet<string>
  readonly pausedAssignments: ReadonlySet<string>
  /** IANA zone of a partner: of schedules that name none. */
  zoneOf(partner: string): string
  /** How a partner is called in explanations; its key unless given. */
  nameOf?(partner: string): string
}

/** Caps, duplicates and who was not reached are found out later, by the reservation. */
export interface Judgement {
  /** Places in `profile.assignments` (in the order they are offered) of those the lead may be offered to. */
  readonly eligible: readonly number[]
  /** Everybody's verdict with its reasons, in the same order. Worked out when it is asked for. */
  evaluations(): Evaluation[]
}

/** Judges one lead by all assignments of a profile at `at` (ms). Pure. */
export function judge(
  profile: CompiledProfile,
  lead: LeadView,
  facts: JudgeFacts,
  at: number
): Judgement {
  const { assignments } = profile
  const eligible: number[] = []
  const admit = (i: number) => {
    if (!isPaused(assignments[i], facts) && isOpenNow(assignments[i], facts, at)) eligible.push(i)
  }
  if (assignments.length > INDEX_FROM) {
    const matching = profile.index().matching(lead, at)
    for (let i = 0; i < matching.length; i++) admit(matching[i])
  } else {
    for (let i = 0; i < assignments.length; i++) if (assignments[i].filter.test(lead, at)) admit(i)
  }
  return {
    eligible,
    evaluations: () => assignments.map((one) => evaluate(one, lead, facts, at)),
  }
}

const isPaused = ({ key, partner }: CompiledAssignment, facts: JudgeFacts): boolean =>
  facts.pausedPartners.has(partner) || facts.pausedAssignments.has(key)

const isOpenNow = ({ document, partner }: CompiledAssignment, facts: JudgeFacts, at: number) =>
  !document.schedule || isOpen(document.schedule, at, facts.zoneOf(partner))

/** One assignment's verdict with the condition, pause or closing time that made it; of several the first counts. */
export function evaluate(
  assignment: CompiledAssignment,
  lead: LeadView,
  facts: JudgeFacts,
  at: number
): Evaluation {
  const { key, partner, filter, document } = assignment
  const conditions = filter.trace(lead, at)
  const verdict = (reason: Evaluation['reason'], explanation: string): Evaluation => ({
    assignment: key,
    partner,
    eligible: reason === null,
    reason,
    explanation,
    conditions,
    caps: [],
  })
  if (!filter.test(lead, at))
    return verdict('filter', explainConditions(conditions, undefined, filter.rule))
  if (facts.pausedPartners.has(partner)) {
    const name = facts.nameOf?.(partner) ?? partner
    const own = facts.pausedThemselves?.has(partner)
    return verdict('paused', own ? `paused by the partner ${name} itself` : `${name} is paused`)
  }
  if (facts.pausedAssignments.has(key)) return verdict('paused', `assignment ${key} is paused`)
  if (!isOpenNow(assignment, facts, at))
    return verdict('schedule', explainClosed(document.schedule!, at, facts.zoneOf(partner)))
  return verdict(null, conditions.length > 0 ? 'matches the filter' : 'takes every lead')
}
