import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#accounts/models/user'
import { listOutbox, readOutboxMail } from '#delivery/outbox'
import { PASSWORD, mailsTo, makePerson, tokenIn } from '#tests/functional/accounts/support/people'
import { Visitor } from '#tests/helpers/visitor'

const NEW = 'gravel lantern sixty otters'

async function askFor(email: string, visitor = new Visitor()) {
  await visitor.begin()
  return visitor.submit('/forgot-password', { email })
}

/** Somebody who asked for a reset, and the token that was mailed. */
async function asked() {
  const { user, accountId } = await makePerson()
  await askFor(user.email)
  const [mail] = await mailsTo(user, 1)
  return { user, accountId, mail, token: tokenIn(mail) }
}

async function set(token: string, password = NEW) {
  const visitor = new Visitor()
  await visitor.begin()
  const answer = await visitor.submit(`/reset-password/${token}`, { password })
  const page = answer.location?.startsWith('/reset') ? await visitor.page(answer.location) : null
  return { location: answer.location, error: page?.props.errors.password, visitor }
}

const signsIn = async (email: string, password: string) =>
  (await new Visitor().signIn(email, password)).status === 200

test.group('a password forgotten', () => {
  test('a link comes by mail and sets a new password, once', async ({ assert }) => {
    const { user, token, mail } = await asked()
    assert.equal(mail.subject, 'Set a new password')
    assert.include(mail.html, `/reset-password/${token}`)
    assert.isAtLeast(Buffer.from(token, 'base64url').length, 16)

    const open = await new Visitor().page(`/reset-password/${token}`)
    assert.equal(open.props.email, user.email)
    assert.equal(open.headers.get('cache-control'), 'no-store')
    assert.equal((await set(token)).location, '/login')
    assert.isTrue(await signsIn(user.email, NEW))
    assert.isFalse(await signsIn(user.email, PASSWORD))

    const again = await set(token, 'another lantern sixty otters')
    assert.equal(again.error, 'token')
    assert.isNull((await new Visitor().page(`/reset-password/${token}`)).props.email)
    assert.isTrue(await signsIn(user.email, NEW))
    assert.deepEqual(
      (await mailsTo(user, 2)).map((one) => one.subject).includes('Your password was changed'),
      true
    )
  })

  test('of two who use the link at once, one does', async ({ assert }) => {
    const { user, token } = await asked()
    const both = await Promise.all([set(token, NEW), set(token, `${NEW} too`)])
    assert.lengthOf(
      both.filter((one) => one.location === '/login'),
      1
    )
    const works = await Promise.all([signsIn(user.email, NEW), signsIn(user.email, `${NEW} too`)])
    assert.sameMembers(works, [true, false])
  })

  test('an unknown address gets the same answer, and no mail', async ({ assert }) => {
    const { user } = await makePerson()
    const said = async (email: string) => {
      const visitor = new Visitor()
      const { status, location, body } = await askFor(email, visitor)
      const { props } = await visitor.page('/forgot-password')
      return { status, location, body, sentTo: props.sentTo === email, errors: props.errors }
    }
    const known = await said(user.email)
    assert.deepEqual([known.location, known.sentTo, known.errors], ['/forgot-password', true, {}])
    assert.deepEqual(await said('nobody-at-all@team.example'), known)
    await mailsTo(user, 1)
    const strangers = await db.from('mails').where('to', 'like', '%nobody-at-all@%')
    assert.lengthOf(strangers, 0)
  })

  test('the token is stored as a hash only', async ({ assert }) => {
    const { user, token } = await asked()
    const rows = await db.from('one_time_tokens').where('user_id', user.id)
    assert.lengthOf(rows, 1)
    assert.notInclude(JSON.stringify(rows), token)
  })

  test('it lasts an hour', async ({ assert }) => {
    const { user, token } = await asked()
    const [row] = await db.from('one_time_tokens').where('user_id', user.id)
    assert.equal(Number(row.expires_at) - Number(row.created_at), 3_600_000)
    await db.from('one_time_tokens').where('id', row.id).update({ expires_at: Date.now() })
    assert.equal((await set(token)).error, 'token')
    assert.isTrue(await signsIn(user.email, PASSWORD))
  })

  test('it is worth nothing for another purpose or once the address is another', async ({
    assert,
  }) => {
    const one = await asked()
    await db.from('one_time_tokens').where('user_id', one.user.id).update({ purpose: 'invitation' })
    assert.equal((await set(one.token)).error, 'token')

    const two = await asked()
    await User.query()
      .where('id', two.user.id)
      .update({ email: `moved-${two.user.email}` })
    assert.equal((await set(two.token)).error, 'token')
  })

  test('the link leads to the address of the install, whatever host was asked', async ({
    assert,
  }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    await visitor.begin()
    await visitor.send('POST', '/forgot-password', {
      values: { email: user.email },
      headers: { 'x-inertia': 'true', 'x-forwarded-host': 'evil.example', 'host': 'evil.example' },
    })
    const [mail] = await mailsTo(user, 1)
    assert.notInclude(mail.text + mail.html, 'evil.example')
    assert.match(mail.text, /http:\/\/localhost:\d+\/reset-password\//)
  })

  test('every session ends with the new password, and every other link', async ({ assert }) => {
    const { user, token } = await asked()
    await askFor(user.email)
    const [phone, laptop] = [new Visitor(), new Visitor()]
    await phone.signIn(user.email, PASSWORD, { remember: true })
    await laptop.signIn(user.email, PASSWORD)
    const mails = await mailsTo(user, 3)
    const other = tokenIn(mails.filter((one) => /reset-password/.test(one.text))[1])
    assert.isTrue(await phone.isIn())
    await set(token)
    assert.isFalse(await phone.isIn())
    assert.isFalse(await laptop.isIn())
    assert.equal((await set(other, `${NEW} too`)).error, 'token')
  })

  test('a password that is short, common or made of the own name is refused, and the link still works', async ({
    assert,
  }) => {
    const { user, token } = await asked()
    assert.equal((await set(token, 'short')).error, 'too_short')
    assert.equal((await set(token, 'Passwort1234')).error, 'easy_to_guess')
    assert.equal((await set(token, user.email)).error, 'personal')
    assert.equal((await set(token)).location, '/login')
  })

  test('asking again and again sends three mails an hour, and shuts out an address after ten', async ({
    assert,
  }) => {
    const { user } = await makePerson()
    const visitor = new Visitor()
    for (let i = 0; i < 10; i++)
      assert.equal((await askFor(user.email, visitor)).location, '/forgot-password')
    assert.equal((await visitor.page('/forgot-password')).props.sentTo, user.email)
    await askFor(user.email, visitor)
    const { props } = await visitor.page('/forgot-password')
    assert.equal(props.errors.email, 'throttled_long')
    assert.isNull(props.sentTo)
    const { user: last } = await makePerson()
    await askFor(last.email)
    await mailsTo(last, 1)
    assert.lengthOf(await mailsTo(user, 3), 3)
  })

  test('comes in the language of the person', async ({ assert }) => {
    const { user } = await makePerson({ locale: 'de' })
    await askFor(user.email)
    const [mail] = await mailsTo(user, 1)
    assert.equal(mail.subject, 'Neues Passwort festlegen')
    assert.include(mail.html, 'lang="de"')
  })

  test('in the outbox only that person and the owners see it', async ({ assert }) => {
    const { user, accountId, mail } = await asked()
    const sees = async (userId: string, role: 'owner' | 'admin' | 'viewer') => {
      const reader = { userId, role }
      const list = await listOutbox(accountId, reader)
      const one = await readOutboxMail(accountId, reader, mail.id)
      assert.equal(one !== null, list.mails.length > 0)
      return one !== null
    }
    assert.isTrue(await sees(user.id, 'viewer'))
    assert.isTrue(await sees('usr_owner', 'owner'))
    assert.isFalse(await sees('usr_admin', 'admin'))
  })
})
