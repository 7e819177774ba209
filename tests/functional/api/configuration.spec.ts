import { test } from '@japa/runner'
import { stringify } from 'yaml'
import { as } from '#tests/functional/api/call'
import { SMALL_BLUEPRINT, makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

const YAML = { 'content-type': 'application/yaml' }

test.group('api: configuration', (group) => {
  group.setup(() => startEngine())

  test('a blueprint is applied, first as a dry run, and then changes nothing', async ({
    assert,
  }) => {
    const api = as(await makeAccount({ blueprint: null }))
    const text = stringify(SMALL_BLUEPRINT)
    const dry = await api.put('/blueprint?dry_run=true', text, YAML)
    assert.equal(dry.status, 200, JSON.stringify(dry.body))
    assert.isAbove(dry.body.data.length, 3)
    const nothing = await api.get('/entities')
    assert.lengthOf(nothing.body.data, 0)
    const applied = await api.put('/blueprint', text, YAML)
    assert.deepEqual(applied.body.data, dry.body.data)
    const again = await api.put('/blueprint', SMALL_BLUEPRINT)
    assert.deepEqual(again.body.data, [])

    const json = await api.get('/blueprint')
    assert.equal(json.body.profiles[0].key, 'solar-us')
    const yaml = await api.get('/blueprint', { accept: 'application/yaml' })
    assert.match(yaml.headers.get('content-type')!, /yaml/)
    const back = await api.put('/blueprint', yaml.body, YAML)
    assert.equal(back.status, 200, JSON.stringify(back.body))
    assert.deepEqual(back.body.data, [])
  })

  test('${NAME} over HTTP is a secret of the account, never of the server', async ({ assert }) => {
    const api = as(await makeAccount())
    process.env.SERVER_ONLY_SECRET = 'of-the-server'
    try {
      const document = structuredClone(SMALL_BLUEPRINT) as any
      const [assignment] = document.profiles[0].assignments
      const url = 'https://partner.example/leads'
      const naming = (name: string) =>
        (assignment.delivery = { use: 'webhook', url, headers: { 'X-Api-Key': `\${${name}}` } })
      for (const name of ['SERVER_ONLY_SECRET', 'NODE_OPTIONS', 'APP_KEY', 'SMTP_URL']) {
        naming(name)
        for (const path of ['/blueprint', '/blueprint?dry_run=true']) {
          const refused = await api.put(path, document)
          assert.equal(refused.status, 422, name)
          assert.deepInclude(
            refused.body.errors.map((one: any) => ({ field: one.field, rule: one.rule })),
            { field: 'profiles[0].assignments[0].delivery.headers.X-Api-Key', rule: 'secret' }
          )
        }
        const profile = await api.patch('/profiles/solar-us', document.profiles[0])
        assert.notInclude(JSON.stringify(profile.body), 'of-the-server')
        const stored = await api.get('/profiles/solar-us')
        assert.notInclude(JSON.stringify(stored.body), name)
      }
      // A value that was written is kept under a name, which a file may then say again.
      assignment.delivery = { use: 'webhook', url, headers: { 'X-Api-Key': 'k-1' } }
      assert.equal((await api.put('/blueprint', document)).status, 200)
      const exported = await api.get('/blueprint')
      assert.match(
        exported.body.profiles[0].assignments[0].delivery.headers['X-Api-Key'],
        /^\$\{[A-Z0-9_]+\}$/
      )
      assert.deepEqual((await api.put('/blueprint', exported.body)).body.data, [])
    } finally {
      delete process.env.SERVER_ONLY_SECRET
    }
  })

  test('a mistake in a blueprint is told with its path, and nothing is applied', async ({
    assert,
  }) => {
    const api = as(await makeAccount({ blueprint: null }))
    const wrong = structuredClone(SMALL_BLUEPRINT)
    wrong.profiles[0].assignments[1].partner = 'nobody'
    const refused = await api.put('/blueprint', wrong)
    assert.equal(refused.status, 422)
    assert.equal(refused.body.errors[0].field, 'profiles[0].assignments[1].partner')
    const entities = await api.get('/entities')
    assert.lengthOf(entities.body.data, 0)
    const broken = await api.put('/blueprint', 'sluice: 1\n  entities: [', YAML)
    assert.equal(broken.status, 400)
    assert.match(broken.body.detail, /YAML/)
  })

  test('partners are made, listed, changed and deleted by key', async ({ assert }) => {
    const api = as(await makeAccount())
    const made = await api.post('/partners', { key: 'amco', name: 'AmCo', time_zone: 'UTC' })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.headers.get('location'), '/api/v1/partners/amco')
    const twice = await api.post('/partners', { key: 'amco', name: 'AmCo' })
    assert.equal(twice.status, 409)
    const changed = await api.patch('/partners/amco', { caps: { day: 5 } })
    assert.deepEqual(changed.body.caps, { day: 5 })
    assert.equal(changed.body.name, 'AmCo')
    const first = await api.get('/partners?limit=1')
    assert.equal(first.body.data[0].key, 'amco')
    const next = await api.get(`/partners?limit=200&cursor=${first.body.meta.next_cursor}`)
    assert.deepEqual(
      next.body.data.map((one: { key: string }) => one.key),
      ['brightco', 'sunco']
    )
    const wrong = await api.patch('/partners/amco', { colour: 'red' })
    assert.equal(wrong.status, 422)
    const gone = await api.delete('/partners/amco')
    assert.equal(gone.status, 204)
    const missing = await api.get('/partners/amco')
    assert.equal(missing.status, 404)
    const used = await api.delete('/partners/sunco')
    assert.equal(used.status, 409)
    const entity = await api.get('/entities/solar')
    assert.lengthOf(entity.body.fields, 5)
  })

  test('a profile is published and reverted; leads follow the live version', async ({ assert }) => {
    const api = as(await makeAccount())
    const published = await api.post('/profiles/solar-us/publish', { price: '22.00' })
    assert.equal(published.status, 200, JSON.stringify(published.body))
    assert.equal(published.body.version, 2)
    const versions = await api.get('/profiles/solar-us/versions')
    assert.deepEqual(
      versions.body.data.map((one: { version: number }) => one.version),
      [2, 1]
    )
    const reverted = await api.post('/profiles/solar-us/revert', { version: 1 })
    assert.equal(reverted.status, 200, JSON.stringify(reverted.body))
    assert.isTrue(reverted.body.live)
    const lead = await api.post(
      '/leads',
      { entity: 'solar', values: someValues() },
      { prefer: 'wait=10' }
    )
    assert.equal(lead.body.distributions[0].route_version, 1)
    const unknown = await api.post('/profiles/solar-us/revert', { version: 9 })
    assert.equal(unknown.status, 404)
    const first = await api.get('/profiles/solar-us/versions/1')
    assert.equal(first.body.document.assignments.length, 2)
  })

  test('a simulation tells what would happen and leaves nothing behind', async ({ assert }) => {
    const api = as(await makeAccount())
    const path = '/profiles/solar-us/simulate'
    const sold = await api.post(path, { values: someValues() })
    assert.equal(sold.status, 200, JSON.stringify(sold.body))
    assert.equal(sold.body.status, 'sold')
    assert.lengthOf(sold.body.evaluations, 2)
    const later = await api.post(path, {
      values: someValues({ state: 'TX' }),
      at: '2026-11-01T10:00:00Z',
    })
    assert.equal(later.body.status, 'unsold')
    const invalid = await api.post(path, { values: { email: 'no mail' } })
    assert.equal(invalid.status, 422)
    const nowhere = await api.post('/profiles/nope/simulate', { values: {} })
    assert.equal(nowhere.status, 404)
    const leads = await api.get('/leads')
    assert.lengthOf(leads.body.data, 0)
    const events = await api.get('/events')
    assert.lengthOf(events.body.data, 0)
  })

  test('a transform is tried out: output, console, and what it threw', async ({ assert }) => {
    const api = as(await makeAccount({ blueprint: null }))
    const fine = await api.post('/transforms/test', {
      code: 'export default (lead) => { console.log("hi"); return { ...lead, n: lead.n + 1 } }',
      lead: { n: 1 },
    })
    assert.equal(fine.status, 200, JSON.stringify(fine.body))
    assert.deepEqual(fine.body.output, { n: 2 })
    assert.deepEqual(fine.body.console, ['hi'])
    assert.isNull(fine.body.error)
    assert.isNumber(fine.body.duration_ms)
    const thrown = await api.post('/transforms/test', {
      code: 'export default () => { throw new Error("no phone") }',
      lead: {},
    })
    assert.equal(thrown.status, 200)
    assert.isNull(thrown.body.output)
    assert.include(thrown.body.error.message, 'no phone')
  })

  test('the plugins of the install are listed with their forms', async ({ assert }) => {
    const api = as(await makeAccount({ blueprint: null }))
    const { body } = await api.get('/plugins')
    const webhook = body.data.find((one: { id: string }) => one.id === 'webhook')
    assert.equal(webhook.kind, 'channel')
    assert.equal(webhook.status, 'active')
    assert.property(webhook.config_schema.properties, 'url')
  })
})
