import { test } from '@japa/runner'
import { as } from '#tests/functional/api/call'
import { makeAccount, makeToken, someValues, startEngine } from '#tests/helpers/make_account'

const WAIT = { prefer: 'wait=10' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

test.group('api: leads', (group) => {
  group.setup(() => startEngine())

  test('a lead is stored, sold and told with its story', async ({ assert }) => {
    const api = as(await makeAccount())
    const made = await api.post(
      '/leads',
      {
        entity: 'solar',
        values: someValues({ hobby: 'sailing', phone: '(415) 555-2671' }),
        source: 'google-ads',
        external_id: 'x-1',
        consent: { text: 'I agree', version: '3', at: '2026-11-01T10:00:00Z', ip: '203.0.113.9' },
      },
      WAIT
    )
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.headers.get('preference-applied'), 'wait=10')
    assert.equal(made.headers.get('location'), `/api/v1/leads/${made.body.id}`)
    assert.equal(made.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(made.body.status, 'sold')
    assert.equal(made.body.source, 'google-ads')
    assert.equal(made.body.values.phone, '+14155552671')
    assert.deepEqual(made.body.extra, { hobby: 'sailing' })
    const [distribution] = made.body.distributions
    assert.equal(distribution.profile, 'solar-us')
    assert.deepEqual(distribution.revenue, { amount: '25.00', currency: 'USD' })
    assert.equal(distribution.deliveries[0].partner, 'sunco')
    assert.equal(distribution.deliveries[0].status, 'sent')
    const read = await api.get(`/leads/${made.body.id}`)
    assert.deepEqual(read.body, made.body)
    const found = await api.get(`/distributions/${distribution.id}`)
    assert.equal(found.body.id, distribution.id)
  })

  test('duplicates: skipped, updated, made anew, rejected', async ({ assert }) => {
    const api = as(await makeAccount())
    const values = someValues()
    const send = (duplicate?: string, more: Record<string, unknown> = {}) =>
      api.post('/leads', { entity: 'solar', values: { ...values, ...more }, duplicate })
    const first = await send()
    const skipped = await send()
    assert.equal(skipped.status, 200)
    assert.equal(skipped.body.id, first.body.id)
    assert.equal(skipped.body.duplicate_of, first.body.id)
    const updated = await send('update', { monthly_bill: 300 })
    assert.equal(updated.status, 200)
    assert.equal(updated.body.id, first.body.id)
    assert.equal(updated.body.values.monthly_bill, 300)
    const rejected = await send('reject')
    assert.equal(rejected.status, 409)
    assert.equal(rejected.body.duplicate_of, first.body.id)
    const created = await send('create')
    assert.equal(created.status, 201)
    assert.notEqual(created.body.id, first.body.id)
    assert.equal(created.body.duplicate_of, first.body.id)
  })

  test('who may only hand leads in does not get to read those of others', async ({ assert }) => {
    const account = await makeAccount()
    const supplier = as(await makeToken(account.id, ['leads:write']))
    const values = someValues({ ssn: '078-05-1120', hobby: 'sailing' })
    const first = await as(account).post('/leads', { entity: 'solar', values, source: 'ads' })
    const found = await supplier.post('/leads', {
      entity: 'solar',
      values: { email: values.email },
    })
    assert.equal(found.status, 200)
    assert.equal(found.body.duplicate_of, first.body.id)
    assert.deepEqual([found.body.values, found.body.extra, found.body.distributions], [{}, {}, []])
    const own = await supplier.post('/leads', { entity: 'solar', values: someValues() })
    assert.equal(own.body.values.state, 'CA')
    const listed = await supplier.get('/leads')
    assert.equal(listed.status, 403)
  })

  test('a profile may be named; a test lead sells nothing', async ({ assert }) => {
    const api = as(await makeAccount())
    const body = { entity: 'solar', values: someValues(), profile: 'solar-us', test: true }
    const lead = await api.post('/leads', body, WAIT)
    assert.isTrue(lead.body.test)
    const report = await api.get('/reports/revenue')
    assert.equal(report.body.total.delivered, 0)
  })

  test('intake takes a form, matches its keys and tells the outcome to who waits', async ({
    assert,
  }) => {
    const api = as(await makeAccount())
    const { email } = someValues()
    const form = `entity=solar&E-Mail=${encodeURIComponent(email)}&STATE=az&Monthly+Bill=240&Hobby=sailing&utm_source=x`
    const made = await api.post('/intake?wait=10', form, FORM)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.body.status, 'success')
    assert.equal(made.body.outcome, 'sold')
    assert.deepEqual(made.body.price, { amount: '25.00', currency: 'USD' })
    assert.isNull(made.body.reason)
    const lead = await api.get(`/leads/${made.body.lead_id}`)
    assert.equal(lead.body.created_at, made.body.created_at)
    assert.equal(lead.body.values.state, 'AZ')
    assert.deepEqual(lead.body.extra, { Hobby: 'sailing', utm_source: 'x' })

    const again = await api.post('/intake', { 'entity': 'solar', 'e mail': email })
    assert.equal(again.status, 200)
    assert.equal(again.body.lead_id, made.body.lead_id)
    assert.notProperty(again.body, 'outcome')
    const unsold = await api.post('/intake?wait=10', {
      entity: 'solar',
      ...someValues({ state: 'TX' }),
    })
    assert.equal(unsold.body.outcome, 'unsold')
    assert.isString(unsold.body.reason)
    assert.isNull(unsold.body.price)
    const pending = await api.post('/intake?wait=1', {
      entity: 'solar',
      ...someValues({ state: 'NV' }),
    })
    assert.equal(pending.body.outcome, 'pending')
    const twice = await api.post('/intake', { 'entity': 'solar', email, 'E-Mail': 'b@c.co' })
    assert.equal(twice.status, 422)
    assert.equal(twice.body.errors[0].field, 'E-Mail')
    const impatient = await api.post('/intake?wait=31', { entity: 'solar', email })
    assert.equal(impatient.status, 422)
  })

  test('bulk stores the good rows and says what is wrong with the others', async ({ assert }) => {
    const api = as(await makeAccount())
    const same = someValues()
    const leads = [same, { email: 'no mail' }, same, 'text', someValues({ extra_key: 1 })]
    const answer = await api.post('/leads/bulk', { entity: 'solar', source: 'list', leads })
    assert.equal(answer.status, 200)
    const { results } = answer.body
    assert.deepEqual(
      results.map((row: { status: string }) => row.status),
      ['created', 'refused', 'duplicate', 'refused', 'created']
    )
    assert.equal(results[1].errors[0].field, 'email')
    assert.equal(results[2].duplicate_of, results[0].id)
    const lead = await api.get(`/leads/${results[4].id}`)
    assert.equal(lead.body.source, 'list')
    assert.deepEqual(lead.body.extra, { extra_key: 1 })
    const many = Array.from({ length: 1_001 }, () => ({}))
    const tooMany = await api.post('/leads/bulk', { entity: 'solar', leads: many })
    assert.equal(tooMany.status, 422)
    const none = await api.post('/leads/bulk', { entity: 'solar', leads: [] })
    assert.equal(none.status, 422)
  })

  test('a thousand leads fit into one request', async ({ assert }) => {
    const api = as(await makeAccount())
    const leads = Array.from({ length: 1_000 }, () => someValues({ note: 'x'.repeat(400) }))
    const answer = await api.post('/leads/bulk', { entity: 'solar', leads })
    assert.equal(answer.body.created, 1_000)
  }).timeout(60_000)

  test('lists page through everything once, newest first, and filter', async ({ assert }) => {
    const api = as(await makeAccount())
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      const values = someValues({ state: i < 3 ? 'CA' : 'TX' })
      const body = {
        entity: 'solar',
        values,
        source: i % 2 ? 'odd' : 'even',
        external_id: `x-${i}`,
      }
      const lead = await api.post('/leads', body, WAIT)
      ids.unshift(lead.body.id)
    }
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await api.get(`/leads?limit=2${cursor && `&cursor=${cursor}`}`)
      assert.isAtMost(page.body.data.length, 2)
      seen.push(...page.body.data.map((lead: { id: string }) => lead.id))
      cursor = page.body.meta.next_cursor
    }
    assert.deepEqual(seen, ids)
    const count = async (query: string) => {
      const page = await api.get(`/leads?${query}`)
      return page.body.data.length
    }
    assert.equal(await count('status=sold'), 3)
    assert.equal(await count('status=unsold&source=odd'), 1)
    assert.equal(await count('external_id=x-4'), 1)
    assert.equal(await count('entity=boat'), 0)
    assert.equal(await count('entity=solar&stage=new&test=false'), 5)
    assert.equal(await count('from=2020-01-01&to=2020-12-31'), 0)
    assert.equal(await count(`from=${new Date().toISOString().slice(0, 10)}`), 5)
  })

  test('a change is validated like an arrival and leaves what is not sent', async ({ assert }) => {
    const api = as(await makeAccount())
    const { body: lead } = await api.post('/leads', { entity: 'solar', values: someValues() }, WAIT)
    const path = `/leads/${lead.id}`
    const changed = await api.patch(path, {
      values: { state: 'nv', monthly_bill: '', pets: 2 },
      stage: 'qualified',
      assignee: 'ann@example.com',
    })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.equal(changed.body.values.state, 'NV')
    assert.equal(changed.body.values.email, lead.values.email)
    assert.notProperty(changed.body.values, 'monthly_bill')
    assert.deepEqual(changed.body.extra, { pets: 2 })
    assert.equal(changed.body.stage, 'qualified')
    assert.equal(changed.body.assignee, 'ann@example.com')
    const wrong = await api.patch(path, { values: { state: 'XX' } })
    assert.equal(wrong.status, 422)
    const stage = await api.patch(path, { stage: 'nowhere' })
    assert.equal(stage.body.errors[0].field, 'stage')
    const events = await api.get(`/events?lead=${lead.id}&type=lead.stage_changed`)
    assert.lengthOf(events.body.data, 1)
    assert.equal(events.body.data[0].actor, 'token:test')
  })

  test('a profile is run on a stored lead by hand', async ({ assert }) => {
    const api = as(await makeAccount())
    const values = someValues({ state: 'TX' })
    const { body: lead } = await api.post('/leads', { entity: 'solar', values }, WAIT)
    assert.equal(lead.status, 'unsold')
    await api.patch(`/leads/${lead.id}`, { values: { state: 'CA' } })
    const path = `/leads/${lead.id}/distributions`
    const made = await api.post(path, { profile: 'solar-us' }, WAIT)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.body.status, 'sold')
    assert.equal(made.body.lead_id, lead.id)
    const unknown = await api.post(path, { profile: 'nope' })
    assert.equal(unknown.status, 422)
  })

  test('erasing a person takes the values and leaves the money', async ({ assert }) => {
    const api = as(await makeAccount())
    const values = someValues({ ssn: '078-05-1120' })
    const { body: lead } = await api.post(
      '/leads',
      { entity: 'solar', values, source: 'ads' },
      WAIT
    )
    assert.equal(lead.values.ssn, '078-05-1120')
    const gone = await api.delete(`/leads/${lead.id}`)
    assert.equal(gone.status, 204)
    const after = await api.get(`/leads/${lead.id}`)
    assert.equal(after.status, 200)
    assert.notInclude(JSON.stringify(after.body), values.email)
    assert.deepEqual(after.body.values, {})
    const report = await api.get('/reports/revenue')
    assert.equal(report.body.total.gross.amount, '25.00')
    const again = await api.delete(`/leads/${lead.id}`)
    assert.equal(again.status, 204)
    const changed = await api.patch(`/leads/${lead.id}`, { values: { state: 'CA' } })
    assert.equal(changed.status, 409)
    // The person may come again: the match keys are gone too.
    const anew = await api.post('/leads', { entity: 'solar', values })
    assert.equal(anew.status, 201)
  })
})
