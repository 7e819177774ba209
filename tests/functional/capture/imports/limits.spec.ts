import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import drive from '@adonisjs/drive/services/main'
import { importRunner } from '#capture/imports/import_runner'
import { holdLead } from '#privacy/holds/holds'
import { as } from '#tests/functional/api/call'
import { Importer, csvOf } from '#tests/functional/capture/imports/support'
import { startEngine } from '#tests/helpers/make_account'

test.group('imports: what is kept out, kept, and given up', (group) => {
  let at: Importer
  group.setup(async () => {
    await startEngine()
    return () => importRunner.stop()
  })
  group.each.setup(async () => {
    at = await Importer.make()
  })
  const row = (id: string) => db.from('imports').where('id', id)

  test('who is on a suppression list is a bad row, in the check as in the run', async ({
    assert,
  }) => {
    const known = await at.uploaded('email,state\nknown@example.com,CA\n')
    await at.order(known.id, 'run')
    const api = as(at.account)
    await api.post('/suppression', { key: 'dnc', name: 'Do not contact' })
    const entries = ['jane@example.com', 'known@example.com']
    await api.post('/suppression/dnc/entries', { entries })

    const file = [
      'email,state',
      'jane@example.com,CA',
      'joe@example.com,CA',
      'JANE@example.com,NV',
      'known@example.com,CA',
    ]
    const made = await at.uploaded(file.join('\n'))
    const told = { created: 1, duplicates: 1, bad: 2 }
    const problem = { field: 'email', rule: 'suppressed', count: 2, example_row: 1 }
    for (const order of ['check', 'run']) {
      const { result } = await at.order(made.id, order)
      assert.containsSubset(result, { ...told, by_problem: [problem] }, order)
    }
    assert.deepEqual(
      (await at.leads()).map(({ values }) => values.email),
      ['known@example.com', 'joe@example.com']
    )
    const { body } = await at.visitor.get(`/imports/${made.id}/errors.csv`)
    assert.match(body, /"jane@example\.com","CA","1","email","[^"]*suppression list/)
  })

  test('a list that stores and offers to nobody makes no row bad', async ({ assert }) => {
    const api = as(at.account)
    await api.post('/suppression', { key: 'dnc', name: 'Quiet', on_arrival: 'store' })
    await api.post('/suppression/dnc/entries', { entries: ['jane@example.com'] })
    const made = await at.uploaded('email,state\njane@example.com,CA\n')
    for (const order of ['check', 'run']) {
      const { result } = await at.order(made.id, order)
      assert.containsSubset(result, { created: 1, bad: 0 }, order)
    }
  })

  test('a lead on hold stays when its import is undone', async ({ assert }) => {
    const made = await at.uploaded(csvOf(2))
    await at.order(made.id, 'run')
    const [held] = await at.leads()
    const who = { accountId: at.account.id, actor: 'user:test' }
    assert.equal(await holdLead(who, held.id, 'A claim', Date.now()), 'held')
    const { undo } = await at.order(made.id, 'undo')
    assert.deepEqual(undo, { removed: 1, restored: 0, kept: [{ reason: 'held', count: 1 }] })
    assert.deepEqual(
      (await at.leads()).map(({ id }) => id),
      [held.id]
    )
  })

  test('what fails every time is given up with a sentence, and goes on when it can', async ({
    assert,
  }) => {
    const made = await at.uploaded(csvOf(120))
    const file = (await row(made.id).firstOrFail()).path as string
    const content = await drive.use().get(file)
    await drive.use().delete(file)
    assert.equal((await at.order(made.id, 'run')).status, 'running')
    const again = async () => {
      await row(made.id).update({ owned_until: 0 })
      await importRunner.pass()
      return at.state(made.id)
    }
    assert.equal((await again()).status, 'running')
    const failed = await again()
    assert.containsSubset(failed, { status: 'failed', result: { created: 0 } })
    assert.match(failed.problem!, /unexpected error/)
    assert.isNotNull(failed.finished_at)
    assert.equal((await again()).status, 'failed')

    await drive.use().put(file, content)
    const done = await at.order(made.id, 'run')
    assert.containsSubset(done, { status: 'done', problem: null, result: { created: 120 } })
  })

  test('an undo that failed goes on as one, and nothing else of the import does', async ({
    assert,
  }) => {
    const made = await at.uploaded(csvOf(3))
    await at.order(made.id, 'run')
    await at.order(made.id, 'undo')
    const kept = JSON.stringify({ removed: 2, restored: 0, kept: [] })
    await row(made.id).update({ status: 'failed', position: 2, undone: kept })
    for (const order of ['run', 'check'])
      assert.equal((await at.json('POST', `/imports/${made.id}/${order}`, {})).status, 409)
    const { status, undo } = await at.order(made.id, 'undo')
    assert.deepEqual([status, undo!.removed], ['undone', 3])
    assert.lengthOf(await at.leads(), 0)
  })
})
