import { test } from '@japa/runner'
import { PASSWORD, mailsTo, makePerson } from '#tests/functional/accounts/support/people'
import { Visitor } from '#tests/helpers/visitor'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'

interface Session {
  id: string
  current: boolean
  device: { browser: string; system: string; kind: string }
  address: string
  remembered: boolean
}

/** Somebody signed in on a laptop and on a phone. */
async function onTwoDevices() {
  const { user } = await makePerson()
  const [laptop, phone] = [new Visitor(), new Visitor(IPHONE)]
  await laptop.signIn(user.email, PASSWORD)
  await phone.signIn(user.email, PASSWORD, { remember: true })
  return { user, laptop, phone }
}

const sessionsSeenBy = async (visitor: Visitor): Promise<Session[]> =>
  (await visitor.page('/settings/security')).props.sessions

test.group('own sessions', () => {
  test('are listed with device, address and which one this is', async ({ assert }) => {
    const { laptop, phone } = await onTwoDevices()
    const seen = await sessionsSeenBy(laptop)
    const facts = seen.map(({ device, address, current, remembered }) => ({
      device: `${device.browser} ${device.system} ${device.kind}`,
      address,
      current,
      remembered,
    }))
    assert.sameDeepMembers(facts, [
      {
        device: 'Firefox Windows computer',
        address: laptop.address,
        current: true,
        remembered: false,
      },
      { device: 'Safari iPhone phone', address: phone.address, current: false, remembered: true },
    ])
    assert.isTrue((await sessionsSeenBy(phone)).find((one) => one.remembered)!.current)
  })

  test('one ended from elsewhere is over with its next request', async ({ assert }) => {
    const { laptop, phone } = await onTwoDevices()
    const other = (await sessionsSeenBy(laptop)).find((one) => !one.current)!
    const ended = await laptop.json('DELETE', `/settings/security/sessions/${other.id}`)
    assert.equal(ended.status, 200)
    assert.equal((await phone.page('/settings/security')).location, '/login')
    assert.equal((await phone.json('PUT', '/settings/profile', { name: 'x' })).status, 401)
    assert.isTrue(await laptop.isIn())
    assert.lengthOf(await sessionsSeenBy(laptop), 1)
  })

  test('all others end at once, this one goes on', async ({ assert }) => {
    const { user, laptop, phone } = await onTwoDevices()
    const third = new Visitor()
    await third.signIn(user.email, PASSWORD)
    const { body } = await laptop.json('DELETE', '/settings/security/sessions')
    assert.deepEqual(body, { ended: 2 })
    assert.deepEqual(
      [await laptop.isIn(), await phone.isIn(), await third.isIn()],
      [true, false, false]
    )
  })

  test("somebody else's session is as absent as one that never was", async ({ assert }) => {
    const [own, other] = [await onTwoDevices(), await onTwoDevices()]
    const [foreign] = await sessionsSeenBy(other.laptop)
    for (const id of [foreign.id, 'ses_that_never_was']) {
      const answer = await own.laptop.json('DELETE', `/settings/security/sessions/${id}`)
      assert.equal(answer.status, 404)
    }
    assert.isTrue(await other.laptop.isIn())
  })

  test('signing in anew in the same browser leaves one session, not two', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    await visitor.signIn(user.email, PASSWORD)
    assert.lengthOf(await sessionsSeenBy(visitor), 1)
  })
})

test.group('changing the password', () => {
  const NEW = 'gravel lantern sixty otters'
  const change = (visitor: Visitor, current: string, password: string) =>
    visitor.json('POST', '/settings/security/password', { current, password })

  test('asks for the old one, ends all other sessions and goes on here under a new one', async ({
    assert,
  }) => {
    const { user, laptop, phone } = await onTwoDevices()
    const copy = new Visitor()
    for (const [name, value] of laptop.cookies) copy.cookies.set(name, value)

    const wrong = await change(laptop, 'not it', NEW)
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.body.errors[0].field, 'current')
    assert.isTrue(await phone.isIn())

    assert.deepEqual((await change(laptop, PASSWORD, NEW)).body, { ok: true })
    assert.isTrue(await laptop.isIn())
    assert.isFalse(await phone.isIn())
    assert.isFalse(await copy.isIn())
    assert.equal((await new Visitor().signIn(user.email, PASSWORD)).status, 401)
    assert.equal((await new Visitor().signIn(user.email, NEW)).status, 200)
    const subjects = (await mailsTo(user, 2)).map((mail) => mail.subject)
    assert.include(subjects, 'Your password was changed')
  })

  test('refuses what is short, common or personal, and says which at the field', async ({
    assert,
  }) => {
    const { user, laptop } = await onTwoDevices()
    for (const [password, rule] of [
      ['elevenchars', 'too_short'],
      ['qwertzuiop123', 'easy_to_guess'],
      [user.email, 'personal'],
      ['x'.repeat(257), 'too_long'],
    ]) {
      const { status, body } = await change(laptop, PASSWORD, password)
      assert.equal(status, 422)
      assert.deepInclude(body.errors[0], { field: 'password', rule })
    }
  })

  test('may be tried five times a minute', async ({ assert }) => {
    const { laptop } = await onTwoDevices()
    for (let i = 0; i < 5; i++) assert.equal((await change(laptop, `guess ${i}`, NEW)).status, 422)
    const shut = await change(laptop, PASSWORD, NEW)
    assert.equal(shut.status, 429)
    assert.equal(shut.body.errors[0].field, 'current')
  })
})

test.group('own profile', () => {
  test('name, language and hours are kept, and what is left out stays', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    const save = (values: object) => visitor.json('PUT', '/settings/profile', values)
    await save({ name: ' Ann Sommer ', locale: 'de', time_format: '24h' })
    await save({ name: 'Ann Sommer-Winter' })
    const { props } = await visitor.page('/settings/profile')
    assert.deepEqual(props.profile, {
      name: 'Ann Sommer-Winter',
      locale: 'de',
      time_format: '24h',
    })
    assert.equal(props.locale, 'de')
    assert.equal(props.user.timeFormat, '24h')
    await save({ name: '', locale: null, time_format: null })
    assert.deepEqual((await visitor.page('/settings/profile')).props.profile, {
      name: '',
      locale: null,
      time_format: null,
    })
    const wrong = await save({ locale: 'fr', time_format: '13h' })
    assert.equal(wrong.status, 422)
    assert.sameMembers(
      wrong.body.errors.map((one: { field: string }) => one.field),
      ['locale', 'time_format']
    )
  })

  test('takes nothing it does not offer', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    const change = { name: 'Ann', email: 'other@team.example', password: 'x', id: 'usr_x' }
    await visitor.json('PUT', '/settings/profile', change)
    await user.refresh()
    assert.equal(user.name, 'Ann')
    assert.notEqual(user.email, 'other@team.example')
    assert.isTrue(await user.verifyPassword(PASSWORD))
  })
})
