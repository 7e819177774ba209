import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Membership from '#accounts/models/membership'
import User from '#accounts/models/user'
import { PASSWORD, mailsTo, makePerson } from '#tests/functional/accounts/support/people'
import { Visitor } from '#tests/helpers/visitor'

test.group('signing in', () => {
  test('by form goes on to the page that was wanted; by script it says ok', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    assert.equal((await visitor.get('/outbox?before=x')).location, '/login')
    const answer = await visitor.submit('/login', { email: user.email, password: PASSWORD })
    assert.equal(answer.location, '/outbox?before=x')
    assert.isTrue(await visitor.isIn())

    const dialog = new Visitor()
    const said = await dialog.signIn(user.email.toUpperCase(), PASSWORD)
    assert.deepEqual([said.status, said.body], [200, { ok: true }])
    assert.isTrue(await dialog.isIn())
    // Another tab may have done it meanwhile.
    assert.deepEqual((await dialog.signIn(user.email, PASSWORD)).body, { ok: true })
  })

  test('answers a wrong password and an unknown person alike', async ({ assert }) => {
    const { user } = await makePerson()
    const said = async (email: string) => {
      const visitor = new Visitor()
      const { status, body, headers } = await visitor.signIn(email, 'not the password')
      return { status, body, type: headers.get('content-type') }
    }
    const wrong = await said(user.email)
    assert.equal(wrong.status, 401)
    assert.equal(wrong.type, 'application/problem+json')
    assert.equal(wrong.body.errors[0].rule, 'wrong_credentials')
    assert.deepEqual(await said('nobody@team.example'), wrong)
  })

  test('renews the id of the session: one that was known before opens nothing', async ({
    assert,
  }) => {
    const { user } = await makePerson()
    const victim = new Visitor()
    await victim.begin()
    const planted = new Map(victim.cookies)
    await victim.signIn(user.email, PASSWORD)
    assert.notEqual(victim.cookies.get('session'), planted.get('sluice'))
    const attacker = new Visitor()
    for (const [name, value] of planted) attacker.cookies.set(name, value)
    assert.isFalse(await attacker.isIn())
  })

  test('a copy of the cookie is worth nothing once its owner signed out', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    const thief = new Visitor()
    for (const [name, value] of visitor.cookies) thief.cookies.set(name, value)
    assert.isTrue(await thief.isIn())
    await visitor.submit('/logout', {})
    assert.isFalse(await thief.isIn())
    assert.isFalse(await visitor.isIn())
  })

  test('cookies are closed to scripts and to other sites', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    const answer = await visitor.signIn(user.email, PASSWORD)
    const cookies = answer.headers.getSetCookie().filter((line) => !line.startsWith('XSRF'))
    assert.isAtLeast(cookies.length, 2)
    for (const line of cookies.filter((one) => !/max-age=0|1970/i.test(one))) {
      assert.match(line, /; HttpOnly/i)
      assert.match(line, /; SameSite=Lax/i)
      assert.match(line, /; Path=\//i)
    }
  })

  test('five wrong passwords shut the door for a minute, and for nobody else', async ({
    assert,
  }) => {
    const [locked, free] = [await makePerson(), await makePerson()]
    const visitor = new Visitor()
    for (let i = 0; i < 5; i++)
      assert.equal((await visitor.signIn(locked.user.email, `guess ${i}`)).status, 401)
    const shut = await visitor.signIn(locked.user.email, PASSWORD)
    assert.equal(shut.status, 429)
    assert.isAbove(Number(shut.headers.get('retry-after')), 0)
    assert.equal((await visitor.signIn(free.user.email, PASSWORD)).status, 200)
  })

  test('guesses at one person from many addresses are stopped too', async ({ assert }) => {
    const { user } = await makePerson()
    const statuses: number[] = []
    for (let i = 0; i < 52; i++) {
      const visitor = new Visitor()
      statuses.push((await visitor.signIn(user.email, `guess ${i}`)).status)
    }
    assert.deepEqual(statuses.slice(0, 50), Array.from({ length: 50 }).fill(401))
    assert.deepEqual(statuses.slice(50), [429, 429])
  })

  test('is forgotten 12 hours after the last use, or 30 days after it began where that was wished', async ({
    assert,
  }) => {
    const { user } = await makePerson()
    const [plain, remembered] = [new Visitor(), new Visitor()]
    await plain.signIn(user.email, PASSWORD)
    await remembered.signIn(user.email, PASSWORD, { remember: true })
    const rows = await db.from('user_sessions').where('user_id', user.id).orderBy('id')
    const hours = rows.map((row) => (Number(row.expires_at) - Number(row.created_at)) / 3_600_000)
    assert.deepEqual(hours, [12, 720])

    // An hour later: use moves the end of the one and not of the other.
    await db
      .from('user_sessions')
      .where('user_id', user.id)
      .update({ last_seen_at: Date.now() - 3_600_000, expires_at: Date.now() + 11 * 3_600_000 })
    await Promise.all([plain.isIn(), remembered.isIn()])
    let moved = []
    for (let tries = 0; tries < 4000 && moved.length < 2; tries++) {
      moved = await db
        .from('user_sessions')
        .where('user_id', user.id)
        .where('last_seen_at', '>', Date.now() - 60_000)
        .orderBy('id')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    assert.isAbove(Number(moved[0].expires_at), Date.now() + 11.9 * 3_600_000)
    assert.isBelow(Number(moved[1].expires_at), Date.now() + 11.1 * 3_600_000)

    await db.from('user_sessions').where('user_id', user.id).update({ expires_at: Date.now() })
    assert.isFalse(await plain.isIn())
    assert.isFalse(await remembered.isIn())
  })

  test('from a device that is new tells the person; from the first and from a known one it does not', async ({
    assert,
  }) => {
    const { user } = await makePerson()
    const [first, second] = [new Visitor(), new Visitor()]
    await first.signIn(user.email, PASSWORD)
    await first.submit('/logout', {})
    await first.signIn(user.email, PASSWORD)
    await second.signIn(user.email, PASSWORD)
    const mails = await mailsTo(user, 1)
    assert.lengthOf(mails, 1)
    assert.equal(mails[0].subject, 'New sign-in to Sluice')
    assert.include(mails[0].text, second.address)
    assert.include(mails[0].text, 'Firefox on Windows')
    assert.notInclude(mails[0].text, first.address)
  })

  test('somebody whose account is gone is told so, and may sign out', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    await Membership.query().where('user_id', user.id).delete()
    assert.equal((await visitor.get('/overview')).location, '/no-account')
    assert.equal((await visitor.submit('/logout', {})).location, '/login')
    assert.isFalse(await visitor.isIn())
    await User.query().where('id', user.id).delete()
    assert.lengthOf(await db.from('user_sessions').where('user_id', user.id), 0)
  })
})
