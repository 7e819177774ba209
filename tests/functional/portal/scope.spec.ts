import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { PASSWORD as TEAM_PASSWORD, makePerson } from '#tests/functional/accounts/support/people'
import { PORTAL_RULES } from '#tests/functional/portal/routes'
import { buyerOf } from '#tests/functional/portal/support'
import { returnsAccount } from '#tests/functional/returns/support'
import { startEngine } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'
import { helpShelf } from '#help/shelf'

/** A body that passes what looks at bodies, so that what is refused is refused for who asks. */
const BODIES: Record<string, object> = {
  'portal.people.pause': { paused: true },
  'portal.lead.reveal': { field: 'ssn' },
  'portal.lead.decide': { accept: true },
  'portal.lead.return': { reason: 'invalid_phone' },
  'portal.people.store': { email: 'not an address', role: 'member' },
}

const routes = () =>
  Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => /^\/portal(\/|$)/.test(pattern))
    .map(({ name, pattern, methods }) => ({
      name: name ?? '',
      pattern,
      method: methods.find((one) => one !== 'HEAD')!,
    }))

test.group('Portal: who may do what', (group) => {
  group.setup(() => startEngine())

  test('every route has an expectation, and none is left over', ({ assert }) => {
    assert.sameMembers(
      routes().map(({ name }) => name),
      Object.keys(PORTAL_RULES)
    )
  })

  test('every route × guest, operator, member, owner, other partner, other account', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const elsewhere = await returnsAccount()
    const [own] = await sell(1, { ssn: '123-45-6789' })
    const owner = await buyerOf(id)
    const asked = await owner.buyer.json('POST', `/portal/leads/${own.id}/return`, {
      reason: 'invalid_phone',
    })
    const member = await buyerOf(id, 'sunco', 'member')
    const { user } = await makePerson({}, { accountId: id })
    const operator = new Visitor()
    await operator.signIn(user.email, TEAM_PASSWORD)
    const guest = new Visitor()
    await guest.get('/portal/session', { accept: 'application/json' })
    await operator.get('/portal/session', { accept: 'application/json' })
    const foreign = [
      (await buyerOf(id, 'brightco')).buyer,
      (await buyerOf(elsewhere.id, 'sunco')).buyer,
    ]
    const idFor = (name: string) => {
      if (name.startsWith('portal.people')) return member.seat.id
      if (name.startsWith('portal.return.')) return asked.body.id as string
      return own.id
    }

    const { hash, type } = helpShelf().picture('portal-leads', 'en')!
    const picture = `en/portal-leads-${hash}.${type.slice('image/'.length)}`

    for (const { name, pattern, method } of routes()) {
      const expected = PORTAL_RULES[name]
      const path = pattern
        .replace(':id', idFor(name))
        .replace(':token', 'none')
        .replace(':file', 'none')
        .replace(':format', 'pdf')
        .replace(':guide', 'portal')
        .replace(':lang/:picture', picture)
      const ask = async (who: Visitor) => (await who.json(method, path, BODIES[name])).status
      if (expected === 'open') {
        assert.notEqual(await ask(guest), 404, name)
        continue
      }
      assert.equal(await ask(guest), 401, `guest ${name}`)
      assert.equal(await ask(operator), 401, `operator ${name}`)
      if (expected.startsWith('owner')) assert.equal(await ask(member.buyer), 403, `member ${name}`)
      if (expected.endsWith('own'))
        for (const [i, one] of foreign.entries())
          assert.equal(await ask(one), 404, `${['other partner', 'other account'][i]} ${name}`)
    }
    // Nothing of it was done.
    const { props } = await owner.buyer.page(`/portal/leads/${own.id}`)
    assert.containsSubset(props.returns, [{ status: 'waiting' }])
    assert.lengthOf((await owner.buyer.page('/portal/people')).props.people, 2)
  })
})
