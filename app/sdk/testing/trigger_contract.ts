import assert from 'node:assert/strict'
import type { Happened, Occurrence, TriggerType } from '#sdk'
import { occurrenceProblem } from '#sdk/automation'
import { type Case, type Check, commonChecks, readConfig } from '#sdk/testing/common_contract'
import { fakeHappened } from '#sdk/testing/fake_automation'
import { callPurely, deepFreeze } from '#sdk/testing/purity'

export interface TriggerCase extends Case {
  happened?: Happened
  /** What must come of it; null: nothing. */
  occurs?: Occurrence
}

export function triggerContract<C>(plugin: TriggerType<C>, cases: TriggerCase[]): Check[] {
  const occurs = (happened: Happened, config: C) => {
    const frozen = deepFreeze(happened)
    const occurrence = callPurely('occurs()', () => plugin.occurs(frozen, config))
    assert.equal(occurrenceProblem(occurrence), null)
    return occurrence
  }
  return [
    ...commonChecks(plugin, 'trigger', cases),
    {
      title: 'answers to every line of the trail, whatever it is about',
      run: async () => {
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const type of plugin.events)
            for (const lead of [fakeHappened().lead, null])
              for (const key of ['a', null])
                occurs(fakeHappened({ type, lead, partner: key, profile: key }), config)
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const occurrence = occurs(one.happened ?? fakeHappened(), config)
        if (one.occurs !== undefined) assert.deepEqual(occurrence, one.occurs)
      },
    })),
  ]
}
