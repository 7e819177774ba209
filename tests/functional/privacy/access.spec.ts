import db from '@adonisjs/lucid/services/db'
import drive from '@adonisjs/drive/services/main'
import { strFromU8, unzipSync } from 'fflate'
import { test } from '@japa/runner'
import { dropFiles } from '#privacy/requests/drop_old'
import { RequestRunner } from '#privacy/requests/request_runner'
import { startEngine } from '#tests/helpers/make_account'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'
import type { Visitor } from '#tests/helpers/visitor'
import { insider } from '#tests/functional/accounts/support/team'
import { livesOf, person, privacyAccount } from '#tests/functional/privacy/support'

/** The archive behind a link, opened. */
async function archiveOf(visitor: Visitor, path: string) {
  const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}${path}`, {
    headers: {
      cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  })
  if (answer.status !== 200) return { status: answer.status, files: {} }
  return { status: 200, files: unzipSync(new Uint8Array(await answer.arrayBuffer())) }
}

test.group('Privacy: what is kept of a person', (group) => {
  let server: PartnerServer
  group.setup(() => startEngine())
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('an archive holds everything of theirs and nothing of others, for seven days', async ({
    assert,
  }) => {
    const home = await privacyAccount(server)
    const { id, api, owner } = home
    const who = person()
    const other = person()
    await livesOf(home, other)
    await livesOf(home, who)
    const { body } = await api.post('/privacy/requests', {
      ...{ kind: 'access', email: who.email, phone: who.phone },
    })
    await new RequestRunner().pass()
    const path = `/privacy/requests/${body.id}`
    const { body: done } = await api.get(path)
    assert.equal(done.status, 'done')

    const stored = await db.from('privacy_requests').where('id', body.id).firstOrFail()
    const kept = await drive.use().get(stored.file)
    assert.notInclude(kept, who.email, 'it lies there encrypted')

    const { files } = await archiveOf(owner.visitor, `${path}/file`)
    const json = strFromU8(files['data.json'])
    for (const [name, value] of Object.entries(who)) assert.include(json, value, name)
    for (const value of Object.values(other)) assert.notInclude(json, value)
    const data = JSON.parse(json)
    assert.lengthOf(data.leads, 3)
    assert.notInclude(json, '"price"', 'what the account earns is not the person’s')
    assert.deepEqual(
      [...new Set(data.leads[0].deliveries.map((one: any) => one.recipient))].sort(),
      ['Buyer GmbH', 'Post AG']
    )
    const letter = Object.keys(files).find((name) => name.endsWith(who.file))!
    assert.equal(strFromU8(files[letter]), who.note)
    assert.isDefined(Object.keys(files).find((name) => name.endsWith(who.call)))
    const html = strFromU8(files['index.html'])
    assert.include(html, who.ssn)
    assert.notMatch(html, /<script|src=|https?:\/\/(?!127)/)

    // Every look is in the trail; those who do not manage the account have none.
    const trail = await db.from('events').where({ account_id: id, type: 'privacy.downloaded' })
    assert.deepEqual(
      trail.map(({ actor }) => actor),
      [`user:${owner.user.email}`]
    )
    const operator = await insider(id, 'operator')
    assert.equal((await archiveOf(operator.visitor, `${path}/file`)).status, 403)

    await dropFiles(Date.now() + 6.9 * 86_400_000)
    assert.isTrue(await drive.use().exists(stored.file))
    await dropFiles(Date.now() + 7.1 * 86_400_000)
    assert.isFalse(await drive.use().exists(stored.file))
    assert.equal((await archiveOf(owner.visitor, `${path}/file`)).status, 404)
    assert.isNull((await api.get(path)).body.person)
  })

  test('an erasure takes the archive of the same person along', async ({ assert }) => {
    const home = await privacyAccount(server)
    const { api } = home
    const who = person()
    await livesOf(home, who)
    const access = await api.post('/privacy/requests', { kind: 'access', email: who.email })
    await new RequestRunner().pass()
    const { file } = await db.from('privacy_requests').where('id', access.body.id).firstOrFail()
    assert.isTrue(await drive.use().exists(file))
    await api.post('/privacy/requests', { kind: 'erasure', email: who.email })
    await new RequestRunner().pass()
    assert.isFalse(await drive.use().exists(file))
  })

  test('somebody is to be named, and what is no address is refused by field and rule', async ({
    assert,
  }) => {
    const { api, owner } = await privacyAccount(server)
    const refused = async (body: object) => {
      const answer = await api.post('/privacy/requests', { kind: 'erasure', ...body })
      return [answer.status, ...answer.body.errors.map((one: any) => [one.field, one.rule])]
    }
    assert.deepEqual(await refused({}), [422, ['email', 'required']])
    assert.deepEqual(await refused({ email: 'nobody' }), [422, ['email', 'email']])
    assert.deepEqual(await refused({ phone: '12' }), [422, ['phone', 'phone']])
    const nobody = await owner.visitor.json('POST', '/privacy/search', {
      email: 'x@nowhere.example',
    })
    assert.deepEqual([nobody.body.found, nobody.body.leads], [0, []])
  })

  test('with `review` nothing happens before somebody begins it; refused it says why', async ({
    assert,
  }) => {
    const home = await privacyAccount(server)
    const { api, owner } = home
    const who = person()
    const [lead] = await livesOf(home, who)
    const { body } = await api.post('/privacy/requests', {
      ...{ kind: 'erasure', email: who.email, review: true },
    })
    await new RequestRunner().pass()
    assert.equal((await api.get(`/leads/${lead}`)).body.values.email, who.email)
    const path = `/privacy/requests/${body.id}`
    const reason = 'The sender could not say who they are'
    assert.equal((await owner.visitor.json('POST', `${path}/cancel`, { reason })).status, 204)
    const { body: after } = await api.get(path)
    assert.deepEqual([after.status, after.refusal, after.person], ['cancelled', reason, null])
    assert.equal((await owner.visitor.json('POST', `${path}/begin`)).status, 409)
  })
})
