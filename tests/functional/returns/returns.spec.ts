import { test } from '@japa/runner'
import { eraseLead } from '#intake/erase_lead'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { markOverdue } from '#distribution/returns/mark_overdue'
import { requestReturn } from '#distribution/returns/request_return'
import { returnPolicyFor } from '#distribution/returns/return_policy'
import { withdrawReturn } from '#distribution/returns/decide_return'
import type { ReturnActor } from '#distribution/returns/types'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { TERMS, eventsOf, postingsOf, returnsAccount } from '#tests/functional/returns/support'
import { makeAccount, startEngine } from '#tests/helpers/make_account'

const PHONE = { reason: 'invalid_phone' }
const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1').toString('base64')

test.group('returns', (group) => {
  group.setup(() => startEngine())

  test('what a profile sold is given back and taken back after the profile was deleted', async ({
    assert,
  }) => {
    const { account, api, sell } = await returnsAccount(TERMS, { caps: { total: 3 } })
    const [first, second, third] = await sell(3)
    assert.equal((await api.delete('/profiles/solar-us')).status, 204)
    const asked = await api.post('/returns', { delivery: first.id, ...PHONE })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    assert.equal((await api.post(`/returns/${asked.body.id}/approve`, {})).status, 200)
    assert.deepEqual(await postingsOf(first.id), [
      ['return', -2500],
      ['sale', 2500],
    ])
    const cancelled = await api.post(`/deliveries/${second.id}/cancel`, PHONE)
    assert.equal(cancelled.status, 200, JSON.stringify(cancelled.body))
    const again = await api.post(`/deliveries/${third.id}/retry`, {})
    assert.equal(again.status, 409)
    assert.match(again.body.detail, /profile was deleted/)
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('asked for, approved: delivery, revenue, caps and trail say so', async ({ assert }) => {
    const { account, api, sell } = await returnsAccount(TERMS, { caps: { total: 1 } })
    const [{ id: delivery, lead_id: lead }] = await sell()
    const asked = await api.post('/returns', { delivery, ...PHONE, note: 'no such number' })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    assert.containsSubset(asked.body, {
      status: 'waiting',
      lead,
      partner: 'sunco',
      profile: 'solar-us',
      asked_by: 'api',
      amount: { amount: '25.00', currency: 'EUR' },
      facts: { day: 0, used: 0, limit: null, breaches: [], terms: { days: 7 } },
      decision: null,
    })
    assert.deepEqual(await postingsOf(delivery), [['sale', 2500]])
    assert.equal((await api.post('/returns', { delivery, ...PHONE })).status, 409)

    const approved = await api.post(`/returns/${asked.body.id}/approve`, { note: 'checked' })
    assert.equal(approved.status, 200, JSON.stringify(approved.body))
    assert.containsSubset(approved.body, {
      status: 'approved',
      decision: { how: 'person', by: 'token:test', reason: 'checked' },
    })
    const told = await api.get(`/deliveries/${delivery}`)
    assert.equal(told.body.status, 'cancelled')
    assert.equal(told.body.cancel_reason, 'invalid_phone')
    assert.deepEqual(await postingsOf(delivery), [
      ['return', -2500],
      ['sale', 2500],
    ])
    assert.deepEqual(await eventsOf(delivery), [
      ...['return.requested', 'return.approved', 'delivery.returned', 'revenue.reversed'],
    ])
    const { body: report } = await api.get('/reports/revenue')
    assert.containsSubset(report.total, { delivered: 1, cancelled: 1, returned: 1 })
    assert.equal(report.total.net.amount, '0.00')
    const [again] = await sell()
    assert.equal(again.id.length > 0, true, 'its place in the cap is free again')
    for (const verb of ['approve', 'refuse', 'withdraw'])
      assert.equal(
        (await api.post(`/returns/${asked.body.id}/${verb}`, { reason: 'x' })).status,
        409
      )
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('terms may keep the place in the caps', async ({ assert }) => {
    const terms = { ...TERMS, restores_cap: false, approval: 'automatic' as const }
    const { id, api, sell } = await returnsAccount(terms, { caps: { total: 1 } })
    const [{ id: delivery }] = await sell()
    const asked = await api.post('/returns', { delivery, ...PHONE })
    assert.equal(asked.body.status, 'approved', JSON.stringify(asked.body))
    const row = await store.first('select reserved, live_key from deliveries where id = ?', [
      delivery,
    ])
    assert.isString(row!.reserved)
    assert.isNull(row!.live_key)
    const used = await store.first('select sum(used) as n from cap_buckets where account_id = ?', [
      id,
    ])
    assert.equal(Number(used!.n), 1)
  })

  test('refused: with a reason, the sale stands and the place is free again', async ({
    assert,
  }) => {
    const { api, sell } = await returnsAccount({ ...TERMS, limit_count: 1 })
    const [first, second] = await sell(2)
    const asked = await api.post('/returns', { delivery: first.id, ...PHONE })
    const full = await api.post('/returns', { delivery: second.id, ...PHONE })
    assert.equal(full.status, 409)
    assert.containsSubset(full.body, { code: 'limit_reached', facts: { used: 1, limit: 1 } })
    assert.equal((await api.post(`/returns/${asked.body.id}/refuse`, {})).status, 422)
    const refused = await api.post(`/returns/${asked.body.id}/refuse`, { reason: 'it rings' })
    assert.containsSubset(refused.body, { status: 'refused', decision: { reason: 'it rings' } })
    assert.deepEqual(await postingsOf(first.id), [['sale', 2500]])
    assert.equal((await api.post('/returns', { delivery: second.id, ...PHONE })).status, 201)
    const again = await api.post('/returns', { delivery: first.id, ...PHONE })
    assert.containsSubset(again.body, { code: 'asked', facts: { status: 'refused' } })
  })

  test('terms that are broken are named; the team may waive them', async ({ assert }) => {
    const terms = { ...TERMS, evidence: 'required' as const }
    const { api, sell, age } = await returnsAccount(terms)
    const [{ id: delivery }] = await sell()
    const wrong = await api.post('/returns', { delivery, reason: 'late' })
    assert.deepEqual(wrong.body.errors[0].field, 'reason')
    const bare = await api.post('/returns', { delivery, ...PHONE })
    assert.deepEqual(bare.body.errors[0].field, 'evidence')
    const evidence = [{ name: 'call.png', content: PNG }]
    await age(delivery, 7)
    const policy = await api.get(`/deliveries/${delivery}/return-policy`)
    assert.containsSubset(policy.body, { possible: true, day: 7, why_not: null })
    await age(delivery, 1)
    const late = await api.post('/returns', { delivery, ...PHONE, evidence })
    assert.containsSubset(late.body, { status: 409, code: 'window_closed' })
    const waived = await api.post('/returns', { delivery, ...PHONE, waive: true })
    assert.equal(waived.status, 201, JSON.stringify(waived.body))
    assert.containsSubset(waived.body, {
      status: 'waiting',
      waived: true,
      facts: { breaches: ['window', 'evidence'] },
    })
  })

  test('without terms nothing is taken back but by the team', async ({ assert }) => {
    const { api, sell } = await returnsAccount(null)
    const [{ id: delivery }] = await sell()
    const no = await api.post('/returns', { delivery, ...PHONE })
    assert.containsSubset(no.body, { status: 409, code: 'no_terms' })
    const waived = await api.post('/returns', { delivery, ...PHONE, waive: true })
    assert.equal(waived.body.status, 'waiting')
    const never = await returnsAccount(TERMS, { returns: { allowed: false } })
    const [other] = await never.sell()
    const refused = await never.api.post('/returns', { delivery: other.id, ...PHONE })
    assert.equal(refused.body.code, 'no_terms')
  })

  test('the last place of a month goes to one of many requests', async ({ assert }) => {
    const { id, api, sell } = await returnsAccount({
      ...TERMS,
      limit_count: 3,
      approval: 'automatic',
    })
    const sold = await sell(12)
    const answers = await Promise.all(
      sold.map((one) => api.post('/returns', { delivery: one.id, ...PHONE }))
    )
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [201, 201, 201, ...Array<number>(9).fill(409)])
    const rows = await store.all('select used from return_counts where account_id = ?', [id])
    assert.deepEqual(
      rows.map(({ used }) => Number(used)),
      [3]
    )
    const back = await store.all(
      `select count(*) as n from postings where account_id = ? and kind = 'return'`,
      [id]
    )
    assert.equal(Number(back[0].n), 3)
  })

  test('a share of the sold leads is counted among those of the month', async ({ assert }) => {
    const { api, sell } = await returnsAccount({ ...TERMS, limit_percent: 50 })
    const sold = await sell(3)
    const first = await api.post('/returns', { delivery: sold[0].id, ...PHONE })
    assert.containsSubset(first.body.facts, { limit: 1, sold: 3 })
    const second = await api.post('/returns', { delivery: sold[1].id, ...PHONE })
    assert.equal(second.status, 409)
    await sell(1)
    assert.equal((await api.post('/returns', { delivery: sold[1].id, ...PHONE })).status, 201)
  })

  test('beyond the limit a request waits where the terms say so', async ({ assert }) => {
    const terms = { ...TERMS, limit_count: 0, approval: 'automatic', beyond_limit: 'wait' } as const
    const { api, sell } = await returnsAccount(terms)
    const [{ id: delivery }] = await sell()
    const asked = await api.post('/returns', { delivery, ...PHONE })
    assert.containsSubset(asked.body, { status: 'waiting', facts: { breaches: ['limit'] } })
  })

  test('one of many decisions at once holds', async ({ assert }) => {
    const { api, sell } = await returnsAccount()
    const [{ id: delivery }] = await sell()
    const { body: asked } = await api.post('/returns', { delivery, ...PHONE })
    const path = `/returns/${asked.id}`
    const answers = await Promise.all([
      ...['approve', 'refuse', 'withdraw', 'approve'].map((verb) =>
        api.post(`${path}/${verb}`, verb === 'refuse' ? { reason: 'no' } : {})
      ),
      api.post(`/deliveries/${delivery}/cancel`, { reason: 'other' }),
    ])
    const { body: after } = await api.get(path)
    const [row] = await store.all('select count(*) as n from postings where delivery_id = ?', [
      delivery,
    ])
    const taken = (await api.get(`/deliveries/${delivery}`)).body.status === 'cancelled'
    assert.equal(Number(row.n), taken ? 2 : 1)
    assert.lengthOf(
      answers.slice(0, 4).filter(({ status }) => status === 200),
      after.decision.how === 'cancelled' ? 0 : 1
    )
  })

  test('a duplicate that our own data show is approved by itself, another one waits', async ({
    assert,
  }) => {
    const { api, sell } = await returnsAccount({ ...TERMS, automatic_reasons: ['duplicate'] })
    const [first] = await sell(1, { email: 'twice@example.com' })
    const [second] = await sell(1, { email: 'twice@example.com' })
    const duplicate = { reason: 'duplicate' }
    const proven = await api.post('/returns', { delivery: second.id, ...duplicate })
    assert.containsSubset(proven.body, {
      status: 'approved',
      decision: { how: 'automatic' },
      facts: { proven: true, proven_by: first.id },
    })
    const other = await api.post('/returns', { delivery: first.id, ...duplicate })
    assert.containsSubset(other.body, { status: 'waiting', facts: { proven: false } })
  })

  test('before invoicing the sale drops out, after it a credit note follows', async ({
    assert,
  }) => {
    const { account, api, sell } = await returnsAccount({ ...TERMS, approval: 'automatic' })
    const [early, late] = await sell(3)
    await api.post('/returns', { delivery: early.id, ...PHONE })
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
    const { body: drafts } = await api.post('/invoices/generate', { from: today, to: today })
    const [invoice] = drafts.data
    assert.equal(invoice.lines[0].quantity, '2')
    await api.post(`/invoices/${invoice.id}/finalize`)
    const back = await api.post('/returns', { delivery: late.id, ...PHONE })
    assert.containsSubset(back.body.invoice, { id: invoice.id, credited: false })
    const { body: credit } = await api.post(`/invoices/${invoice.id}/credit-notes`, {
      deliveries: [late.id],
      reason: 'returned',
    })
    assert.equal(credit.totals.net.amount, '25.00')
    assert.equal(credit.totals.gross.amount, '29.75')
    assert.equal(credit.corrects, invoice.id)
    assert.deepEqual(await postingsOf(late.id), [
      ['return', -2500],
      ['sale', 2500],
    ])
    assert.isTrue((await api.get(`/returns/${back.body.id}`)).body.invoice.credited)
    assert.deepEqual((await proveLedger(account)).faults, [])
    const { body: report } = await api.get('/reports/revenue')
    assert.containsSubset(report.total, { delivered: 3, returned: 2 })
    assert.equal(report.total.net.amount, '25.00')
  })

  test('a sale a credit note took back is not given back again', async ({ assert }) => {
    const { api, sell } = await returnsAccount()
    const [{ id: delivery }] = await sell()
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
    const { body } = await api.post('/invoices/generate', { from: today, to: today })
    await api.post(`/invoices/${body.data[0].id}/finalize`)
    await api.post(`/invoices/${body.data[0].id}/credit-notes`, { reason: 'goodwill' })
    const asked = await api.post('/returns', { delivery, ...PHONE })
    assert.equal(asked.body.code, 'credited')
  })

  test('a partner asks for its own deliveries alone, and withdraws', async ({ assert }) => {
    const { id, sell } = await returnsAccount({ ...TERMS, limit_count: 1 })
    const [{ id: delivery }] = await sell()
    const row = await store.first('select partner_id from deliveries where id = ?', [delivery])
    const actor = (partnerId: string): ReturnActor => ({
      kind: 'partner',
      partnerId,
      name: 'partner:buyer@sunco.example',
    })
    const [mine, theirs] = [actor(row!.partner_id as string), actor('par_other')]
    const wish = { ...PHONE, note: null, evidence: [], waive: true }
    assert.equal((await returnPolicyFor(id, delivery, theirs)).ok, false)
    const stranger = await requestReturn(id, delivery, wish, theirs)
    assert.deepEqual(stranger, { ok: false, problem: { type: 'not_found' } })
    const policy = await returnPolicyFor(id, delivery, mine)
    assert.containsSubset(policy, { value: { possible: true, used: 0, limit: 1 } })
    assert.deepEqual(policy.ok && policy.value.reasons, TERMS.reasons)
    const tooLate = Date.now() + 30 * 86_400_000
    const waives = await requestReturn(id, delivery, wish, mine, tooLate)
    assert.equal(!waives.ok && waives.problem.type, 'window_closed', 'only the team may waive')
    const asked = await requestReturn(id, delivery, wish, mine)
    assert.isTrue(asked.ok)
    const returnId = asked.ok ? asked.value.id : ''
    assert.isFalse((await withdrawReturn(id, returnId, theirs)).ok)
    assert.isTrue((await withdrawReturn(id, returnId, mine)).ok)
    assert.containsSubset(await returnPolicyFor(id, delivery, mine), {
      value: { possible: true, used: 0, request: null },
    })
    assert.isTrue((await requestReturn(id, delivery, wish, mine)).ok)
  })

  test('evidence is judged by content and handed out as a download alone', async ({ assert }) => {
    const { id, api, sell } = await returnsAccount()
    const [{ id: delivery, lead_id: lead }] = await sell()
    const html = Buffer.from('<script>alert(1)</script>').toString('base64')
    const zip = Buffer.from('PK\x03\x04', 'latin1').toString('base64')
    const bad = await api.post('/returns', {
      delivery,
      ...PHONE,
      evidence: [{ name: 'a.png', content: zip }],
    })
    assert.equal(bad.body.errors[0].field, 'evidence[0]')
    const { body: asked } = await api.post('/returns', {
      delivery,
      ...PHONE,
      note: 'Ann did not answer',
      evidence: [{ name: '../x"y\u202e.html', content: html }],
    })
    const [file] = asked.evidence
    assert.containsSubset(file, { name: 'x"y.html', type: 'text/plain' })
    const path = `/returns/${asked.id}/evidence/${file.id}`
    const got = await api.get(path)
    assert.equal(got.body, '<script>alert(1)</script>')
    assert.equal(got.headers.get('content-type'), 'application/octet-stream')
    assert.match(got.headers.get('content-disposition')!, /^attachment; filename="x_y\.html"/)
    assert.equal(got.headers.get('x-content-type-options'), 'nosniff')
    const stranger = as(await makeAccount())
    assert.equal((await stranger.get(path)).status, 404)
    assert.equal((await stranger.get(`/returns/${asked.id}`)).status, 404)
    assert.equal((await stranger.post(`/returns/${asked.id}/approve`)).status, 404)
    assert.equal((await stranger.post('/returns', { delivery, ...PHONE })).status, 404)

    assert.equal(await eraseLead(id, lead, null), 'erased')
    const { body: after } = await api.get(`/returns/${asked.id}`)
    assert.isNull(after.note)
    assert.deepEqual(after.evidence, [])
    assert.equal((await api.get(path)).status, 404)
    assert.equal((await api.post(`/returns/${asked.id}/approve`)).status, 200)
  })

  test('what nobody decides in time is told once, and still waits', async ({ assert }) => {
    const { api, sell } = await returnsAccount({ ...TERMS, decide_days: 1 })
    const [{ id: delivery }] = await sell()
    const { body: asked } = await api.post('/returns', { delivery, ...PHONE })
    assert.isFalse(asked.overdue)
    const later = Date.now() + 2 * 86_400_000
    await Promise.all([markOverdue(later), markOverdue(later)])
    await markOverdue(later)
    assert.deepEqual(await eventsOf(delivery), ['return.requested', 'return.overdue'])
    assert.equal((await api.post(`/returns/${asked.id}/approve`)).status, 200)
  })

  test('a sale that is cancelled by hand settles its request', async ({ assert }) => {
    const { api, sell } = await returnsAccount()
    const [{ id: delivery }] = await sell()
    const { body: asked } = await api.post('/returns', { delivery, ...PHONE })
    const unknown = await api.post(`/deliveries/${delivery}/cancel`, { reason: 'whim' })
    assert.equal(unknown.body.errors[0].field, 'reason')
    await api.post(`/deliveries/${delivery}/cancel`, { reason: 'other' })
    const { body: after } = await api.get(`/returns/${asked.id}`)
    assert.containsSubset(after, { status: 'approved', decision: { how: 'cancelled' } })
    assert.deepEqual(await postingsOf(delivery), [
      ['cancellation', -2500],
      ['sale', 2500],
    ])
  })

  test('the list is filtered and paged', async ({ assert }) => {
    const { api, sell } = await returnsAccount()
    const sold = await sell(3)
    for (const one of sold) await api.post('/returns', { delivery: one.id, ...PHONE })
    const first = await api.get('/returns?limit=2')
    assert.lengthOf(first.body.data, 2)
    const next = await api.get(`/returns?limit=2&cursor=${first.body.meta.next_cursor}`)
    assert.lengthOf(next.body.data, 1)
    await api.post(`/returns/${next.body.data[0].id}/approve`)
    const count = async (query: string) => (await api.get(`/returns?${query}`)).body.data.length
    assert.equal(await count('status=waiting'), 2)
    assert.equal(await count('status=approved&partner=sunco&reason=invalid_phone'), 1)
    assert.equal(await count('partner=brightco'), 0)
    assert.equal(await count(`delivery=${sold[0].id}`), 1)
    assert.equal(await count('overdue=true'), 0)
    assert.equal((await api.get('/returns?status=late')).status, 422)
  })
})
