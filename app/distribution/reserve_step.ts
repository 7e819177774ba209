import type { Work } from '#store/types'
import { type Reservation, reserveWave } from '#distribution/reserve_wave'
import { reservePriced } from '#distribution/reserve_priced'
import { reserveTurn } from '#distribution/reserve_turn'
import type { OfferState, Run, Verdicts } from '#distribution/run'
import { type RunContext, claimantOf } from '#distribution/run_context'
import { startedEvent } from '#distribution/run_rows'
import type { Found } from '#distribution/take_claimant'

/** Waves that are tried in one reservation, so that full caps cost no transaction each. */
const WAVES_AT_ONCE = 8

export interface ReserveStep {
  work: Work<Reservation>
  /** Takes the result into the run in memory, after the commit. */
  apply(result: Exclude<Reservation, { type: 'lost' | 'broken' }>): void
}

/** The reservation of the next waves of the offer a run stands at, with the run's beginning where it is the first. */
export function reserveStep(
  run: Run,
  context: RunContext,
  firstWave: number,
  owner: { id: string; isNew: boolean },
  at: number
): ReserveStep {
  const offer = run.state.offer!
  const waves = () => nextWaves(context, offer, firstWave, at)
  const work = offer.dealing
    ? reserveTurn(run, context, firstWave, owner, at)
    : offer.pricing
      ? reservePriced(run, context, waves(), firstWave, owner, at)
      : reserveWave(run, waves(), firstWave, owner, at)
  return {
    work: {
      locks: work.locks,
      decide(locked) {
        // Events sort by their ids: the run's own is made first.
        const started = startedEvent(run, context.profile.profile.key, at)
        const decided = work.decide(locked)
        if (decided.result.type !== 'reserved') return decided
        return { ...decided, writes: [...started, ...decided.writes] }
      },
    },
    apply(result) {
      const verdicts = copyOf(run.verdicts)
      for (const { assignmentKey, reason, found } of result.refusals) {
        verdicts.refused[assignmentKey] = { reason, explanation: '' }
        note(verdicts, assignmentKey, found)
      }
      run.verdicts = verdicts
      run.state = { ...run.state, offer: result.offer }
      if (result.type === 'none') return
      for (const [key, found] of Object.entries(result.found)) note(verdicts, key, found)
      run.started = true
      for (const delivery of result.deliveries) {
        run.deliveries.set(delivery.id, delivery)
        run.recorded.add(delivery.id)
      }
    },
  }
}

const copyOf = ({ refused, caps, tiers, balances, ...rest }: Verdicts): Verdicts => ({
  ...rest,
  refused: { ...refused },
  caps: { ...caps },
  ...(tiers && { tiers: { ...tiers } }),
  ...(balances && { balances: { ...balances } }),
})

/** Writes down what an assignment found when it asked for room. */
function note(verdicts: Verdicts, key: string, { caps, tier, balance }: Found) {
  verdicts.caps[key] = caps
  if (tier) (verdicts.tiers ??= {})[key] = tier
  if (balance) (verdicts.balances ??= {})[key] = balance
}

const nextWaves = (context: RunContext, offer: OfferState, firstWave: number, at: number) =>
  offer.waves
    .slice(firstWave, firstWave + WAVES_AT_ONCE)
    .map((wave) =>
      wave.map((key) => claimantOf(context, key, at, offer)).filter((one) => one !== null)
    )
