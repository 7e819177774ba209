import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Buyer, PASSWORD, buyerOf, invited, tokenFor } from '#tests/functional/portal/support'
import { codeBefore, codeOf } from '#tests/helpers/authenticator'
import { makeAccount } from '#tests/helpers/make_account'

const FACTOR = '/portal/settings/security/second-factor'
const CHROME = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'

/** Mails that came to somebody after the invitation, once there are `count` of them. */
async function mailsTo(email: string, count: number) {
  const found = () =>
    db
      .from('mails')
      .where('to', 'like', `%${email}%`)
      .whereNot('text', 'like', '%/portal/invitation/%')
      .orderBy('created_at')
      .orderBy('id')
  for (let tries = 0; tries < 500 && (await found()).length < count; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  return found()
}

test.group('Portal: mails about signing in', () => {
  test('the second factor is told of when it goes on and off, to whoever it belongs to alone', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { buyer, email } = await buyerOf(id)
    const { email: colleague } = await buyerOf(id, 'sunco', 'member')
    const { secret } = (await buyer.json('POST', FACTOR)).body
    assert.equal((await buyer.json('POST', `${FACTOR}/confirm`, { code: '000000' })).status, 422)
    const code = await codeBefore(secret)
    assert.equal((await buyer.json('POST', `${FACTOR}/confirm`, { code })).status, 200)
    const [on, ...early] = await mailsTo(email, 1)
    assert.lengthOf(early, 0, 'a wrong code changes nothing, so it is no news')
    assert.equal(on.subject, 'The second factor was switched on')
    assert.include(on.text, email)
    assert.include(on.text, '/portal/forgot-password')
    assert.notInclude(on.text, secret)
    assert.equal(on.account_id, id)

    const wrong = await buyer.json('POST', `${FACTOR}/off`, { password: 'not the password' })
    assert.equal(wrong.status, 422)
    await buyer.json('PUT', '/portal/session/language', { language: 'de' })
    assert.equal((await buyer.json('POST', `${FACTOR}/off`, { password: PASSWORD })).status, 200)
    const mails = await mailsTo(email, 2)
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ['The second factor was switched on', 'Der zweite Faktor ist ausgeschaltet']
    )
    assert.include(mails[1].text, '/portal/forgot-password')
    assert.lengthOf(await mailsTo(colleague, 0), 0)
  })

  test('a new device is told of once its code was right, not before', async ({ assert }) => {
    const { id } = await makeAccount()
    const { buyer, email } = await buyerOf(id)
    const { secret } = (await buyer.json('POST', FACTOR)).body
    await buyer.json('POST', `${FACTOR}/confirm`, { code: await codeBefore(secret) })
    await mailsTo(email, 1)
    const device = new Buyer(CHROME)
    assert.deepEqual((await device.enter(email)).body, { second_factor: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.lengthOf(await mailsTo(email, 1), 1)
    assert.equal((await device.enter(email, PASSWORD, { code: codeOf(secret) })).status, 200)
    const [, told] = await mailsTo(email, 2)
    assert.equal(told.subject, 'New sign-in to the partner portal')
    assert.include(told.text, 'Chrome on Linux')
    assert.include(told.text, device.address)
  })

  test('a link for a new password works once, for an hour, and ends the others', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { email } = await buyerOf(id)
    const { id: userId } = await db.from('portal_users').where('email', email).firstOrFail()
    const guest = new Buyer()
    await guest.begin()
    const password = 'seven kettles over a maple'
    const linked = async (count: number) => {
      await guest.submit('/portal/forgot-password', { email })
      return tokenFor(userId, 'reset-password', count)
    }
    const shows = async (token: string) =>
      (await guest.page(`/portal/reset-password/${token}`)).props.email
    const sets = async (token: string, to: string) => {
      await guest.submit(`/portal/reset-password/${token}`, { password: to })
      return (await new Buyer().enter(email, to)).status === 200
    }

    const old = await linked(1)
    assert.equal(await shows(old), email)
    await db
      .from('portal_tokens')
      .where('user_id', userId)
      .update({ expires_at: Date.now() - 1 })
    assert.isNull(await shows(old))
    assert.isFalse(await sets(old, password))

    const other = await linked(2)
    const token = await linked(3)
    assert.deepEqual([await shows(other), await shows(token)], [email, email])
    assert.isTrue(await sets(token, password))
    assert.deepEqual([await shows(other), await shows(token)], [null, null])
    assert.isFalse(await sets(other, 'two kettles without a maple'))
    assert.isFalse(await sets(token, 'four maples over one kettle'))
    const [row] = await db.from('portal_tokens').where('user_id', userId).orderBy('id', 'desc')
    assert.closeTo(Number(row.expires_at) - Number(row.created_at), 3_600_000, 1)
    const mails = await mailsTo(email, 4)
    const changed = 'Your password for the partner portal was changed'
    assert.lengthOf(
      mails.filter(({ subject }) => subject === changed),
      1
    )
  })

  test('an invitation of more than seven days ago opens nothing, however it is asked', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { seat, email, token } = await invited(id, 'sunco')
    const until = Number(seat.inviteExpiresAt)
    assert.closeTo(until - Number(seat.createdAt), 7 * 86_400_000, 1_000)
    await db
      .from('portal_seats')
      .where('id', seat.id)
      .update({ invite_expires_at: Date.now() - 1 })
    const late = new Buyer()
    await late.begin()
    assert.isNull((await late.page(`/portal/invitation/${token}`)).props.invitation)
    await late.submit(`/portal/invitation/${token}`, { password: PASSWORD })
    assert.isFalse(await late.isIn())
    assert.isNull(await db.from('portal_users').where('email', email).first())
  })
})
