import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { listOutbox } from '#delivery/outbox'
import env from '#start/env'
import { PASSWORD, makePerson } from '#tests/functional/accounts/support/people'
import {
  WISH,
  atForm,
  madeFor,
  mailsAt,
  newEmail,
  signUp,
  signUpToken,
} from '#tests/functional/accounts/support/sign_ups'
import { Visitor } from '#tests/helpers/visitor'

const errorOf = async (visitor: Visitor, path: string) => (await visitor.page(path)).props.errors

test.group('signing up', () => {
  test('nothing is made before the link is followed; then login, account and ownership are', async ({
    assert,
  }) => {
    const email = newEmail()
    const visitor = await atForm()
    const { answer, mails } = await signUp(visitor, email)
    assert.equal(answer.location, '/sign-up')
    assert.equal((await visitor.page('/sign-up')).props.sentTo, email)
    assert.equal(mails[0].subject, 'Bestätigen Sie Ihre Adresse')
    // It goes to whom somebody likes: none of their words go with it.
    assert.notMatch(mails[0].text + mails[0].html, /Green|Founder/)
    assert.deepEqual(await madeFor(email), { user: null, accounts: [], waiting: 1 })
    const token = signUpToken(mails[0])
    const kept = JSON.stringify(await db.from('sign_ups').where('email', email))
    assert.notInclude(kept, token)
    assert.notInclude(kept, PASSWORD)

    const page = await visitor.page(`/sign-up/${token}`)
    assert.deepEqual(page.props.signUp, { email, company: WISH.company, here: true })
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.isNull((await madeFor(email)).user)

    const done = await visitor.submit(`/sign-up/${token}`, {})
    assert.equal(done.location, '/overview')
    const { props } = await visitor.page('/overview')
    assert.deepInclude(props.account, {
      ...{ name: WISH.company, currency: 'EUR', timeZone: 'Europe/Vienna' },
    })
    assert.equal(props.role, 'owner')
    assert.equal(props.user.name, 'Fina Founder')
    const { accounts, waiting } = await madeFor(email)
    assert.equal(waiting, 0)
    assert.lengthOf(accounts, 1)
    assert.deepInclude(accounts[0], { country: 'AT', language: 'de', role: 'owner' })
    assert.match(accounts[0].key, /^green-roofs-co-[0-9a-f]{6}$/)
    assert.equal((await new Visitor().signIn(email, PASSWORD)).status, 200)
  })

  test('the link works once, and of two at once one makes an account', async ({ assert }) => {
    const email = newEmail()
    const visitor = await atForm()
    const token = signUpToken((await signUp(visitor, email)).mails[0])
    const other = new Visitor()
    await other.begin()
    const both = await Promise.all([
      visitor.submit(`/sign-up/${token}`, {}),
      other.submit(`/sign-up/${token}`, { password: PASSWORD }),
    ])
    assert.lengthOf(
      both.filter(({ location }) => location === '/overview'),
      1
    )
    assert.lengthOf((await madeFor(email)).accounts, 1)
    const late = new Visitor()
    await late.begin()
    await late.submit(`/sign-up/${token}`, { password: PASSWORD })
    assert.equal((await errorOf(late, `/sign-up/${token}`)).password, 'token')
    assert.isNull((await late.page(`/sign-up/${token}`)).props.signUp)
  })

  test('another browser gives the password: a stranger who asked in my name gains nothing', async ({
    assert,
  }) => {
    const email = newEmail()
    const stranger = await atForm()
    const token = signUpToken((await signUp(stranger, email)).mails[0])
    const mine = new Visitor()
    assert.isFalse((await mine.page(`/sign-up/${token}`)).props.signUp.here)
    for (const body of [{}, { password: 'a guess of my own 99' }]) {
      await mine.submit(`/sign-up/${token}`, body)
      assert.equal((await errorOf(mine, `/sign-up/${token}`)).password, 'wrong_password')
    }
    assert.isNull((await madeFor(email)).user)
    const right = await mine.submit(`/sign-up/${token}`, { password: PASSWORD })
    assert.equal(right.location, '/overview')
  })

  test('guesses of the password behind a link are held up', async ({ assert }) => {
    const email = newEmail()
    const token = signUpToken((await signUp(await atForm(), email)).mails[0])
    const mine = new Visitor()
    await mine.begin()
    for (let i = 0; i < 6; i++) await mine.submit(`/sign-up/${token}`, { password: `guess ${i}` })
    assert.match((await errorOf(mine, `/sign-up/${token}`)).password, /^throttled/)
    await mine.submit(`/sign-up/${token}`, { password: PASSWORD })
    assert.isNull((await madeFor(email)).user)
  })

  test('it lasts a day, and the links of before are void once one is used', async ({ assert }) => {
    const email = newEmail()
    const visitor = await atForm()
    const first = signUpToken((await signUp(visitor, email)).mails[0])
    const rows = await db.from('sign_ups').where('email', email)
    assert.equal(Number(rows[0].expires_at) - Number(rows[0].created_at), 86_400_000)
    const { mails } = await signUp(visitor, email, { company: 'Second Try' }, 2)
    const second = signUpToken(mails[1])
    await db.from('sign_ups').where('email', email).update({ expires_at: Date.now() })
    await visitor.submit(`/sign-up/${second}`, {})
    assert.isNull((await madeFor(email)).user)
    await db
      .from('sign_ups')
      .where('email', email)
      .update({ expires_at: Date.now() + 60_000 })
    assert.equal((await visitor.submit(`/sign-up/${second}`, {})).location, '/overview')
    assert.equal((await madeFor(email)).accounts[0].name, 'Second Try')
    assert.isNull((await new Visitor().page(`/sign-up/${first}`)).props.signUp)
  })

  test('an address with a login gets the same answer, and another mail', async ({ assert }) => {
    const { user, accountId } = await makePerson()
    const said = async (email: string) => {
      const visitor = await atForm()
      const { answer, mails } = await signUp(visitor, email)
      const { props } = await visitor.page('/sign-up')
      const { status, location, body } = answer
      return {
        subject: mails.at(-1)!.subject,
        same: { status, location, body, sentTo: props.sentTo === email, errors: props.errors },
      }
    }
    const known = await said(user.email)
    const fresh = await said(newEmail())
    assert.deepEqual(known.same, fresh.same)
    assert.isTrue(known.same.sentTo)
    assert.equal(known.subject, 'You have a login already')
    assert.notEqual(fresh.subject, known.subject)
    const { accounts, waiting } = await madeFor(user.email)
    assert.deepEqual([accounts.map(({ id }) => id), waiting], [[accountId], 0])
  })

  test('an address that got a login meanwhile keeps it', async ({ assert }) => {
    const email = newEmail()
    const visitor = await atForm()
    const token = signUpToken((await signUp(visitor, email)).mails[0])
    const { user } = await makePerson()
    await db.from('users').where('id', user.id).update({ email })
    await visitor.submit(`/sign-up/${token}`, {})
    assert.equal((await errorOf(visitor, `/sign-up/${token}`)).password, 'token')
    assert.isFalse(await visitor.isIn())
    assert.lengthOf((await madeFor(email)).accounts, 1)
  })

  test('what is wrong is said at its field, and no mail is sent', async ({ assert }) => {
    const visitor = await atForm()
    const email = newEmail()
    const wrong = async (wish: object) => {
      await visitor.submit('/sign-up', { ...WISH, email, ...wish })
      return errorOf(visitor, '/sign-up')
    }
    assert.deepEqual(await wrong({ password: 'short' }), { password: 'too_short' })
    assert.deepEqual(await wrong({ password: 'green-roofs-fina' }), { password: 'personal' })
    assert.deepEqual(await wrong({ country: 'ZZ' }), { country: 'country' })
    assert.deepEqual(await wrong({ time_zone: 'Mars/Base' }), { time_zone: 'time_zone' })
    assert.property(await wrong({ company: ' ' }), 'company')
    assert.property(await wrong({ email: 'no address' }), 'email')
    assert.lengthOf(await mailsAt(email, 0), 0)
  })

  test('programs are held off: too fast, or by the field nobody sees', async ({ assert }) => {
    const email = newEmail()
    const fast = new Visitor()
    await fast.page('/sign-up')
    await fast.submit('/sign-up', { ...WISH, email })
    assert.deepEqual(await errorOf(fast, '/sign-up'), { email: 'too_fast' })
    const filler = await atForm()
    await filler.submit('/sign-up', { ...WISH, email, website: 'https://spam.example' })
    assert.equal((await filler.page('/sign-up')).props.sentTo, email)
    // Somebody who is served afterwards shows that there was time for it.
    const person = await atForm()
    await signUp(person, newEmail())
    assert.deepEqual(await madeFor(email), { user: null, accounts: [], waiting: 0 })
    assert.lengthOf(await mailsAt(email, 0), 0)
  })

  test('an address gets three mails an hour, and one place asks ten times', async ({ assert }) => {
    const email = newEmail()
    const visitor = await atForm()
    for (let i = 1; i <= 3; i++) await signUp(visitor, email, {}, i)
    await signUp(visitor, email, {}, 3)
    await signUp(visitor, newEmail())
    assert.lengthOf(await mailsAt(email, 0), 3)
    for (let i = 0; i < 5; i++) await signUp(visitor, newEmail())
    await visitor.submit('/sign-up', { ...WISH, email: newEmail() })
    assert.match((await errorOf(visitor, '/sign-up')).email, /^throttled/)
  })

  test('no outbox shows the mail: its link makes a login', async ({ assert }) => {
    const { user, accountId } = await makePerson()
    const email = newEmail()
    await signUp(await atForm(), email)
    const seen = await listOutbox(accountId, { userId: user.id, role: 'owner' })
    assert.notInclude(JSON.stringify(seen), email)
  })
})

test.group('one more account', () => {
  const MORE = { company: 'Blue', country: 'US', currency: 'USD', time_zone: 'UTC', language: 'en' }

  test('who has a login opens it without a mail, owns it and is in it', async ({ assert }) => {
    const { user } = await makePerson({}, { role: 'viewer' })
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    assert.equal((await visitor.submit('/accounts/new', MORE)).location, '/overview')
    const { props } = await visitor.page('/overview')
    assert.deepInclude(props.account, { name: 'Blue', currency: 'USD' })
    assert.equal(props.role, 'owner')
    assert.lengthOf(props.accounts, 2)
    await visitor.submit('/accounts/new', { ...MORE, currency: 'XQQ' })
    assert.deepEqual(await errorOf(visitor, '/accounts/new'), { currency: 'currency' })
    assert.lengthOf((await madeFor(user.email)).accounts, 2)
  })

  test('five an hour at most', async ({ assert }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    for (let i = 0; i < 6; i++) await visitor.submit('/accounts/new', MORE)
    assert.match((await errorOf(visitor, '/accounts/new')).company, /^throttled/)
    assert.lengthOf((await madeFor(user.email)).accounts, 6)
  })
})

test.group('an install that is closed', (group) => {
  group.each.setup(() => {
    env.set('SIGN_UP', 'closed')
    return () => env.set('SIGN_UP', 'open')
  })

  test('none of it is there, and nothing leads to it', async ({ assert }) => {
    const guest = new Visitor()
    await guest.begin()
    const { user } = await makePerson()
    const member = new Visitor()
    await member.signIn(user.email, PASSWORD)
    const answers = await Promise.all([
      guest.page('/sign-up'),
      guest.submit('/sign-up', { ...WISH, email: newEmail() }),
      guest.page('/sign-up/some-token'),
      guest.submit('/sign-up/some-token', {}),
      member.page('/accounts/new'),
      member.submit('/accounts/new', {}),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 404)
    )
    assert.isFalse((await guest.page('/login')).props.signUp)
    assert.isFalse((await member.page('/overview')).props.signUp)
  })
})
