import assert from 'node:assert/strict'
import type { Candidate, RoutePlan, RoutingStrategy } from '#sdk'
import { type Case, type Check, commonChecks, readConfig } from '#sdk/testing/common_contract'
import { fakeCandidates } from '#sdk/testing/fakes'
import { callPurely, deepFreeze } from '#sdk/testing/purity'
import { assertPlan } from '#sdk/testing/shapes'

export interface StrategyCase extends Case {
  candidates?: readonly Candidate[]
  seed?: string
  /** The plan that must come out. */
  plan?: RoutePlan
}

export function strategyContract<C>(plugin: RoutingStrategy<C>, cases: StrategyCase[]): Check[] {
  const plan = (config: C, candidates: readonly Candidate[], seed: string) => {
    const result = callPurely('plan()', () => plugin.plan(deepFreeze(candidates), config, seed))
    assertPlan(result, candidates)
    return result
  }
  return [
    ...commonChecks(plugin, 'strategy', cases),
    {
      title: 'plan() is pure, offers to candidates only, and to none twice',
      run: async () => {
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const count of [0, 1, 2, 7, 60])
            for (const seed of ['lead_1', 'lead_2', 'lead_3'])
              plan(config, fakeCandidates(count), seed)
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const result = plan(config, one.candidates ?? fakeCandidates(3), one.seed ?? 'lead_1')
        if (one.plan) assert.deepEqual(result, one.plan)
      },
    })),
  ]
}
