import { test } from '@japa/runner'
import { importRunner } from '#capture/imports/import_runner'
import { store } from '#store/store'
import { Importer, csvOf } from '#tests/functional/capture/imports/support'
import { startEngine } from '#tests/helpers/make_account'

test.group('imports: from file to leads', (group) => {
  let at: Importer
  group.setup(async () => {
    await startEngine()
    return () => importRunner.stop()
  })
  group.each.setup(async () => {
    at = await Importer.make()
  })

  test('columns find their fields, the file is checked, and its leads are stored', async ({
    assert,
  }) => {
    const file = [
      'E-Mail-Adresse;Telefon;Bundesland;Monthly bill;Notiz',
      'anna@example.com;+1 415 555 0132;CA;1.240,50;ruft zurück',
      'ben@example.com;+1 415 555 0133;NV;199,00;',
      'no address;+1 415 555 0134;CA;200,00;',
      'anna@example.com;+1 415 555 0135;AZ;300,00;',
    ].join('\r\n')
    const made = await at.uploaded(file, 'Kontakte Oktober.csv')
    assert.containsSubset(made, {
      ...{ name: 'Kontakte Oktober.csv', format: 'csv', separator: ';', encoding: 'utf-8' },
      ...{ status: 'uploaded', rows: null, entity: { key: 'solar' }, result: null },
    })
    assert.deepEqual(made.settings.mapping, {
      ...{ 0: 'email', 1: 'phone', 2: 'state', 3: 'monthly_bill', 4: 'extra' },
    })
    assert.isFalse(made.settings.distribute)

    const { columns, rows } = await at.preview(made.id)
    assert.deepEqual(columns[0].samples, ['anna@example.com', 'ben@example.com', 'no address'])
    assert.equal(rows[0].values.monthly_bill, 1240.5)
    assert.containsSubset(rows[2].problems, [{ field: 'email', rule: 'email', column: 0 }])

    const checked = await at.order(made.id, 'check')
    assert.containsSubset(checked, {
      ...{ status: 'checked', rows: 4 },
      result: { created: 2, duplicates: 1, bad: 1, in_file: 1 },
    })
    assert.equal(checked.result!.by_problem[0].example_row, 3)
    assert.lengthOf(await at.leads(), 0)

    const done = await at.order(made.id, 'run')
    assert.containsSubset(done, {
      status: 'done',
      result: { created: 2, duplicates: 1, bad: 1 },
      progress: { phase: 'run', done: 4, of: 4 },
    })
    const [anna, ben] = await at.leads()
    assert.containsSubset(anna, {
      ...{ source: 'Kontakte Oktober', stage: 'new', status: 'received' },
      values: { email: 'anna@example.com', state: 'CA', monthly_bill: 1240.5 },
      extra: { Notiz: 'ruft zurück' },
    })
    assert.equal(ben.values.monthly_bill, 199)
    const runs = await store.all('select id from distributions where account_id = ?', [
      at.account.id,
    ])
    assert.lengthOf(runs, 0)
  })

  test('bad rows come back as a file, are put right and sent again', async ({ assert }) => {
    const made = await at.uploaded(
      'email,phone,state\nbad one,+14155550132,CA\nok@example.com,+14155550133,NV\nx@example.com,12,\n'
    )
    await at.order(made.id, 'run')
    const { body, headers } = await at.visitor.get(`/imports/${made.id}/errors.csv`)
    assert.match(headers.get('content-type')!, /text\/csv/)
    const lines = (body as string).replace('\uFEFF', '').trim().split('\r\n')
    assert.equal(lines[0], '"email","phone","state","row","field","problem"')
    assert.match(lines[1], /^"bad one","'\+14155550132","CA","1","email",/)
    assert.lengthOf(lines, 3)

    const fixed = (body as string)
      .replace('bad one', 'good@example.com')
      .replace('"12"', '"+14155550134"')
    const { status, body: again } = await at.upload(
      fixed,
      'fixed.csv',
      `/imports/${made.id}/corrected`
    )
    assert.equal(status, 201)
    assert.equal(again.corrects, made.id)
    assert.containsSubset(await at.order(again.id, 'run'), { result: { created: 2, bad: 0 } })
    const leads = await at.leads()
    assert.deepEqual(
      leads.map(({ values }) => values.phone),
      ['+14155550133', '+14155550132', '+14155550134']
    )
    assert.deepEqual(leads[1].extra, {})
  })

  test('what goes to an encrypted field is not told before it is one', async ({ assert }) => {
    const made = await at.uploaded('email,ssn\na@example.com,078-05-1120\n')
    const told = await at.preview(made.id)
    assert.notInclude(JSON.stringify(told), '078-05')
    await at.order(made.id, 'run')
    assert.notInclude(JSON.stringify(await at.leads()), '078-05')
  })

  test('leads are sold on purpose alone: by what runs on arrival, or by one profile', async ({
    assert,
  }) => {
    const arriving = await at.uploaded(csvOf(2))
    await at.set(arriving.id, { distribute: true, source: 'bought list', stage: 'qualified' })
    await at.order(arriving.id, 'run')
    const named = await at.uploaded(csvOf(1))
    await at.set(named.id, { distribute: { profile: 'solar-us' }, test: true })
    await at.order(named.id, 'run')
    const leads = await at.leads()
    assert.lengthOf(leads, 3)
    assert.equal(leads[0].source, 'bought list')
    assert.equal(leads[0].stage, 'qualified')
    assert.isTrue(leads[2].test)
    const runs = await store.all(
      'select distinct lead_id from distributions where account_id = ?',
      [at.account.id]
    )
    assert.lengthOf(runs, 3)
  })

  test('what has met before is skipped, changed, made anew or refused', async ({ assert }) => {
    const first = await at.uploaded('email,state\na@example.com,CA\n')
    await at.order(first.id, 'run')
    const results = []
    for (const duplicate of ['skip', 'update', 'reject', 'create'] as const) {
      const made = await at.uploaded('email,state\na@example.com,NV\n')
      await at.set(made.id, { duplicate })
      const checked = await at.order(made.id, 'check')
      const done = await at.order(made.id, 'run')
      const { created, updated, duplicates, rejected } = done.result!
      results.push({ created, updated, duplicates, rejected })
      assert.containsSubset(checked.result, { created, updated, duplicates, rejected })
    }
    assert.deepEqual(results, [
      { created: 0, updated: 0, duplicates: 1, rejected: 0 },
      { created: 0, updated: 1, duplicates: 0, rejected: 0 },
      { created: 0, updated: 0, duplicates: 0, rejected: 1 },
      { created: 1, updated: 0, duplicates: 0, rejected: 0 },
    ])
    assert.deepEqual(
      (await at.leads()).map(({ values }) => values.state),
      ['NV', 'NV']
    )
  })

  test('undo erases what the import made, gives back what it changed, and says what stays', async ({
    assert,
  }) => {
    const before = await at.uploaded('email,state,monthly_bill\nold@example.com,CA,100\n')
    await at.order(before.id, 'run')
    const made = await at.uploaded(
      'email,state,phone\nold@example.com,NV,+14155550199\nnew@example.com,CA,\nnew@example.com,AZ,\ntouched@example.com,CA,\n'
    )
    await at.set(made.id, { duplicate: 'update' })
    const done = await at.order(made.id, 'run')
    assert.containsSubset(done.result, { created: 2, updated: 2 })
    const touched = (await at.leads()).find(({ values }) => values.email === 'touched@example.com')!
    await at.json('PATCH', `/leads/${touched.id}`, { values: { state: 'TX' } })

    const undone = await at.order(made.id, 'undo')
    assert.equal(undone.status, 'undone')
    assert.deepEqual(undone.undo, {
      ...{ removed: 1, restored: 2 },
      kept: [{ reason: 'changed', count: 1 }],
    })
    const left = await at.leads()
    assert.deepEqual(
      left.map(({ values }) => values),
      [
        { email: 'old@example.com', state: 'CA', monthly_bill: 100 },
        { email: 'touched@example.com', state: 'TX' },
      ]
    )
    const again = await at.uploaded('email\nnew@example.com\n')
    assert.containsSubset(await at.order(again.id, 'run'), { result: { created: 1 } })
  })

  test('a lead that was sold stays when its import is undone', async ({ assert }) => {
    const made = await at.uploaded(csvOf(2))
    await at.set(made.id, { distribute: true })
    await at.order(made.id, 'run')
    for (let tries = 0; tries < 200; tries++) {
      if ((await at.leads()).every(({ status }) => status === 'sold')) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const { undo } = await at.order(made.id, 'undo')
    assert.deepEqual(undo, { removed: 0, restored: 0, kept: [{ reason: 'sold', count: 2 }] })
    assert.lengthOf(await at.leads(), 2)
  })
})
