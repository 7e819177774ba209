import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { store } from '#store/store'
import { remindOfDeadlines } from '#portal/deadlines/remind_of_deadlines'
import { sendNotices } from '#portal/notices/send_notices'
import { buyerOf } from '#tests/functional/portal/support'
import { postingsOf, returnsAccount } from '#tests/functional/returns/support'
import { startEngine } from '#tests/helpers/make_account'
import { sheetOf } from '#tests/helpers/read_xlsx'

const NV = { state: 'NV' }

test.group('Portal: leads', (group) => {
  group.setup(() => startEngine())

  test('a partner sees its own leads, as they were sold, without encrypted values', async ({
    assert,
  }) => {
    const { id, api, sell } = await returnsAccount()
    const [own] = await sell(1, { email: 'ann@own.example', ssn: '123-45-6789' })
    const [theirs] = await sell(1, { ...NV, email: 'bob@theirs.example' })
    const { buyer } = await buyerOf(id)
    const { props } = await buyer.page('/portal/leads')
    assert.deepEqual(
      props.list.data.map((lead: any) => lead.id),
      [own.id]
    )
    assert.containsSubset(props.list.data[0], {
      state: 'bought',
      title: 'ann@own.example',
      values: { email: 'ann@own.example', ssn: '••••' },
      price: { amount: '25.00', currency: 'EUR' },
    })
    assert.equal((await buyer.page(`/portal/leads/${theirs.id}`)).status, 404)

    // What the team writes afterwards is not what was sold.
    await api.patch(`/leads/${own.lead_id}`, { values: { email: 'new@own.example' } })
    const page = await buyer.page(`/portal/leads/${own.id}`)
    assert.equal(page.props.lead.values.email, 'ann@own.example')
    assert.notInclude(JSON.stringify(page.props), '123-45-6789')
  })

  test('search and filters find by what is shown alone', async ({ assert }) => {
    const { id, sell } = await returnsAccount()
    await sell(1, { email: 'müller_1@x.example', ssn: 'secret-word' })
    await sell(2)
    const { buyer } = await buyerOf(id)
    const found = async (query: string) =>
      (await buyer.json('GET', `/portal/leads/search?${query}`)).body.data.length
    assert.equal(await found('search=MÜLLER_1'), 1)
    assert.equal(await found('search=secret-word'), 0)
    assert.equal(await found('search=%25'), 0)
    assert.equal(await found('state=bought'), 3)
    assert.equal(await found('state=waiting'), 0)
    assert.equal(await found('entity=solar'), 3)
    assert.equal(await found('from=2001-01-01&to=2001-01-02'), 0)
    const first = (await buyer.json('GET', '/portal/leads/search?limit=2')).body
    assert.lengthOf(first.data, 2)
    const rest = await buyer.json(
      'GET',
      `/portal/leads/search?limit=2&cursor=${first.meta.next_cursor}`
    )
    assert.lengthOf(rest.body.data, 1)
    assert.isNull(rest.body.meta.next_cursor)
  })

  test('a lead that waits is accepted once, at its price, under the person’s name', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const [{ id: delivery, status }] = await sell(1, NV)
    assert.equal(status, 'waiting')
    const { buyer, email } = await buyerOf(id, 'brightco', 'member')
    const { buyer: other } = await buyerOf(id, 'sunco')
    const path = `/portal/leads/${delivery}/decision`
    assert.equal((await other.json('POST', path, { accept: true })).status, 404)
    const said = await Promise.all([1, 2, 3].map(() => buyer.json('POST', path, { accept: true })))
    assert.deepEqual(said.map((one) => one.status).sort(), [200, 409, 409])
    assert.deepEqual(await postingsOf(delivery), [['sale', 2000]])
    const event = await db
      .from('events')
      .where({ delivery_id: delivery, type: 'delivery.accepted' })
      .firstOrFail()
    assert.equal(event.actor, `partner:${email}`)
  })

  test('what was rejected shows nothing of the person any more', async ({ assert }) => {
    const { id, sell } = await returnsAccount()
    const [{ id: delivery }] = await sell(1, { ...NV, email: 'carl@gone.example' })
    const { buyer } = await buyerOf(id, 'brightco')
    const path = `/portal/leads/${delivery}/decision`
    const said = await buyer.json('POST', path, { accept: false, reason: 'too far away' })
    assert.equal(said.status, 200)
    const { props } = await buyer.page(`/portal/leads/${delivery}`)
    assert.containsSubset(props.lead, { state: 'rejected', values: {}, reason: 'too far away' })
    assert.notInclude(JSON.stringify(props), 'carl@gone.example')
    assert.deepEqual(await postingsOf(delivery), [])
  })

  test('a return goes by the terms: taken, seen and withdrawn by its own partner alone', async ({
    assert,
  }) => {
    const { id, sell, age } = await returnsAccount()
    const [first, late] = await sell(2)
    await age(late.id, 30)
    const { buyer, email } = await buyerOf(id, 'sunco', 'member')
    const { buyer: other } = await buyerOf(id, 'brightco')
    const ask = (who: typeof buyer, delivery: string, reason = 'invalid_phone') =>
      who.json('POST', `/portal/leads/${delivery}/return`, { reason, waive: true })
    assert.equal((await ask(other, first.id)).status, 404)
    assert.equal((await ask(buyer, first.id, 'fraud')).status, 422)
    assert.equal((await ask(buyer, late.id)).status, 409)
    const asked = await ask(buyer, first.id)
    assert.equal(asked.status, 201)
    const { props } = await buyer.page(`/portal/leads/${first.id}`)
    assert.containsSubset(props.returns, [{ status: 'waiting', reason: 'invalid_phone' }])
    const row = await store.first('select actor, asked_by from returns where id = ?', [
      asked.body.id,
    ])
    assert.deepEqual(row, { actor: `partner:${email}`, asked_by: 'partner' })
    const withdraw = `/portal/returns/${asked.body.id}/withdraw`
    assert.equal((await other.json('POST', withdraw)).status, 404)
    assert.equal((await buyer.json('POST', withdraw)).status, 204)
  })

  test('the export has their leads alone, and no formula', async ({ assert }) => {
    const { id, sell } = await returnsAccount()
    await sell(1, { email: 'dora@own.example', phone: '+14155550132' })
    await sell(1, { ...NV, email: 'emil@theirs.example', ssn: '111-22-3333' })
    const { buyer } = await buyerOf(id)
    const file = await buyer.get('/portal/leads/export')
    assert.match(file.headers.get('content-disposition')!, /leads-\d{4}-\d\d-\d\d\.csv/)
    assert.include(file.body, '"dora@own.example"')
    assert.include(file.body, `"'+14155550132"`)
    assert.notInclude(file.body, 'emil@theirs.example')
    assert.notInclude(file.body, '111-22-3333')
    assert.lengthOf(String(file.body).trim().split('\r\n'), 2)
  })

  test('a workbook is the same leads, with numbers, days of the partner’s clock and no formula', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const [{ id: delivery }] = await sell(1, { email: 'dora@own.example', phone: '+14155550132' })
    await sell(1, { ...NV, email: 'emil@theirs.example' })
    const { buyer } = await buyerOf(id)
    const file = await buyer.download('/portal/leads/export?format=xlsx')
    assert.match(file.name, /leads-\d{4}-\d\d-\d\d\.xlsx/)
    const sheet = sheetOf(file.bytes)
    assert.include(sheet, `<t xml:space="preserve">${delivery}</t>`)
    assert.include(sheet, '<t xml:space="preserve">+14155550132</t>')
    assert.include(sheet, '<c><v>25.00</v></c>')
    assert.match(sheet, /<c s="3"><v>\d{5}\.\d+<\/v><\/c>/)
    assert.notInclude(sheet, '<f>')
    assert.notInclude(sheet, 'emil@theirs.example')
    assert.lengthOf(sheet.match(/<row>/g)!, 2)
    // Heads speak the reader's language; what stands below is the same in any.
    await buyer.json('PUT', '/portal/session/language', { language: 'de' })
    const german = sheetOf((await buyer.download('/portal/leads/export?format=xlsx')).bytes)
    const words = (of: string) => [...of.matchAll(/preserve">([^<]*)</g)].map(([, word]) => word)
    assert.deepEqual(words(sheet).slice(0, 4), ['Id', 'Received', 'Status', 'Reason'])
    assert.deepEqual(words(german).slice(0, 4), ['ID', 'Erhalten', 'Status', 'Grund'])
    const csv = String((await buyer.get('/portal/leads/export')).body)
    assert.match(csv, /^\ufeff?"ID","Erhalten","Status","Grund","Preis","Währung","Art","Test"/)
    assert.include(csv, '"bought"')
  })

  test('a protected value opens for who bought it, is written down, and leaves with an export', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const [own] = await sell(1, { ssn: '123-45-6789' })
    const [waiting] = await sell(1, { ...NV, ssn: '987-65-4321' })
    const { buyer, email } = await buyerOf(id, 'sunco', 'member')
    const { buyer: other } = await buyerOf(id, 'brightco')
    const open = (who: typeof buyer, delivery: string, field = 'ssn') =>
      who.json('POST', `/portal/leads/${delivery}/reveal`, { field })
    assert.deepEqual((await open(buyer, own.id)).body, { value: '123-45-6789' })
    for (const refused of [
      await open(other, own.id),
      await open(buyer, waiting.id),
      await open(other, waiting.id),
      await open(buyer, own.id, 'email'),
      await open(buyer, own.id, 'constructor'),
    ])
      assert.equal(refused.status, 404)
    const seen = await db.from('events').where({ account_id: id, type: 'lead.value_shown' })
    assert.deepEqual(
      seen.map((one) => [one.actor, one.delivery_id, JSON.parse(one.data)]),
      [[`partner:${email}`, own.id, { field: 'ssn' }]]
    )

    assert.include((await buyer.get('/portal/leads/export')).body, '"123-45-6789"')
    const masked = (await other.get('/portal/leads/export')).body
    assert.notInclude(masked, '987-65-4321')
    assert.include(masked, '"••••"')
    const [exported] = await db
      .from('events')
      .where({ account_id: id, type: 'portal.exported', actor: `partner:${email}` })
    assert.deepEqual(JSON.parse(exported.data), { format: 'csv', opened: ['ssn'] })
    // Decided for it: now it is theirs.
    await other.json('POST', `/portal/leads/${waiting.id}/decision`, { accept: true })
    assert.deepEqual((await open(other, waiting.id)).body, { value: '987-65-4321' })
  })

  test('a reminder comes once, when a quarter of the time is left', async ({ assert }) => {
    const { id, sell } = await returnsAccount()
    const [{ id: delivery }] = await sell(1, NV)
    const { email } = await buyerOf(id, 'brightco')
    const mails = () =>
      db
        .from('mails')
        .where('to', 'like', `%${email}%`)
        .where('subject', 'like', '%waits for your decision%')
    const before = (await mails()).length
    const now = Date.now()
    const deadline = async (created: number, until: number) =>
      db
        .from('deliveries')
        .where('id', delivery)
        .update({ created_at: now - created, deadline_at: now + until })
    await deadline(3_600_000, 3_600_000)
    await remindOfDeadlines(now)
    await sendNotices(now)
    assert.equal((await mails()).length, before)
    await deadline(23 * 3_600_000, 3_600_000)
    await Promise.all([remindOfDeadlines(now), remindOfDeadlines(now)])
    await Promise.all([sendNotices(now), sendNotices(now)])
    await remindOfDeadlines(now)
    await sendNotices(now)
    const [mail, ...more] = (await mails()).slice(before)
    assert.lengthOf(more, 0)
    assert.include(mail.subject, 'lead waits for your decision')
  })
})
