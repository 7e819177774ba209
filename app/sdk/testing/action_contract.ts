import assert from 'node:assert/strict'
import { type ActionType, type AutomationView, PrepareError, type Task } from '#sdk'
import { taskProblem } from '#sdk/automation'
import {
  type Case,
  type Check,
  assertParts,
  commonChecks,
  readConfig,
} from '#sdk/testing/common_contract'
import { fakeAutomation } from '#sdk/testing/fake_automation'
import { callPurely, deepFreeze } from '#sdk/testing/purity'

export interface ActionCase extends Case {
  view?: AutomationView
  /** Parts of the task that must come out. */
  task?: Partial<Task>
  /** Or the path at which it must refuse. */
  refused?: string
}

export function actionContract<C>(plugin: ActionType<C>, cases: ActionCase[]): Check[] {
  const prepare = (view: AutomationView, config: C): Task | PrepareError => {
    const frozen = deepFreeze(view)
    const prepared = callPurely('prepare()', () => {
      try {
        return plugin.prepare(frozen, config)
      } catch (error) {
        if (error instanceof PrepareError) return error
        throw error
      }
    })
    if (prepared instanceof PrepareError) return prepared
    assert.equal(taskProblem(prepared), null)
    assert.deepEqual(
      JSON.parse(JSON.stringify(prepared)),
      prepared,
      'prepare() must return what JSON can hold'
    )
    return prepared
  }
  return [
    ...commonChecks(plugin, 'action', cases),
    {
      title: 'prepare() is pure and gives a task or says what is wrong, whatever it sees',
      run: async () => {
        const nobody = { lead: null, assignee: null }
        const views = [
          fakeAutomation(),
          fakeAutomation({ contact: nobody }),
          ...(plugin.about === 'lead' ? [] : [fakeAutomation({ lead: null, contact: nobody })]),
        ]
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const view of views) prepare(view, config)
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const prepared = prepare(one.view ?? fakeAutomation(), config)
        if (one.refused !== undefined) {
          assert.ok(prepared instanceof PrepareError, 'should be refused')
          assert.equal(prepared.path, one.refused)
          return
        }
        if (prepared instanceof PrepareError) throw prepared
        if (one.task) assertParts(prepared, one.task)
      },
    })),
  ]
}
