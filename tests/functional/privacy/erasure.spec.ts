import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { sendAsks } from '#privacy/asks/send_asks'
import { noteOverdue } from '#privacy/asks/note_overdue'
import { RequestRunner } from '#privacy/requests/request_runner'
import { rowsHolding } from '#tests/helpers/dump_tables'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'
import { startEngine } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'
import { brokenInvariants, ledgerOf } from '#tests/functional/distribution/support'
import { livesOf, person, privacyAccount } from '#tests/functional/privacy/support'

const DAY = 86_400_000

/** Bytes of every file of the account, by path. */
async function filesOf(accountId: string) {
  const found: string[] = []
  for (const kind of ['leads', 'returns', 'privacy']) {
    const { objects } = await drive
      .use()
      .listAll(`${kind}/${accountId}`, { recursive: true })
      .catch(() => ({ objects: [] }))
    for (const one of objects) if (one.isFile) found.push(await drive.use().get(one.key))
  }
  return found
}

const eventsOf = async (accountId: string, type: string) =>
  (await db.from('events').where({ account_id: accountId, type }).orderBy('id')).map((row) => ({
    ...row,
    data: JSON.parse(row.data),
  }))

test.group('Privacy: a person is erased', (group) => {
  let server: PartnerServer
  group.setup(() => startEngine())
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('after it, nothing of the person is in any table or file; sales, invoices and the trail stay', async ({
    assert,
  }) => {
    const home = await privacyAccount(server)
    const { id, api, owner } = home
    const who = person()
    const other = person()
    await livesOf(home, other)
    const leads = await livesOf(home, who)
    await owner.visitor.json('POST', '/leads/views', {
      ...{ name: `About ${who.email}`, filter: { q: who.email }, sort: 'newest', shared: true },
    })
    // The day of the account, which has begun in Berlin while London has an hour to go.
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format()
    const drafts = await api.post('/invoices/generate', { from: today, to: today })
    assert.equal(drafts.status, 200, JSON.stringify(drafts.body))
    for (const one of drafts.body.data) await api.post(`/invoices/${one.id}/finalize`)
    const invoices = (await api.get('/invoices')).body
    const ledger = await ledgerOf(id)
    const secrets = Object.values(who)
    assert.isNotEmpty(await rowsHolding(id, secrets), 'the search finds what is there')
    assert.isAtLeast((await filesOf(id)).length, 4)

    // Somebody looks the person up: by any of what they are known by.
    const looked = await owner.visitor.json('POST', '/privacy/search', { email: who.email })
    assert.equal(looked.status, 200, JSON.stringify(looked.body))
    assert.sameMembers(
      looked.body.leads.map((one: { id: string }) => one.id),
      [leads[0], leads[2]]
    )
    const both = { email: who.former, phone: who.phone.replace('+49', '0049 ') }
    const more = await owner.visitor.json('POST', '/privacy/search', both)
    assert.sameMembers(
      more.body.leads.map((one: { id: string }) => one.id),
      leads
    )
    assert.include(more.body.leads.find((one: { id: string }) => one.id === leads[0]).why, 'phone')
    const outside = await owner.visitor.json('POST', '/privacy/search', {
      external_id: who.external,
    })
    assert.deepEqual(
      outside.body.leads.map((one: { id: string }) => one.id),
      [leads[0]]
    )
    assert.deepEqual(more.body.partners.map((one: { name: string }) => one.name).sort(), [
      'Buyer GmbH',
      'Post AG',
    ])
    const { measure } = more.body
    assert.deepEqual(measure.entities, { loan: 2, callback: 1 })
    assert.deepEqual(
      [measure.files, measure.evidence, measure.mails, measure.revisions, measure.invoices],
      [1, 1, 2, 1, 2]
    )

    const made = await owner.visitor.json('POST', '/privacy/requests', {
      ...{ kind: 'erasure', email: who.email, phone: who.phone },
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const { id: request } = made.body
    assert.equal((await api.get(`/leads/${leads[0]}`)).body.values.email, who.email, 'not yet')
    const path = `/privacy/requests/${request}`
    assert.equal((await owner.visitor.json('POST', `${path}/begin`)).status, 204)
    assert.equal((await owner.visitor.json('POST', `${path}/begin`)).status, 409, 'once')
    await new RequestRunner().pass()

    const { body: after } = await api.get(path)
    assert.deepEqual(after.leads, { total: 3, done: 3 })
    assert.deepEqual([after.status, after.kind, after.kept], ['asking', 'erasure', []])
    assert.deepEqual(await rowsHolding(id, secrets), [], 'the person may be in no table')
    const files = await filesOf(id)
    assert.isNotEmpty(files, 'those of others stay')
    assert.isFalse(files.some((text) => secrets.some((secret) => text.includes(secret))))
    assert.isNotEmpty(await rowsHolding(id, [other.name]), 'nobody else is touched')

    assert.deepEqual(await ledgerOf(id), ledger)
    assert.deepEqual((await api.get('/invoices')).body, invoices)
    assert.deepEqual(await brokenInvariants(id), [])

    // Partners are asked, each once, whatever runs again.
    await Promise.all([sendAsks(Date.now()), sendAsks(Date.now())])
    await sendAsks(Date.now())
    await new RequestRunner().pass()
    const mails = await db
      .from('mails')
      .where('account_id', id)
      .whereLike('to', '%privacy@buyer.example%')
    assert.lengthOf(mails, 1)
    assert.notInclude(mails[0].text + mails[0].html, who.email, 'a mail holds no data')
    assert.lengthOf(await eventsOf(id, 'erasure.requested'), 2)
    const { body: asked } = await api.get(path)
    assert.sameDeepMembers(
      asked.partners.map((one: any) => [one.partner.name, one.mail, one.deliveries]),
      [
        ['Buyer GmbH', 'sent', 2],
        ['Post AG', 'no_address', 2],
      ]
    )

    // The partner sees whom it is about, as long as it has not answered.
    const link = new URL(/https?:\/\/\S+\/portal\/erasures\/\S+/.exec(mails[0].text)![0]).pathname
    const stranger = new Visitor()
    const shown = await stranger.page(link)
    assert.equal(shown.props.asked.person.email, who.email)
    assert.lengthOf(shown.props.asked.deliveries, 2)
    await stranger.json('POST', link)
    const told = await stranger.page(link)
    assert.isNull(told.props.asked.person)
    assert.isNotNull(told.props.asked.confirmed_at)

    // The other one has no address: somebody of the team asks it, and says so.
    const post = asked.partners.find((one: any) => one.mail === 'no_address').id
    assert.equal((await owner.visitor.json('POST', `${path}/partners/${post}`)).status, 204)
    const { body: closed } = await api.get(path)
    assert.equal(closed.status, 'done')
    assert.isNull(closed.person, 'nobody needs to know whom it was about any more')
    const [row] = await db.from('privacy_requests').where('id', request)
    assert.isNull(row.subject)
    const again = await owner.visitor.json('POST', '/privacy/search', { email: who.email })
    assert.deepEqual(
      [again.body.found, again.body.requests.map((one: { id: string }) => one.id)],
      [0, [request]],
      'who asks again is found'
    )
  })

  test('a lead on hold stays, and it is said why', async ({ assert }) => {
    const home = await privacyAccount(server)
    const { api, owner } = home
    const who = person()
    const leads = await livesOf(home, who)
    const reason = 'claim 4711'
    const held = await owner.visitor.json('POST', '/privacy/holds', { lead: leads[1], reason })
    assert.equal(held.status, 201, JSON.stringify(held.body))
    assert.equal((await api.delete(`/leads/${leads[1]}`)).status, 409)
    const { body } = await api.post('/privacy/requests', { kind: 'erasure', phone: who.phone })
    await new RequestRunner().pass()
    const after = await api.get(`/privacy/requests/${body.id}`)
    assert.deepEqual(after.body.kept, [{ lead: leads[1], reason }])
    assert.equal((await api.get(`/leads/${leads[1]}`)).body.values.phone, who.phone)
    assert.deepEqual((await api.get(`/leads/${leads[0]}`)).body.values, {})
    assert.equal((await owner.visitor.json('DELETE', `/privacy/holds/${leads[1]}`)).status, 204)
    assert.equal((await api.delete(`/leads/${leads[1]}`)).status, 204)
  })

  test('what a dead process left is taken up, and what came in meanwhile goes too', async ({
    assert,
  }) => {
    const home = await privacyAccount(server)
    const { id, api } = home
    const who = person()
    const leads = await livesOf(home, who)
    const { body } = await api.post('/privacy/requests', { kind: 'erasure', phone: who.phone })
    // It died after the first lead was erased and before that was noted.
    await api.delete(`/leads/${leads[0]}`)
    await db
      .from('privacy_requests')
      .where('id', body.id)
      .update({ owner: 'wrk_dead', owned_until: Date.now() + 60_000 })
    await new RequestRunner().pass()
    assert.equal((await api.get(`/privacy/requests/${body.id}`)).body.leads.done, 0, 'it is held')
    const late = await api.post('/leads', {
      entity: 'callback',
      values: { tel: who.phone, topic: who.note },
    })
    await db.from('privacy_requests').where('id', body.id).update({ owned_until: 0 })
    await Promise.all([new RequestRunner().pass(), new RequestRunner().pass()])
    const after = await api.get(`/privacy/requests/${body.id}`)
    assert.deepEqual([after.body.status, after.body.leads], ['asking', { total: 4, done: 4 }])
    assert.isNotNull((await api.get(`/leads/${late.body.id}`)).body.erased_at)
    const { email, former, ...rest } = who
    assert.deepEqual(await rowsHolding(id, [email, former, ...Object.values(rest)]), [])
    assert.lengthOf(await eventsOf(id, 'erasure.requested'), 2)
  })

  test('partners that do not answer are reminded twice, then it is told', async ({ assert }) => {
    const home = await privacyAccount(server)
    const { id, api } = home
    const who = person()
    await livesOf(home, who)
    await api.post('/privacy/requests', { kind: 'erasure', phone: who.phone })
    await new RequestRunner().pass()
    const now = Date.now()
    const mails = () =>
      db.from('mails').where('account_id', id).whereLike('to', '%privacy@buyer.example%')
    for (const [day, count] of [
      [0, 1],
      [13, 1],
      [15, 2],
      [26, 3],
      [40, 3],
    ]) {
      await sendAsks(now + day * DAY)
      assert.lengthOf(await mails(), count, `day ${day}`)
    }
    await noteOverdue(now + 29 * DAY)
    assert.lengthOf(await eventsOf(id, 'erasure.overdue'), 0)
    await noteOverdue(now + 31 * DAY)
    await noteOverdue(now + 32 * DAY)
    assert.lengthOf(await eventsOf(id, 'erasure.overdue'), 2)
  })
})
