import { test } from '@japa/runner'
import { openSteps, stepOf } from '../../../resources/imports/steps.js'
import type { ImportStatus, LeadImport } from '../../../resources/imports/types.js'

const of = (status: ImportStatus) => ({ status }) as LeadImport

test.group('Steps of an import', () => {
  test('somebody who opens it is where it stands', ({ assert }) => {
    assert.equal(stepOf(of('uploaded')), 'mapping')
    assert.equal(stepOf(of('checking')), 'check')
    assert.equal(stepOf(of('checked')), 'check')
    for (const status of ['running', 'paused', 'done', 'cancelled', 'undoing', 'undone'] as const)
      assert.equal(stepOf(of(status)), 'result', status)
  })

  test('nothing is decided before the file is checked, nothing is mapped once it runs', ({
    assert,
  }) => {
    assert.notInclude(openSteps(of('uploaded')), 'settings')
    assert.deepEqual(openSteps(of('checked')), ['mapping', 'check', 'settings'])
    assert.deepEqual(openSteps(of('running')), ['result'])
    assert.deepEqual(openSteps(of('done')), ['result'])
  })
})
