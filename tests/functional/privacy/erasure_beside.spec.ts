import { test } from '@japa/runner'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { unzipSync } from 'fflate'
import { PARTIAL_SEAL } from '#capture/hosted/partials'
import { SUBMISSION_SEAL } from '#capture/hosted/await_confirmation'
import { accountKey } from '#entities/account_keys'
import { encryptField } from '#entities/field_crypto'
import { packArchive } from '#privacy/requests/pack_archive'
import { RequestRunner } from '#privacy/requests/request_runner'
import {
  type Person,
  type PrivacyAccount,
  livesOf,
  person,
  privacyAccount,
} from '#tests/functional/privacy/support'
import { startEngine } from '#tests/helpers/make_account'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'

const text = new TextDecoder()

/** A form somebody began, one that waits for a click in a mail, each with a file. */
async function inForms({ id, owner }: PrivacyAccount, who: Person) {
  const key = await accountKey(id)
  await owner.visitor.json('POST', '/forms', { key: 'ask', name: 'Ask', entity: 'loan' })
  const { id: form } = await db.from('forms').where('account_id', id).firstOrFail()
  const owned = { account_id: id, form_id: form, created_at: 1 }
  const common = { ...owned, version: 1 }
  const [partial, waiting] = [`begun-${who.ssn}`, `waits-${who.ssn}`]
  await db.table('form_partials').insert({
    ...{ id: partial, ...common, step: 'one', updated_at: Date.now() },
    content: encryptField(key, PARTIAL_SEAL, { phone: who.phone, name: who.name }),
  })
  await db.table('form_submissions').insert({
    ...{ id: waiting, ...common, state: 'waiting', mail_state: 'sent', mail_at: 1, mails: 1 },
    ...{ attempts: 0, expires_at: Date.now() + 86_400_000 },
    content: encryptField(key, SUBMISSION_SEAL, { input: { email: who.email.toUpperCase() } }),
  })
  const paths = [partial, waiting].map((one) => `forms/${id}/${one}`)
  for (const [n, submission] of [partial, waiting].entries()) {
    await drive.use().put(paths[n], who.name)
    await db.table('form_uploads').insert({
      ...{ id: `upl-${submission}`, ...owned, submission_id: submission, path: paths[n] },
    })
  }
  return { ids: [partial, waiting], paths }
}

/** A file of which the lead was one row. */
async function inImport(accountId: string, lead: string, status: string) {
  const { entity_id: entity } = await db.from('leads').where('id', lead).firstOrFail()
  const id = `imp-${lead}`
  const path = `imports/${accountId}/${id}`
  await drive.use().put(path, 'name,email')
  await db.table('imports').insert({
    ...{ id, account_id: accountId, entity_id: entity, name: 'leads.csv', format: 'csv', path },
    ...{ bytes: 10, header: '[]', named: true, guesses: '{}', settings: '{}', status },
    ...{ created_at: 1, created_by: 'test', file_until: Date.now() + 86_400_000 },
    // Somebody is at it, so no other process takes it up.
    owned_until: Date.now() + 86_400_000,
  })
  await db.table('import_rows').insert({
    ...{ id: `${id}:1`, account_id: accountId, import_id: id, number: 1, outcome: 'stored' },
    lead_id: lead,
  })
  return { id, path }
}

async function erase({ owner }: PrivacyAccount, identity: object) {
  const { body } = await owner.visitor.json('POST', '/privacy/requests', {
    ...{ kind: 'erasure', ...identity },
  })
  await owner.visitor.json('POST', `/privacy/requests/${body.id}/begin`)
  await new RequestRunner().pass()
}

const left = async (table: string, ids: string[]) =>
  (await db.from(table).whereIn('id', ids).orderBy('id')).map(({ id }) => id)

test.group('Privacy: what lies beside leads', (group) => {
  let server: PartnerServer
  group.setup(() => startEngine())
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('what was begun in a form goes with its files, that of others stays', async ({ assert }) => {
    const home = await privacyAccount(server)
    const [who, other] = [person(), person()]
    const own = await inForms(home, who)
    const foreign = await inForms(home, other)
    await erase(home, { email: who.email, phone: who.phone })
    const all = [...own.ids, ...foreign.ids]
    assert.deepEqual(await left('form_partials', all), [foreign.ids[0]])
    assert.deepEqual(await left('form_submissions', all), [foreign.ids[1]])
    const uploads = all.map((one) => `upl-${one}`)
    assert.sameMembers(
      await left('form_uploads', uploads),
      foreign.ids.map((one) => `upl-${one}`)
    )
    for (const path of own.paths) assert.isFalse(await drive.use().exists(path), path)
    for (const path of foreign.paths) assert.isTrue(await drive.use().exists(path), path)
  })

  test('the file a lead was imported from goes, and one at work goes after it', async ({
    assert,
  }) => {
    const home = await privacyAccount(server)
    const [who, other] = [person(), person()]
    const [first, second] = await livesOf(home, who)
    const [third] = await livesOf(home, other)
    const done = await inImport(home.id, first, 'done')
    const running = await inImport(home.id, second, 'running')
    const foreign = await inImport(home.id, third, 'done')
    await erase(home, { phone: who.phone })
    const { path, file_until: until } = await db.from('imports').where('id', done.id).firstOrFail()
    assert.deepEqual([path, Number(until)], [null, 0])
    assert.isFalse(await drive.use().exists(done.path))
    const busy = await db.from('imports').where('id', running.id).firstOrFail()
    assert.deepEqual([busy.path, Number(busy.file_until)], [running.path, 0])
    assert.isTrue(await drive.use().exists(foreign.path))
    await db.from('imports').whereIn('id', [running.id, foreign.id]).delete()
  })

  test('what an endpoint noted of the request goes', async ({ assert }) => {
    const home = await privacyAccount(server)
    const [who, other] = [person(), person()]
    const [first] = await livesOf(home, who)
    const [second] = await livesOf(home, other)
    const { entity_id: entity } = await db.from('leads').where('id', first).firstOrFail()
    const endpoint = `ep-${who.ssn}`
    await db.table('intake_endpoints').insert({
      ...{ id: endpoint, account_id: home.id, key: 'x', name: 'X', plugin: 'x', version: '1' },
      ...{ config: '{}', address: endpoint, parts: '{}', entity_id: entity, source: 'x' },
      ...{ mapping: '{}', wait_seconds: 1, ping_seconds: 1, status: 'paused' },
      ...{ created_at: 1, updated_at: 1 },
    })
    for (const lead of [first, second])
      await db.table('intake_requests').insert({
        ...{ id: `epr-${lead}`, account_id: home.id, endpoint_id: endpoint, at: Date.now() },
        ...{ does: 'submit', method: 'POST', bytes: 1, keys: '[]', status: 200 },
        ...{ outcome: 'taken', lead_id: lead, duration_ms: 1, test: false },
      })
    await erase(home, { phone: who.phone })
    const noted = [first, second].map((lead) => `epr-${lead}`)
    assert.deepEqual(await left('intake_requests', noted), [`epr-${second}`])
  })

  test('a text of consent that names the person loses the name, one others agreed to stays', async ({
    assert,
  }) => {
    const home = await privacyAccount(server)
    const who = person()
    const shared = `Call me, says ${who.name}`
    const send = async (email: string, consent: string) =>
      (
        await home.api.post('/leads', {
          ...{ entity: 'loan', values: { name: who.name, email } },
          consent: { text: consent },
        })
      ).body.id as string
    const own = await send(who.email, shared)
    const namesake = await send(person().email, shared)
    await erase(home, { email: who.email })
    const texts = async (lead: string) =>
      (await home.api.get(`/leads/${lead}/consents`)).body.data.map(
        (one: { text: string }) => one.text
      )
    assert.deepEqual(await texts(own), ['Call me, says [personal]'])
    assert.deepEqual(await texts(namesake), [shared])
    // Nobody stands on it any more: its words go. Sent anew they are kept anew.
    await home.api.delete(`/leads/${namesake}`)
    const rows = () => db.from('consent_texts').where({ account_id: home.id, text: shared })
    assert.lengthOf(await rows(), 0)
  })

  test('an archive names the files that were too large for it', async ({ assert }) => {
    const home = await privacyAccount(server)
    const paths = ['small', 'large'].map((name) => `leads/${home.id}/${name}`)
    await drive.use().put(paths[0], 'abc')
    await drive.use().put(paths[1], 'x'.repeat(50))
    const files = paths.map((path, n) => ({ path, name: `files/l/${n + 1}-letter.txt` }))
    const parts = unzipSync(await packArchive(home.id, [], files, 40))
    assert.sameMembers(Object.keys(parts), ['data.json', 'index.html', 'files/l/1-letter.txt'])
    assert.deepEqual(JSON.parse(text.decode(parts['data.json'])).left_out, [
      { name: 'files/l/2-letter.txt', bytes: 50 },
    ])
    assert.include(text.decode(parts['index.html']), 'files/l/2-letter.txt')
  })
})
