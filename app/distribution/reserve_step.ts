import type { Work } from '#store/types'
import { type Reservation, reserveWave } from '#distribution/reserve_wave'
import type { Run } from '#distribution/run'
import { type RunContext, claimantOf } from '#distribution/run_context'
import { startedEvent } from '#distribution/run_rows'

/** Waves that are tried in one reservation, so that full caps cost no transaction each. */
const WAVES_AT_ONCE = 8

export interface ReserveStep {
  work: Work<Reservation>
  /** Takes the result into the run in memory, after the commit. */
  apply(result: Exclude<Reservation, { type: 'lost' }>): void
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
  const waves = offer.waves
    .slice(firstWave, firstWave + WAVES_AT_ONCE)
    .map((wave) => wave.map((key) => claimantOf(context, key, at)).filter((one) => one !== null))
  const work = reserveWave(run, waves, firstWave, owner, at)
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
      run.verdicts = {
        ...run.verdicts,
        refused: { ...run.verdicts.refused },
        caps: { ...run.verdicts.caps },
      }
      for (const refusal of result.refusals) {
        run.verdicts.refused[refusal.assignmentKey] = { reason: refusal.reason, explanation: '' }
        run.verdicts.caps[refusal.assignmentKey] = refusal.caps
      }
      // Nothing of these waves had room: the run goes on behind them.
      const wave = result.type === 'none' ? firstWave + waves.length : result.wave
      run.state = { ...run.state, offer: { ...offer, wave } }
      if (result.type === 'none') return
      Object.assign(run.verdicts.caps, result.caps)
      run.started = true
      for (const delivery of result.deliveries) {
        run.deliveries.set(delivery.id, delivery)
        run.recorded.add(delivery.id)
      }
    },
  }
}
