import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { findLiveForm } from '#capture/forms/kept/repository'
import { as } from '#tests/functional/api/call'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { makeAccount } from '#tests/helpers/make_account'

const QUOTE = { key: 'quote', name: 'Solar quote', entity: 'solar', start: 'quote' }

async function setting() {
  const account = await makeAccount()
  return { account, api: as(account), user: await makeUser(account.id, 'operator') }
}
const slugOf = (url: string) => url.split('/f/')[1]
const paths = (body: { errors: { field: string; rule: string }[] }) =>
  body.errors.map(({ field, rule }) => [field, rule])

test.group('Forms: the builder', () => {
  test('a form is begun from its entity, listed, changed, published and closed', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    const ask = (method: 'post' | 'patch' | 'delete', path: string, body?: object) =>
      askJson(client, method, path, user, body)
    const made = await ask('post', '/forms', QUOTE)
    made.assertStatus(201)
    assert.deepEqual(made.body(), { key: 'quote' })
    const list = await getPage(client, '/forms', user)
    assert.deepInclude(list.inertiaProps.forms[0], {
      key: 'quote',
      status: 'draft',
      version: null,
      entity_name: 'Solar lead',
    })
    const page = await getPage(client, '/forms/quote', user)
    const { form, fields, problems } = page.inertiaProps
    assert.deepEqual(problems, [])
    assert.includeMembers(
      fields.map(({ key }: { key: string }) => key),
      ['email', 'state']
    )
    const slug = slugOf(form.url)
    assert.isNull(await findLiveForm(slug))

    const published = await ask('post', '/forms/quote/publish', { base: form.revision })
    published.assertStatus(200)
    assert.deepInclude(published.body().form, { status: 'live', version: 1, changed: false })
    assert.equal((await findLiveForm(slug))!.document.submit, form.document.submit)

    const document = { ...form.document, submit: 'Now' }
    const saved = await ask('patch', '/forms/quote', { document, base: form.revision })
    saved.assertStatus(200)
    assert.deepInclude(saved.body().form, { changed: true, revision: form.revision + 1 })
    assert.equal((await findLiveForm(slug))!.document.submit, form.document.submit)
    await ask('post', '/forms/quote/publish')
    const live = (await findLiveForm(slug))!
    assert.deepEqual([live.version, live.document.submit], [2, 'Now'])
    // What says the same makes no version.
    const again = await ask('post', '/forms/quote/publish')
    assert.equal(again.body().form.version, 2)

    const closed = await ask('post', '/forms/quote/open', { open: false })
    assert.equal(closed.body().form.status, 'closed')
    assert.equal((await findLiveForm(slug))!.form.status, 'closed')
    const gone = await ask('delete', '/forms/quote')
    gone.assertStatus(204)
    assert.isNull(await findLiveForm(slug))
    // Its key is free, and what was published is still there for the leads that name it.
    const next = await ask('post', '/forms', QUOTE)
    next.assertStatus(201)
    const [{ n }] = await db.from('form_versions').where('form_id', live.form.id).count('* as n')
    assert.equal(Number(n), 2)
  })

  test('what somebody else saved meanwhile is not written over', async ({ client, assert }) => {
    const { account, user } = await setting()
    const other = await makeUser(account.id, 'admin')
    await askJson(client, 'post', '/forms', user, QUOTE)
    const { form } = (await getPage(client, '/forms/quote', user)).inertiaProps
    const change = (submit: string) => ({
      document: { ...form.document, submit },
      base: form.revision,
    })
    const first = await askJson(client, 'patch', '/forms/quote', other, change('Theirs'))
    first.assertStatus(200)
    const late = await askJson(client, 'patch', '/forms/quote', user, change('Mine'))
    late.assertStatus(409)
    const { stale } = late.body()
    assert.deepInclude(stale, { revision: '2', saved_by: `user:${other.email}` })
    assert.equal(stale.current.document.submit, 'Theirs')
    assert.isTrue(Date.parse(stale.saved_at) > 0)
    assert.deepEqual(stale.changes, [{ path: 'document.submit', from: 'Theirs', to: 'Mine' }])
    const publish = { base: form.revision }
    const refused = await askJson(client, 'post', '/forms/quote/publish', user, publish)
    refused.assertStatus(409)
    const forced = { ...change('Mine'), base: 2 }
    ;(await askJson(client, 'patch', '/forms/quote', user, forced)).assertStatus(200)
  })

  test('publishing is refused with what is in the way; a draft is kept with it', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    await askJson(client, 'post', '/forms', user, { ...QUOTE, start: 'required' })
    const { form } = (await getPage(client, '/forms/quote', user)).inertiaProps
    const elements = form.document.steps[0].elements.filter(
      ({ field }: { field?: string }) => field !== 'email'
    )
    const document = { ...form.document, steps: [{ key: 's1', elements }] }
    const checked = await askJson(client, 'post', '/forms/quote/check', user, { document })
    assert.deepInclude(checked.body().problems[0], {
      field: 'steps',
      rule: 'required_missing',
      level: 'problem',
    })
    ;(await askJson(client, 'patch', '/forms/quote', user, { document })).assertStatus(200)
    const refused = await askJson(client, 'post', '/forms/quote/publish', user)
    refused.assertStatus(422)
    assert.deepEqual(paths(refused.body()), [['document.steps', 'required_missing']])
    const unreadable = { document: { ...document, steps: [{ key: 's1' }], colour: 'red' } }
    const wrong = await askJson(client, 'patch', '/forms/quote', user, unreadable)
    wrong.assertStatus(422)
    assert.deepEqual(paths(wrong.body()), [
      ['document.colour', 'unknown_key'],
      ['document.steps[0].elements', 'required'],
    ])
  })

  test('a version can be gone back to', async ({ client, assert }) => {
    const { user } = await setting()
    await askJson(client, 'post', '/forms', user, QUOTE)
    await askJson(client, 'post', '/forms/quote/publish', user)
    const { form } = (await getPage(client, '/forms/quote', user)).inertiaProps
    const document = { ...form.document, submit: 'Two' }
    await askJson(client, 'patch', '/forms/quote', user, { document })
    await askJson(client, 'post', '/forms/quote/publish', user)
    const back = await askJson(client, 'post', '/forms/quote/revert', user, { version: 1 })
    back.assertStatus(200)
    assert.deepInclude(back.body().form, { version: 1, changed: false })
    assert.deepEqual(back.body().form.document, form.document)
    const none = await askJson(client, 'post', '/forms/quote/revert', user, { version: 9 })
    none.assertStatus(404)
    const { versions } = (await getPage(client, '/forms/quote/versions', user)).inertiaProps
    assert.deepEqual(
      versions.map(({ version, live }: { version: number; live: boolean }) => [version, live]),
      [
        [2, false],
        [1, true],
      ]
    )
  })

  test('a live form whose entity changed says so; an entity with a form stays', async ({
    client,
    assert,
  }) => {
    const { api, user } = await setting()
    const fields = [
      { key: 'email', label: 'E-mail', type: 'email', required: true },
      { key: 'size', label: 'Size', type: 'number' },
    ]
    await api.post('/entities', { key: 'roof', name: 'Roof', fields })
    await askJson(client, 'post', '/forms', user, { ...QUOTE, entity: 'roof' })
    await askJson(client, 'post', '/forms/quote/publish', user)
    const fine = await getPage(client, '/forms', user, ['broken'])
    assert.deepEqual(fine.inertiaProps.broken, {})
    assert.equal((await api.delete('/entities/roof')).status, 409)
    const { status } = await api.patch('/entities/roof', { fields: fields.slice(0, 1) })
    assert.equal(status, 200)
    const told = await getPage(client, '/forms', user, ['broken'])
    assert.deepEqual(told.inertiaProps.broken, { quote: 1 })
    await askJson(client, 'delete', '/forms/quote', user)
    assert.equal((await api.delete('/entities/roof')).status, 204)
  })

  test('a copy is a form of its own', async ({ client, assert }) => {
    const { user } = await setting()
    await askJson(client, 'post', '/forms', user, QUOTE)
    await askJson(client, 'post', '/forms/quote/publish', user)
    const wish = { key: 'quote-2', name: 'Second' }
    const copied = await askJson(client, 'post', '/forms/quote/copy', user, wish)
    copied.assertStatus(201)
    const [first, second] = await Promise.all(
      ['quote', 'quote-2'].map((key) => getPage(client, `/forms/${key}`, user))
    )
    assert.deepEqual(second.inertiaProps.form.document, first.inertiaProps.form.document)
    assert.equal(second.inertiaProps.form.status, 'draft')
    assert.notEqual(second.inertiaProps.form.url, first.inertiaProps.form.url)
    const taken = await askJson(client, 'post', '/forms/quote/copy', user, wish)
    taken.assertStatus(409)
  })

  test('figures are read by day and by step', async ({ client, assert }) => {
    const { account, user } = await setting()
    await askJson(client, 'post', '/forms', user, QUOTE)
    await askJson(client, 'post', '/forms/quote/publish', user)
    const { id } = await db.from('forms').where('account_id', account.id).firstOrFail()
    const day = new Date().toISOString().slice(0, 10)
    const row = (step: string, name: string, count: number) => ({
      ...{ account_id: account.id, form_id: id, version: 1, day, step, name, count },
    })
    await db
      .table('form_figures')
      .multiInsert([row('', 'view', 40), row('', 'submit', 10), row('', 'lead', 9)])
    const list = await getPage(client, '/forms', user, ['figures'])
    assert.deepEqual(list.inertiaProps.figures.quote, {
      view: 40,
      start: 0,
      submit: 10,
      latest: day,
    })
    const { figures } = (await getPage(client, '/forms/quote/figures', user)).inertiaProps
    assert.deepInclude(figures.sums, { view: 40, submit: 10, lead: 9 })
    assert.equal(figures.steps[0].reached, 40)
    assert.equal(
      figures.by_day.reduce((sum: number, one: any) => sum + one.view, 0),
      40
    )
    assert.equal(figures.source, 'quote')
  })
})

test.group('Forms: the API', () => {
  test('forms are made, read, changed, published and deleted by key', async ({ assert }) => {
    const { api } = await setting()
    const made = await api.post('/forms', { ...QUOTE, language: 'de' })
    assert.equal(made.status, 201)
    assert.deepInclude(made.body, { key: 'quote', entity: 'solar', status: 'draft', version: null })
    assert.equal(made.body.document.language, 'de')
    assert.equal((await api.post('/forms', QUOTE)).status, 409)
    const wrong = await api.post('/forms', { ...QUOTE, key: 'other', entity: 'moon' })
    assert.deepEqual(paths(wrong.body), [['entity', 'unknown']])
    const early = await api.patch('/forms/quote', { status: 'closed' })
    assert.equal(early.status, 409)
    const published = await api.post('/forms/quote/publish')
    assert.deepInclude(published.body, { status: 'live', version: 1 })
    const closed = await api.patch('/forms/quote', { name: 'Closed', status: 'closed' })
    assert.deepInclude(closed.body, { name: 'Closed', status: 'closed' })
    const { body } = await api.get('/forms')
    assert.deepEqual(
      body.data.map(({ key }: { key: string }) => key),
      ['quote']
    )
    assert.equal((await api.delete('/forms/quote')).status, 204)
    assert.equal((await api.get('/forms/quote')).status, 404)
  })

  test('another account has none of it', async ({ assert }) => {
    const { api } = await setting()
    await api.post('/forms', QUOTE)
    const stranger = as(await makeAccount())
    assert.equal((await stranger.get('/forms/quote')).status, 404)
    assert.equal((await stranger.patch('/forms/quote', { name: 'Mine' })).status, 404)
    assert.equal((await stranger.post('/forms/quote/publish')).status, 404)
    assert.equal((await stranger.delete('/forms/quote')).status, 404)
    assert.deepEqual((await stranger.get('/forms')).body.data, [])
  })
})
