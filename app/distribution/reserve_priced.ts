import type { Lock, Work } from '#store/types'
import { nextPlace } from '#routing/ladder'
import { askForPlan } from '#distribution/call_strategy'
import { priceAt, rememberPlaces } from '#distribution/claimant_price'
import { ladderLock, readPlaces } from '#distribution/holds'
import { candidateOf, inPriority } from '#distribution/plan_offer'
import { type Reservation, reserveWave } from '#distribution/reserve_wave'
import type { Run } from '#distribution/run'
import { type RunContext, claimantOf } from '#distribution/run_context'
import type { Claimant } from '#distribution/take_claimant'

/**
 * Reserves the next waves of an offer whose order follows prices, where some of them go by volume. The ladders of all who
 * are left are held, and the strategy is asked again with the prices that hold now: two leads at the step of a ladder
 * cannot both be sold at its better price. Where somebody comes first now whose caps are not held, nothing is taken
 * and the new order is tried.
 */
export function reservePriced(
  run: Run,
  context: RunContext,
  planned: Claimant[][],
  firstWave: number,
  owner: { id: string; isNew: boolean },
  at: number
): Work<Reservation> {
  const offer = run.state.offer!
  const { compiled } = context.version
  const dealt = offer.waves.slice(0, firstWave)
  const left = inPriority(compiled, offer.waves.slice(firstWave).flat())
  const known = new Map<string, Claimant>()
  for (const key of left) {
    const claimant = claimantOf(context, key, at, offer)
    if (claimant) known.set(key, claimant)
  }
  const held = new Set(planned.flat().map((one) => one.assignmentKey))
  const inner = reserveWave(run, planned, firstWave, owner, at)
  const ladders: Lock[] = [...known.values()].flatMap(({ ladder }) =>
    ladder ? [ladderLock(ladder.id, run.accountId, ladder.endsAt)] : []
  )
  return {
    locks: [...inner.locks, ...ladders],
    decide(locked) {
      const candidates = [...known].map(([key, { ladder, price }]) => {
        if (!ladder) return candidateOf(context, compiled.byKey.get(key)!, price, false, null)
        const places = readPlaces(locked.get('ladders', ladder.id))
        rememberPlaces(ladder.id, places)
        const now = priceAt(ladder, nextPlace(places), price)
        return candidateOf(context, compiled.byKey.get(key)!, now, false, null)
      })
      const plan = askForPlan(offer.pricing!.strategy, candidates, run.lead.id, run.currency)
      if (!plan.ok) return { result: { type: 'broken', message: plan.problem }, writes: [] }
      const next = { ...offer, waves: [...dealt, ...plan.value.waves] }
      const waves: Claimant[][] = []
      for (const wave of plan.value.waves) {
        if (!wave.every((key) => held.has(key))) break
        waves.push(wave.map((key) => known.get(key)!))
      }
      if (!waves.length && plan.value.waves.length) {
        const mine = owner.isNew || locked.get('distributions', run.id)?.owner === owner.id
        if (!mine) return { result: { type: 'lost' }, writes: [] }
        return {
          result: { type: 'none', refusals: [], offer: { ...next, wave: firstWave } },
          writes: [],
        }
      }
      const state = { ...run.state, offer: next }
      return reserveWave({ ...run, state }, waves, firstWave, owner, at).decide(locked)
    },
  }
}
