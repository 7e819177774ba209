import { test } from '@japa/runner'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { TERMS, postingsOf, returnsAccount } from '#tests/functional/returns/support'
import { makeAccount, startEngine } from '#tests/helpers/make_account'

const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1')

test.group('Pages of returns', (group) => {
  group.setup(() => startEngine())

  test('a form with files is recorded; what the files are decides, not their names', async ({
    client,
    assert,
  }) => {
    const { id, sell } = await returnsAccount({ ...TERMS, evidence: 'required' })
    const user = await makeUser(id)
    const [{ id: delivery, lead_id: lead }] = await sell()
    const path = `/deliveries/${delivery}/return`
    const form = (content: Buffer) =>
      client
        .post(path)
        .withGuard('team')
        .loginAs(user)
        .withCsrfToken()
        .header('accept', 'application/json')
        .field('reason', 'invalid_phone')
        .file('evidence', content, { filename: 'call.png', contentType: 'image/png' })
    const wrong = await form(Buffer.from('PK\x03\x04', 'latin1'))
    assert.equal(wrong.status(), 422)
    assert.equal(wrong.body().errors[0].field, 'evidence[0]')
    const large = await form(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]))
    assert.equal(large.status(), 422)
    const made = await form(PNG)
    assert.equal(made.status(), 201, made.text())
    assert.equal(made.body().status, 'waiting')

    const { inertiaProps } = await getPage(client, '/returns?status=waiting', user)
    const [row] = (inertiaProps as any).list.data
    assert.containsSubset(row, {
      id: made.body().id,
      lead,
      partner_name: 'SunCo',
      asked_by: 'operator',
      actor: `user:${user.email}`,
      evidence: [{ name: 'call.png', type: 'image/png', size: PNG.length }],
    })
    assert.equal((inertiaProps as any).waiting.returns, 1)
    assert.equal((inertiaProps as any).counts.waiting, 1)
    const story = await getPage(client, `/leads/${lead}`, user)
    assert.equal((story.inertiaProps as any).returns[delivery].status, 'waiting')
  })

  test('many are decided at once; what was decided before is named', async ({ client, assert }) => {
    const { id, api, sell } = await returnsAccount()
    const user = await makeUser(id, 'operator')
    const sold = await sell(3)
    const ids: string[] = []
    for (const { id: delivery } of sold)
      ids.push((await api.post('/returns', { delivery, reason: 'invalid_phone' })).body.id)
    await api.post(`/returns/${ids[0]}/refuse`, { reason: 'no' })
    const unreasoned = await askJson(client, 'post', '/returns/decide', user, {
      ids,
      approve: false,
    })
    assert.equal(unreasoned.status(), 422)
    const done = await askJson(client, 'post', '/returns/decide', user, { ids, approve: true })
    assert.sameMembers(done.body().done, ids.slice(1))
    assert.deepEqual(
      done.body().failed.map((one: { id: string }) => one.id),
      [ids[0]]
    )
    assert.lengthOf(await postingsOf(sold[1].id), 2)
    const { inertiaProps } = await getPage(client, '/returns/statistics', user)
    const { statistics } = inertiaProps as any
    assert.containsSubset(statistics.total, { sold: 3, asked: 3, approved: 2, refused: 1 })
    assert.equal(statistics.total.returned.amount, '50.00')
    assert.deepEqual(statistics.matrix, { sunco: { invalid_phone: 3 } })
    const own = await getPage(client, '/partners/sunco/statistics', user)
    assert.equal((own.inertiaProps as any).returns.total.approved, 2)
    const overview = await getPage(client, '/overview', user)
    assert.deepEqual((overview.inertiaProps as any).attention.returns, { waiting: 0, overdue: 0 })
  })

  test('all that was taken back of an invoice is credited in one click, once', async ({
    client,
    assert,
  }) => {
    const { id, api, sell } = await returnsAccount({ ...TERMS, approval: 'automatic' })
    const user = await makeUser(id, 'finance')
    const sold = await sell(3)
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
    const { body } = await api.post('/invoices/generate', { from: today, to: today })
    const invoice = body.data[0].id as string
    await api.post(`/invoices/${invoice}/finalize`)
    const path = `/invoices/${invoice}/credit-returns`
    const early = await askJson(client, 'post', path, user)
    assert.equal(early.status(), 409)
    await api.post('/returns', { delivery: sold[0].id, reason: 'invalid_phone' })
    await api.post(`/deliveries/${sold[1].id}/cancel`, { reason: 'other' })
    const page = await getPage(client, `/invoices/${invoice}`, user)
    assert.equal((page.inertiaProps as any).creditsDue, 2)
    const answers = await Promise.all([askJson(client, 'post', path, user), api.post(path)])
    const statuses = [answers[0].status(), answers[1].status]
    assert.lengthOf(
      statuses.filter((status) => status < 300),
      1,
      statuses.join()
    )
    const { body: after } = await api.get(`/invoices/${invoice}`)
    assert.equal(after.credit_notes.length, 1)
    assert.equal(after.totals.credited.amount, '59.50')
  })

  test('who may not operate decides nothing; another account finds nothing', async ({
    client,
    assert,
  }) => {
    const { id, api, sell } = await returnsAccount()
    const [{ id: delivery }] = await sell()
    const { body: asked } = await api.post('/returns', {
      delivery,
      reason: 'invalid_phone',
      evidence: [{ name: 'a.png', content: PNG.toString('base64') }],
    })
    const viewer = await makeUser(id, 'viewer')
    const stranger = await makeUser((await makeAccount()).id)
    const ids = [asked.id]
    for (const [path, body] of [
      [`/deliveries/${delivery}/return`, { reason: 'invalid_phone' }],
      ['/returns/decide', { ids, approve: true }],
      [`/returns/${asked.id}/withdraw`, {}],
    ] as const)
      assert.equal((await askJson(client, 'post', path, viewer, body)).status(), 403, path)
    const foreign = await askJson(client, 'post', '/returns/decide', stranger, {
      ids,
      approve: true,
    })
    assert.deepEqual(foreign.body().done, [])
    for (const path of [
      `/returns/${asked.id}/evidence/${asked.evidence[0].id}`,
      `/deliveries/${delivery}/return-policy`,
    ]) {
      assert.equal((await askJson(client, 'get', path, viewer)).status(), 200, path)
      assert.equal((await askJson(client, 'get', path, stranger)).status(), 404, path)
    }
    const { inertiaProps } = await getPage(client, '/returns', stranger)
    assert.deepEqual((inertiaProps as any).list.data, [])
    assert.equal((inertiaProps as any).waiting.returns, 0)
  })
})
