import { plugins } from '#host/registry'
import { nodeDecider, startRoute } from '#routing/decide_node'
import type { Lock, Locked, Write } from '#store/types'
import { planOffer } from '#distribution/plan_offer'
import type { Reservation } from '#distribution/reserve_wave'
import { reserveStep } from '#distribution/reserve_step'
import type { Run } from '#distribution/run'
import type { RunContext } from '#distribution/run_context'
import { finishWrites, startedEvent } from '#distribution/run_rows'

/** A new run's first steps, ready to be written in the same transaction as its lead. */
export interface Start {
  locks: Lock[]
  decide(locked: Locked): Write[]
  /** After the commit: takes what was decided into the run. */
  committed(): 'goes_on' | 'finished'
}

/**
 * Takes a new run as far as it can go without waiting for anything: to its end, or to its first reservation. So a lead
 * that is sold at once costs two transactions instead of three. Null, and the run untouched, when it has to wait.
 */
export function startAtOnce(
  run: Run,
  context: RunContext,
  owner: string,
  at: number
): Start | null {
  const { compiled, id, number } = context.version
  const lead = run.lead.view
  const moment = { at, seed: run.lead.id, timeZone: context.config.account.timeZone }
  const walk = startRoute(compiled, lead, at, nodeDecider(compiled, lead, moment, plugins()))
  const { next } = walk
  if (next.kind === 'transform') return null
  const plan = next.kind === 'offer' ? planOffer(run, context, next, lead, at) : null
  if (plan && (!plan.ok || plan.value.offer.ask)) return null

  Object.assign(run, { startedAt: at, versionId: id, versionNumber: number, path: walk.path })
  if (next.kind === 'end') {
    const status = next.status === 'sold' ? 'unsold' : next.status
    // Written down when it is decided: events sort by their ids, and the lead's own comes first.
    const decide = () => [
      ...startedEvent(run, context.profile.profile.key, at),
      ...finishWrites(run, { status, reason: next.reason }, at),
    ]
    return { locks: [], decide, committed: () => 'finished' }
  }
  run.verdicts = plan!.value.verdicts
  run.state = { ...run.state, phase: 'offer', node: next.node, offer: plan!.value.offer }
  if (!run.state.offer!.waves.length)
    return { locks: [], decide: () => [], committed: () => 'goes_on' }
  const step = reserveStep(run, context, 0, { id: owner, isNew: true }, at)
  let result: Reservation
  return {
    locks: step.work.locks,
    decide(locked) {
      const decided = step.work.decide(locked)
      result = decided.result
      return decided.writes
    },
    committed() {
      if (result.type !== 'lost' && result.type !== 'broken') step.apply(result)
      return 'goes_on'
    },
  }
}
