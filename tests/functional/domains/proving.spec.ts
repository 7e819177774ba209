import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { checkDomain } from '#accounts/domains/check_domain'
import { checkDueDomains } from '#accounts/domains/domain_runner'
import { findDomain } from '#accounts/domains/domains'
import { siteOfHost } from '#accounts/domains/site_of_host'
import { DAY } from '#accounts/judge_check'
import { ownedAccount, insider } from '#tests/functional/accounts/support/team'
import { mailsTo } from '#tests/functional/accounts/support/people'
import { FakeDns, prove, reload, someHost, strictly } from '#tests/functional/domains/support'

test.group('proving a domain', (group) => {
  const dns = new FakeDns()
  group.setup(() => dns.use())

  test('a name opens its account when its record is found', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const host = someHost()
    const { status, body } = await owner.visitor.json('POST', '/settings/domains', {
      ...{ host: ` HTTPS://${host.toUpperCase()}/ `, use: 'app' },
    })
    assert.equal(status, 201)
    assert.equal(body.host, host)
    assert.equal(body.record.name, `_verify.${host}`)
    assert.match(body.record.value, /^verify=[\w-]{43}$/)
    assert.isNull(await siteOfHost(host))

    const check = () => owner.visitor.json('POST', `/settings/domains/${body.id}/check`)
    assert.include((await check()).body, { status: 'pending', problem: 'missing' })
    dns.texts.set(body.record.name, ['v=spf1 -all'])
    const other = (await check()).body
    assert.include(other, { status: 'pending', problem: 'other' })
    assert.deepEqual(other.found, ['v=spf1 -all'])
    dns.silent = true
    assert.include((await check()).body, { status: 'pending', problem: 'silent' })
    dns.silent = false
    dns.set((await findDomain(account.id, body.id))!, 'v=spf1 -all')
    assert.include((await check()).body, { status: 'verified', problem: null })
    assert.deepEqual(await siteOfHost(host), { accountId: account.id, use: 'app' })

    const changes = await db
      .from('config_changes')
      .where({ account_id: account.id, object: `domains.${host}` })
      .orderBy('id')
    assert.deepEqual(
      changes.map(({ action }) => action),
      ['created', 'updated']
    )
    const removed = await owner.visitor.json('DELETE', `/settings/domains/${body.id}`)
    assert.equal(removed.status, 204)
    assert.isNull(await siteOfHost(host))
  })

  test('where a name leads is looked at beside, and decides nothing', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const asInstall = strictly()
    try {
      const domain = await prove(dns, owner.visitor, account.id)
      const look = async () => {
        const { body } = await owner.visitor.json('POST', `/settings/domains/${domain.id}/check`)
        return body
      }
      assert.include(await look(), { status: 'verified', leads: 'nowhere' })
      dns.addresses.set(domain.host, ['203.0.113.9'])
      assert.isNull((await look()).leads, 'the install itself has no address yet')
      dns.addresses.set('install.example', ['198.51.100.2', '198.51.100.3'])
      const elsewhere = await look()
      assert.include(elsewhere, { status: 'verified', leads: 'elsewhere' })
      assert.deepEqual(elsewhere.addresses, ['203.0.113.9'])
      dns.addresses.set(domain.host, ['198.51.100.3'])
      assert.include(await look(), { status: 'verified', leads: 'here' })
      dns.silent = true
      assert.include(await look(), { status: 'verified', leads: null, problem: 'silent' })
    } finally {
      dns.silent = false
      asInstall()
    }
  })

  test('names that cannot be: each is refused with what is wrong', async ({ assert }) => {
    const { owner } = await ownedAccount()
    const refused = async (host: string) => {
      const { body } = await owner.visitor.json('POST', '/settings/domains', { host, use: 'app' })
      return body.errors?.[0].rule
    }
    assert.equal(await refused('10.0.0.7'), 'address')
    assert.equal(await refused('[::1]'), 'address')
    assert.equal(await refused('leads'), 'format')
    assert.equal(await refused('leads.example.com:8080'), 'format')
    assert.equal(await refused('leads.example.com/portal'), 'format')
    assert.equal(await refused('*.example.com'), 'format')
    assert.equal(await refused('server.local'), 'local')
    assert.equal(await refused('co.uk'), 'shared')
    const host = someHost()
    assert.isUndefined(await refused(host))
    assert.equal(await refused(host.toUpperCase()), 'taken')
  })

  test("a stranger's claim keeps nobody out, and takes nothing over", async ({ assert }) => {
    const [stranger, real] = [await ownedAccount(), await ownedAccount()]
    const host = someHost()
    const claimed = await stranger.owner.visitor.json('POST', '/settings/domains', {
      ...{ host, use: 'app' },
    })
    const proven = await prove(dns, real.owner.visitor, real.account.id, 'app', host)
    assert.equal(proven.status, 'verified')
    const claim = (await findDomain(stranger.account.id, claimed.body.id))!
    assert.equal((await checkDomain(claim, null, Date.now()))!.problem, 'other')
    assert.equal((await siteOfHost(host))!.accountId, real.account.id)
  })

  test('whoever proves a name later has it once the record of the other is gone', async ({
    assert,
  }) => {
    const [first, second] = [await ownedAccount(), await ownedAccount()]
    const old = await prove(dns, first.owner.visitor, first.account.id)
    const wish = { host: old.host, use: 'portal' }
    const { body } = await second.owner.visitor.json('POST', '/settings/domains', wish)
    const fresh = (await findDomain(second.account.id, body.id))!
    const value = (domain: { token: string }) => `verify=${domain.token}`

    dns.set(old, value(fresh))
    assert.include((await checkDomain(fresh, null, Date.now()))!.$attributes, {
      ...{ status: 'pending', problem: 'held' },
    })
    assert.equal((await siteOfHost(old.host))!.accountId, first.account.id)

    dns.set(fresh)
    assert.equal((await checkDomain(await reload(fresh), null, Date.now()))!.status, 'verified')
    assert.deepEqual(await siteOfHost(old.host), { accountId: second.account.id, use: 'portal' })
    assert.include((await reload(old)).$attributes, { status: 'failing', problem: 'lost' })
    const mails = await mailsTo(first.owner.user, 1)
    assert.isTrue(mails.some(({ subject }) => subject.includes('belongs to another account')))
  })

  test('without its record it goes on for seven days, and people are told twice', async ({
    assert,
  }) => {
    const { account, owner } = await ownedAccount()
    const viewer = await insider(account.id, 'viewer')
    const domain = await prove(dns, owner.visitor, account.id)
    const at = async (day: number) =>
      (await checkDomain(await reload(domain), null, start + day * DAY))!.$attributes
    const start = Date.now()
    dns.silent = true
    assert.include(await at(0), { status: 'verified', missingSince: null })
    dns.silent = false
    dns.clear(domain.host)
    assert.include(await at(0), { status: 'verified', problem: 'missing' })
    assert.equal((await at(6.9)).status, 'verified')
    assert.equal((await at(7)).status, 'failing')
    assert.isNull(await siteOfHost(domain.host))
    const subjects = (await mailsTo(owner.user, 2)).map(({ subject }) => subject)
    assert.deepEqual(
      subjects.filter((one) => one.includes(domain.host)),
      [`The DNS record of ${domain.host} is gone`, `${domain.host} does not work any more`]
    )
    assert.lengthOf(await db.from('mails').where('user_id', viewer.user.id), 0)
    dns.set(domain)
    assert.include(await at(8), { status: 'verified', missingSince: null })
  })

  test('the clock looks at what is due, and only at that', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const domain = await prove(dns, owner.visitor, account.id)
    dns.clear(domain.host)
    await checkDueDomains(Date.now())
    assert.isNull((await reload(domain)).missingSince)
    await checkDueDomains(Date.now() + DAY + 1)
    assert.isNotNull((await reload(domain)).missingSince)
  })

  test('is for owners and admins, and for the own account', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const domain = await prove(dns, owner.visitor, account.id)
    const operator = await insider(account.id, 'operator')
    const wish = { host: someHost(), use: 'app' }
    assert.equal((await operator.visitor.json('POST', '/settings/domains', wish)).status, 403)
    const other = await ownedAccount()
    for (const [method, path] of [
      ['POST', `/settings/domains/${domain.id}/check`],
      ['DELETE', `/settings/domains/${domain.id}`],
    ])
      assert.equal((await other.owner.visitor.json(method, path)).status, 404)
  })
})
