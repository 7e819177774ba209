import assert from 'node:assert/strict'
import type { AskPlan, Candidate, RoutePlan, RoutingStrategy } from '#sdk'
import { type Case, type Check, commonChecks, readConfig } from '#sdk/testing/common_contract'
import { fakeCandidates, fakePlanContext } from '#sdk/testing/fakes'
import { callPurely, deepFreeze } from '#sdk/testing/purity'
import { assertAsk, assertPlan } from '#sdk/testing/shapes'

export interface StrategyCase extends Case {
  candidates?: readonly Candidate[]
  seed?: string
  /** Who must be asked for a bid; null: nobody. */
  ask?: AskPlan | null
  /** The plan that must come out. */
  plan?: RoutePlan
}

export function strategyContract<C>(plugin: RoutingStrategy<C>, cases: StrategyCase[]): Check[] {
  const plan = (config: C, candidates: readonly Candidate[], seed: string) => {
    const result = callPurely('plan()', () =>
      plugin.plan(deepFreeze(candidates), config, seed, fakePlanContext)
    )
    assertPlan(result, candidates)
    return result
  }
  const ask = (config: C, candidates: readonly Candidate[]) => {
    if (!plugin.ask) return null
    const asked = callPurely('ask()', () => plugin.ask!(deepFreeze(candidates), config))
    if (asked) assertAsk(asked, candidates)
    return asked
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
    {
      title: 'asks for bids only where it can, and plans with whatever comes of it',
      run: async () => {
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const count of [0, 1, 7, 200]) {
            const candidates = fakeCandidates(count).map((each, i) =>
              i % 3 === 0 ? each : { ...each, pings: true as const }
            )
            const asked = new Set(ask(config, candidates)?.assignments)
            const bids = [0, null, 1, 2500]
            const answered = candidates.map((each, i) =>
              asked.has(each.assignment) ? { ...each, bid: bids[i % bids.length] } : each
            )
            const { waves } = plan(config, answered, 'lead_1')
            const silent = answered.filter((each) => each.bid === null)
            if (asked.size > 0)
              for (const each of silent)
                assert.ok(
                  !waves.flat().includes(each.assignment),
                  'who was asked and bids nothing is not offered the lead'
                )
          }
        }
      },
    },
    {
      title: 'turns: whoever is owed one is offered the lead first',
      run: async () => {
        if (plugin.turns === undefined) return
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const count of [2, 5, 40]) {
            const last = `a${count}`
            const candidates = fakeCandidates(count).map((each) => ({
              ...each,
              turns: { had: 0, due: each.assignment === last ? 0.9 : -0.9 / (count - 1) },
            }))
            const [first] = plan(config, candidates, 'lead_1').waves
            assert.equal(first[0], last, 'the one that is owed most of a turn comes first')
          }
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const candidates = one.candidates ?? fakeCandidates(3)
        if (one.ask !== undefined) assert.deepEqual(ask(config, candidates), one.ask)
        const result = plan(config, candidates, one.seed ?? 'lead_1')
        if (one.plan) assert.deepEqual(result, one.plan)
      },
    })),
  ]
}
