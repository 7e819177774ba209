import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { ownedAccount } from '#tests/functional/accounts/support/team'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { FakeDns, prove } from '#tests/functional/domains/support'
import { HOSTED_BLUEPRINT, Reader, publishForm } from '#tests/functional/capture/hosted_support'

test.group('hosted forms and hosts', (group) => {
  const dns = new FakeDns()
  group.setup(() => dns.use())

  async function withForm() {
    const { account, owner } = await ownedAccount()
    await applyBlueprint(account.id, HOSTED_BLUEPRINT, { actor: null })
    const form = await publishForm(account.id)
    return { account, owner, form }
  }

  test("a form answers under its own account's capture host and the install's alone", async ({
    assert,
  }) => {
    const mine = await withForm()
    const other = await withForm()
    const { host } = await prove(dns, mine.owner.visitor, mine.account.id, 'capture')
    const status = async (slug: string, at: string | null) =>
      (await new Reader(`/f/${slug}`, at).open()).status
    assert.equal(await status(mine.form.slug, host), 200)
    assert.equal(await status(mine.form.slug, null), 200)
    assert.equal(await status(other.form.slug, host), 404)
    const page = new Reader(`/f/${mine.form.slug}`, host)
    await page.open()
    await page.send({ 'e:roof': 'flat' })
    assert.equal(page.step, 'bill')
    // Nothing of the app is there.
    assert.equal((await page.visitor.get('/login')).status, 404)
  })

  test('a preview is for the team and stores nothing', async ({ assert }) => {
    const { account, owner, form } = await withForm()
    const preview = await owner.visitor.get(`/f/preview/${form.key}`)
    assert.equal(preview.status, 200)
    assert.include(preview.body, 'Preview: nothing you send here is stored')
    assert.include(preview.headers.get('content-security-policy')!, "frame-ancestors 'self'")
    assert.isNull(preview.headers.get('x-frame-options'))
    const state = /name="state" value="([^"]*)"/.exec(preview.body)![1]
    const steps: [string, object][] = [
      ['roof', { 'e:roof': 'none', 'e:reason': 'x', 'shown': 'roof,reason,campaign' }],
      ['you', { 'e:email': 'a@b.co', 'e:privacy': 'yes', 'shown': 'email,phone,privacy,news' }],
    ]
    let [sealed, html] = [state, '']
    for (const [step, values] of steps) {
      const body = { state: sealed, step, act: 'next', ...values }
      const answer = await owner.visitor.json('POST', `/f/preview/${form.key}`, body)
      assert.equal(answer.status, 200)
      html = answer.body.html
      sealed = /name="state" value="([^"]*)"/.exec(html)?.[1] ?? ''
    }
    assert.include(html, 'nothing was stored')
    assert.lengthOf(await db.from('leads').where('account_id', account.id), 0)
    assert.lengthOf(await db.from('form_figures').where('account_id', account.id), 0)
    const guest = new Reader(`/f/preview/${form.key}`)
    assert.notEqual((await guest.open()).status, 200)
  })
})
