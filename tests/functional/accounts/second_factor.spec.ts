import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PASSWORD, mailsTo, makePerson } from '#tests/functional/accounts/support/people'
import { codeBefore, codeOf } from '#tests/helpers/authenticator'
import { Visitor } from '#tests/helpers/visitor'

const call = (visitor: Visitor, path: string, values: object = {}) =>
  visitor.json('POST', `/settings/security/second-factor${path}`, values)

/** Somebody whose second factor is on; the code of the step before now switched it on. */
async function protectedPerson() {
  const { user } = await makePerson()
  const visitor = new Visitor()
  await visitor.signIn(user.email, PASSWORD)
  const begun = await call(visitor, '')
  const { secret } = begun.body as { secret: string }
  const confirmed = await call(visitor, '/confirm', { code: await codeBefore(secret) })
  return { user, visitor, secret, begun: begun.body, codes: confirmed.body.codes as string[] }
}

/** A browser that has given the password and owes the code. */
async function owingCode(email: string) {
  const visitor = new Visitor()
  const first = await visitor.signIn(email, PASSWORD)
  return {
    visitor,
    first,
    give: (code: string) => visitor.json('POST', '/login/second-factor', { code }),
  }
}

test.group('second factor: switching it on and off', () => {
  test('shows a QR code, takes effect with a code, and tells the person', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    const { secret, uri, qr } = (await call(visitor, '')).body
    assert.match(secret, /^[A-Z2-7]{32}$/)
    assert.include(uri, `secret=${secret}`)
    assert.include(decodeURIComponent(uri), `Sluice:${user.email}`)
    assert.match(qr.path, /^(M\d+ \d+h\d+v1h-\d+z)+$/)

    // Begun is not on: the password alone signs in.
    assert.deepEqual((await new Visitor().signIn(user.email, PASSWORD)).body, { ok: true })
    const wrong = await call(visitor, '/confirm', { code: '000000' })
    assert.deepEqual([wrong.status, wrong.body.errors[0].rule], [422, 'wrong_code'])

    const { codes } = (await call(visitor, '/confirm', { code: codeOf(secret) })).body
    assert.lengthOf(new Set(codes), 10)
    const { props } = await visitor.page('/settings/security')
    assert.isTrue(props.secondFactor.on)
    assert.equal(props.secondFactor.codesLeft, 10)
    const subjects = (await mailsTo(user, 2)).map((mail) => mail.subject)
    assert.include(subjects, 'The second factor was switched on')
  })

  test('keeps the secret encrypted and the recovery codes as hashes', async ({ assert }) => {
    const { user, secret, codes } = await protectedPerson()
    const rows = [
      ...(await db.from('second_factors').where('user_id', user.id)),
      ...(await db.from('recovery_codes').where('user_id', user.id)),
    ]
    assert.lengthOf(rows, 11)
    const stored = JSON.stringify(rows)
    assert.notInclude(stored, secret)
    for (const code of codes) assert.notInclude(stored, code.replaceAll('-', ''))
  })

  test('one that is on cannot be replaced without being switched off', async ({ assert }) => {
    const { user, visitor, secret } = await protectedPerson()
    assert.equal((await call(visitor, '')).status, 409)
    const { give } = await owingCode(user.email)
    assert.equal((await give(codeOf(secret))).status, 200)
  })

  test('switching off asks for the password and tells the person', async ({ assert }) => {
    const { user, visitor } = await protectedPerson()
    const wrong = await call(visitor, '/off', { password: 'not it' })
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'password'])
    assert.isTrue((await visitor.page('/settings/security')).props.secondFactor.on)
    assert.equal((await call(visitor, '/off', { password: PASSWORD })).status, 200)
    assert.deepEqual((await new Visitor().signIn(user.email, PASSWORD)).body, { ok: true })
    const subjects = (await mailsTo(user, 2)).map((mail) => mail.subject)
    assert.include(subjects, 'The second factor was switched off')
    assert.equal((await call(visitor, '/off', { password: PASSWORD })).status, 409)
  })

  test('new recovery codes ask for the password and void the old ones', async ({ assert }) => {
    const { user, visitor, codes } = await protectedPerson()
    assert.equal((await call(visitor, '/codes', { password: 'not it' })).status, 422)
    const renewed = (await call(visitor, '/codes', { password: PASSWORD })).body.codes
    assert.lengthOf(renewed, 10)
    const { give } = await owingCode(user.email)
    assert.equal((await give(codes[0])).status, 422)
    assert.equal((await give(renewed[0])).status, 200)
  })
})

test.group('second factor: signing in', () => {
  test('the password alone opens nothing; the code opens', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const { visitor, first, give } = await owingCode(user.email)
    assert.deepEqual([first.status, first.body], [200, { second_factor: true }])
    assert.isFalse(await visitor.isIn())
    assert.equal((await give('123456')).status, 422)
    assert.isFalse(await visitor.isIn())
    assert.deepEqual((await give(codeOf(secret))).body, { ok: true })
    assert.isTrue(await visitor.isIn())
  })

  test('by form: two pages, then the page that was wanted', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const visitor = new Visitor()
    await visitor.get('/outbox')
    const first = await visitor.submit('/login', { email: user.email, password: PASSWORD })
    assert.equal(first.location, '/login/second-factor')
    const { props } = await visitor.page('/login/second-factor')
    assert.equal(props.email, user.email)
    await visitor.submit('/login/second-factor', { code: '123456' })
    const again = await visitor.page('/login/second-factor')
    assert.equal(again.props.errors.code, 'wrong_code')
    const [a, b] = [codeOf(secret).slice(0, 3), codeOf(secret).slice(3)]
    const second = await visitor.submit('/login/second-factor', { code: ` ${a} ${b}` })
    assert.equal(second.location, '/outbox')
    assert.isTrue(await visitor.isIn())
  })

  test('a dialog may give password and code at once', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const visitor = new Visitor()
    const wrong = await visitor.signIn(user.email, PASSWORD, { code: '123456' })
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'code'])
    assert.isFalse(await visitor.isIn())
    const right = await visitor.signIn(user.email, PASSWORD, { code: codeOf(secret) })
    assert.deepEqual(right.body, { ok: true })
    assert.isTrue(await visitor.isIn())
  })

  test('a code is taken once, and none from before it', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const code = codeOf(secret)
    const one = await owingCode(user.email)
    assert.equal((await one.give(code)).status, 200)
    const two = await owingCode(user.email)
    assert.equal((await two.give(code)).status, 422)
    assert.equal((await two.give(codeOf(secret, -1))).status, 422)
    assert.isFalse(await two.visitor.isIn())
    assert.equal((await two.give(codeOf(secret, 1))).status, 200)
  })

  test('of two who give one code at the same moment, one gets in', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const both = await Promise.all([owingCode(user.email), owingCode(user.email)])
    const code = codeOf(secret)
    const answers = await Promise.all(both.map(({ give }) => give(code)))
    assert.sameMembers(
      answers.map(({ status }) => status),
      [200, 422]
    )
  })

  test('the code that switched it on does not sign in', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    const { secret } = (await call(visitor, '')).body
    const code = codeOf(secret)
    await call(visitor, '/confirm', { code })
    const { give } = await owingCode(user.email)
    assert.equal((await give(code)).status, 422)
  })

  test('a code from two minutes ago or ahead is none', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const { give } = await owingCode(user.email)
    assert.equal((await give(codeOf(secret, -4))).status, 422)
    assert.equal((await give(codeOf(secret, 4))).status, 422)
  })

  test('a recovery code signs in once, however it is typed', async ({ assert }) => {
    const { user, visitor, codes } = await protectedPerson()
    const one = await owingCode(user.email)
    const typed = ` ${codes[3].toUpperCase().replaceAll('-', ' ')} `
    assert.equal((await one.give(typed)).status, 200)
    const two = await owingCode(user.email)
    assert.equal((await two.give(codes[3])).status, 422)
    const { props } = await visitor.page('/settings/security')
    assert.equal(props.secondFactor.codesLeft, 9)
  })

  test('five wrong codes shut the door, also for the right one', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const first = await owingCode(user.email)
    for (let i = 0; i < 5; i++) assert.equal((await first.give(`00000${i}`)).status, 422)
    const second = await owingCode(user.email)
    const shut = await second.give(codeOf(secret))
    assert.deepEqual([shut.status, shut.body.errors[0].rule], [429, 'throttled'])
  })

  test('the code cannot be given without the password, nor by another browser', async ({
    assert,
  }) => {
    const { user, secret } = await protectedPerson()
    await owingCode(user.email)
    const stranger = new Visitor()
    await stranger.begin()
    const answer = await stranger.json('POST', '/login/second-factor', { code: codeOf(secret) })
    assert.equal(answer.status, 409)
    assert.equal((await stranger.get('/login/second-factor')).location, '/login')
  })

  test('a password changed meanwhile ends the wait for the code', async ({ assert }) => {
    const { user, visitor, secret } = await protectedPerson()
    const { give } = await owingCode(user.email)
    await visitor.json('POST', '/settings/security/password', {
      current: PASSWORD,
      password: 'gravel lantern sixty otters',
    })
    assert.equal((await give(codeOf(secret))).status, 409)
  })

  test('a new password does not switch it off', async ({ assert }) => {
    const { user, visitor } = await protectedPerson()
    const password = 'gravel lantern sixty otters'
    await visitor.json('POST', '/settings/security/password', { current: PASSWORD, password })
    const { body } = await new Visitor().signIn(user.email, password)
    assert.deepEqual(body, { second_factor: true })
  })

  test('"remember this device" holds over both steps', async ({ assert }) => {
    const { user, secret } = await protectedPerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD, { remember: true })
    await visitor.json('POST', '/login/second-factor', { code: codeOf(secret) })
    const { props } = await visitor.page('/settings/security')
    assert.isTrue(props.sessions.find((one: { current: boolean }) => one.current).remembered)
  })
})
