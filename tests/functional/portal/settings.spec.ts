import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { followTrail as tellTeam } from '#notifications/trail/follow_trail'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import { PASSWORD as TEAM_PASSWORD, makePerson } from '#tests/functional/accounts/support/people'
import { buyerOf } from '#tests/functional/portal/support'
import { returnsAccount } from '#tests/functional/returns/support'
import { startEngine } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

test.group('Portal: settings', (group) => {
  group.setup(() => startEngine())

  test('a partner that pauses itself gets nothing, and cannot undo the team’s pause', async ({
    assert,
  }) => {
    const { id, api, sell } = await returnsAccount()
    const { buyer } = await buyerOf(id)
    await buyer.json('POST', '/portal/settings/pause', { paused: true })
    assert.isUndefined((await sell())[0])
    const { body } = await api.get('/partners/sunco')
    assert.isFalse(body.paused, 'the configuration stays as it was written')
    await buyer.json('POST', '/portal/settings/pause', { paused: false })
    assert.equal((await sell())[0].lead_id.slice(0, 5), 'lead_')

    const { user } = await makePerson({}, { accountId: id })
    const operator = new Visitor()
    await operator.signIn(user.email, TEAM_PASSWORD)
    await operator.json('POST', '/partners/sunco/pause', { paused: true })
    await buyer.json('POST', '/portal/settings/pause', { paused: false })
    assert.isUndefined((await sell())[0])
    assert.deepEqual((await buyer.page('/portal/settings')).props.paused, {
      own: false,
      team: true,
    })
  })

  test('own caps hold exactly under load, and the stricter one wins', async ({ assert }) => {
    const { id, api, sell } = await returnsAccount()
    const { buyer } = await buyerOf(id)
    const set = (caps: object) => buyer.json('PUT', '/portal/settings/caps', caps)
    assert.equal((await set({ day: -1 })).status, 422)
    assert.equal((await set({ day: 3, spend_month: '1000.00' })).status, 204)
    const sold = (await sell(12)).filter(Boolean)
    assert.lengthOf(sold, 3)
    const bucket = await store.first(
      `select max(used) as used from cap_buckets where account_id = ? and id like '%day%'`,
      [id]
    )
    assert.equal(Number(bucket!.used), 3)
    // The team's limit is lower: a partner cannot raise it.
    await api.patch('/partners/sunco', { caps: { day: 4 } })
    await set({ day: 100 })
    assert.lengthOf((await sell(5)).filter(Boolean), 1)
    const { body } = await api.get('/partners/sunco')
    assert.deepEqual(body.caps, { day: 4 })
  })

  test('a wish for another price goes to the team, is answered once, and seen', async ({
    assert,
  }) => {
    const { id, api } = await returnsAccount()
    const { buyer } = await buyerOf(id)
    const { buyer: other } = await buyerOf(id, 'brightco')
    const wish = { profile: 'solar-us', assignment: 'sunco-west', kind: 'price', wish: '22.50' }
    assert.equal((await other.json('POST', '/portal/settings/wishes', wish)).status, 404)
    const bad = await buyer.json('POST', '/portal/settings/wishes', { ...wish, wish: 'cheaper' })
    assert.equal(bad.status, 422)
    const made = await buyer.json('POST', '/portal/settings/wishes', wish)
    assert.equal(made.status, 201)

    const { user } = await makePerson({}, { accountId: id })
    const operator = new Visitor()
    await operator.signIn(user.email, TEAM_PASSWORD)
    const path = `/partners/sunco/wishes/${made.body.id}`
    const answer = { approve: true, answer: 'From Monday on' }
    assert.equal(
      (await operator.json('POST', path.replace('sunco', 'brightco'), answer)).status,
      404
    )
    const before = (await api.get('/profiles/solar-us')).body.version
    const done = await operator.json('POST', path, answer)
    assert.deepEqual([done.status, done.body], [200, { state: 'live' }])
    assert.equal((await operator.json('POST', path, answer)).status, 404)
    const { version, assignments } = (await api.get('/profiles/solar-us')).body
    assert.equal(version, before + 1)
    assert.equal(
      assignments.find((one: { key: string }) => one.key === 'sunco-west').price,
      '22.50'
    )
    const [change] = await db
      .from('config_changes')
      .where({ account_id: id, actor: `user:${user.email}` })
      .whereLike('object', 'profiles.solar-us%')
    assert.exists(change)
    const { props } = await buyer.page('/portal/settings')
    assert.containsSubset(props.wishes, [
      { wish: '22.50', status: 'approved', answer: 'From Monday on', holds: true },
    ])
    assert.lengthOf((await other.page('/portal/settings')).props.wishes, 0)
  })

  test('a wish is refused with a reason, goes into a draft somebody works at, and is drawn by hand', async ({
    assert,
  }) => {
    const { id, api } = await returnsAccount()
    const { buyer } = await buyerOf(id)
    const { user } = await makePerson({}, { accountId: id })
    const operator = new Visitor()
    await operator.signIn(user.email, TEAM_PASSWORD)
    const place = { profile: 'solar-us', assignment: 'sunco-west' }
    const ask = async (kind: string, wish: string) => {
      const made = await buyer.json('POST', '/portal/settings/wishes', { ...place, kind, wish })
      return `/partners/sunco/wishes/${made.body.id}`
    }
    const seen = async () => (await buyer.page('/portal/settings')).props.wishes[0]

    // An install that has told before; tests that went ahead in time took the cursor with them.
    await tellTeam(Date.now())
    await db.from('notice_cursors').update({ upto: idsBefore('evt', Date.now() - 60_000) })
    const refused = await ask('price', '1.00')
    // The team hears of it: once, and where it is answered.
    await tellTeam(Date.now())
    const bell = await operator.json('GET', '/notifications/search')
    assert.containsSubset(bell.body.notices, [
      { kind: 'wish_asked', title: 'SunCo asks for a change', href: '/partners/sunco/access' },
    ])
    assert.equal((await operator.json('POST', refused, { approve: false })).status, 422)
    await operator.json('POST', refused, { approve: false, answer: 'Below our cost' })
    assert.containsSubset(await seen(), {
      status: 'refused',
      answer: 'Below our cost',
      holds: false,
    })

    const drawn = await ask('filter', 'only bills above 300')
    assert.deepEqual((await operator.json('POST', drawn, { approve: true })).body, {
      state: 'open',
    })
    assert.containsSubset(await seen(), { status: 'approved', holds: false })
    const form = (await api.get('/profiles/solar-us')).body
    const assignments = form.assignments.map((one: any) =>
      one.key === 'sunco-west'
        ? { ...one, filter: { field: 'monthly_bill', operator: 'greater_than', value: 300 } }
        : one
    )
    const published = await api.patch('/profiles/solar-us', { assignments })
    assert.equal(published.status, 200, JSON.stringify(published.body))
    assert.containsSubset(await seen(), { status: 'approved', holds: true })

    // Somebody works at a draft: their work is neither lost nor published.
    const draft = await operator.json('PATCH', '/profiles/solar-us/draft', { price: '19.00' })
    assert.equal(draft.status, 200, JSON.stringify(draft.body))
    const later = await ask('price', '23.00')
    assert.deepEqual((await operator.json('POST', later, { approve: true })).body, {
      state: 'draft',
    })
    assert.containsSubset(await seen(), { status: 'approved', holds: false })
    assert.equal((await operator.json('POST', '/profiles/solar-us/publish', {})).status, 200)
    assert.containsSubset(await seen(), { status: 'approved', holds: true })
    assert.equal((await api.get('/profiles/solar-us')).body.price, '19.00')
  })

  test('the team sees what a partner set for itself, and who, and can take it away', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const { buyer, email } = await buyerOf(id)
    await buyer.json('POST', '/portal/settings/pause', { paused: true })
    await buyer.json('PUT', '/portal/settings/caps', { day: 3 })
    const { user } = await makePerson({}, { accountId: id })
    const operator = new Visitor()
    await operator.signIn(user.email, TEAM_PASSWORD)
    const own = async () => (await operator.page('/partners/sunco')).props.partner.own
    assert.containsSubset(await own(), {
      ...{ paused: true, paused_by: { actor: email } },
      ...{ caps: { day: 3 }, caps_by: { actor: email } },
    })
    await sell(1)
    const row = await db.from('distributions').where('account_id', id).orderBy('id', 'desc').first()
    const told = await operator.json('GET', `/leads/${row.lead_id}/verdicts?distribution=${row.id}`)
    assert.include(JSON.stringify(told.body), '"whose":"itself"')

    const path = '/partners/sunco/own'
    const stranger = new Visitor()
    const { user: theirs } = await makePerson({}, { accountId: (await returnsAccount()).id })
    await stranger.signIn(theirs.email, TEAM_PASSWORD)
    await stranger.json('POST', path, { what: 'pause' })
    assert.isTrue((await own()).paused)
    assert.equal((await operator.json('POST', path, { what: 'pause' })).status, 204)
    assert.equal((await operator.json('POST', path, { what: 'caps' })).status, 204)
    assert.deepEqual(await own(), { paused: false, paused_by: null, caps: null, caps_by: null })
    assert.lengthOf((await sell(1)).filter(Boolean), 1)
  })

  test('an endpoint is tested by its own partner alone; nothing is stored as a lead', async ({
    assert,
  }) => {
    const { id } = await returnsAccount()
    const { buyer } = await buyerOf(id)
    const { buyer: other } = await buyerOf(id, 'brightco')
    const wish = { profile: 'solar-us', assignment: 'sunco-west' }
    assert.equal((await other.json('POST', '/portal/settings/test', wish)).status, 404)
    const sent = await buyer.json('POST', '/portal/settings/test', wish)
    assert.equal(sent.status, 200)
    assert.containsSubset(sent.body, { outcome: { status: 'sent' } })
    const leads = await store.first('select count(*) as n from leads where account_id = ?', [id])
    assert.equal(Number(leads!.n), 0)
  })

  test('contacts are the partner’s to change', async ({ assert }) => {
    const { id, api } = await returnsAccount()
    const { buyer } = await buyerOf(id)
    const changed = await buyer.json('PUT', '/portal/settings/contacts', {
      email: 'leads@sunco.example',
      documents: 'books@sunco.example',
    })
    assert.equal(changed.status, 204, JSON.stringify(changed.body))
    const { body } = await api.get('/partners/sunco')
    assert.equal(body.email, 'leads@sunco.example')
    assert.equal(body.billing.email, 'books@sunco.example')
    assert.equal(body.billing.legal_name, 'Sonne GmbH')
  })
})
