import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { createImport } from '#intake/suppression/import_rows'
import { findList } from '#intake/suppression/list_rows'
import { exportEntries } from '#privacy/suppression/export_entries'
import { ImportRunner, importRunner } from '#privacy/suppression/import_runner'
import { as } from '#tests/functional/api/call'
import { makeUser } from '#tests/functional/pages/workspace'
import { makeAccount } from '#tests/helpers/make_account'

async function listWithFile(lines: Iterable<string>, bytes: number) {
  const account = await makeAccount()
  const api = as(account)
  await api.post('/suppression', { key: 'dnc', name: 'Do not contact' })
  const list = (await findList(account.id, 'dnc'))!
  const path = `suppression/${account.id}/file`
  await drive.use().putStream(path, Readable.from(lines))
  const settings = { kind: null, source: 'file', reason: null }
  const id = await createImport(list, { name: 'dnc.csv', path, bytes }, settings, 'user:test')
  return {
    ...{ account, api, list, path, id },
    state: () => db.from('suppression_imports').where('id', id).first(),
  }
}

test.group('Files of suppression lists', () => {
  test('a file is read in parts, twice over without doubles, and is gone afterwards', async ({
    assert,
  }) => {
    const hash = createHash('sha256').update('john@example.com').digest('hex')
    const text = `name,email\nJane,jane@example.com\nJohn,${hash}\nJoan,nonsense\nJane,JANE@example.com\n`
    const { api, account, path, state } = await listWithFile([text], text.length)
    await new ImportRunner().pass()
    const done = await state()
    assert.deepEqual([done.status, done.path, done.lines, done.added, done.refused].map(String), [
      'done',
      'null',
      '5',
      '2',
      '1',
    ])
    assert.deepEqual(JSON.parse(done.problems), [{ line: 4, message: 'is no domain' }])
    assert.isFalse(await drive.use().exists(path))
    for (const email of ['jane@example.com', 'john@example.com'])
      assert.isTrue((await api.post('/suppression/dnc/check', { email })).body.listed)
    const told = await db.from('events').where('account_id', account.id)
    const imported = told.filter((row) => row.type === 'suppression.imported')
    assert.deepEqual(
      imported.map((row) => JSON.parse(row.data).added),
      [2]
    )
    assert.notInclude(JSON.stringify(told), 'jane')
  })

  test('another process goes on where one that died had come to', async ({ assert }) => {
    const lines = Array.from({ length: 5_000 }, (_, n) => `person${n}@bulk.example\n`)
    const bytes = lines.join('').length
    const { account, id, state } = await listWithFile(lines, bytes)
    const read = lines.slice(0, 2_000).join('').length
    await db
      .from('suppression_imports')
      .where('id', id)
      .update({ bytes_read: read, lines: 2_000, added: 2_000, owner: 'wrk_dead', owned_until: 1 })
    await new ImportRunner().pass()
    const done = await state()
    assert.equal(Number(done.lines), 5_000)
    assert.equal(Number(done.added), 5_000)
    const kept = await db
      .from('suppression_entries')
      .where('account_id', account.id)
      .count('* as count')
      .first()
    assert.equal(Number(kept.count), 3_000)
  })

  test('100,000 entries take no more memory than a part of them', async ({ assert }) => {
    function* lines() {
      for (let n = 0; n < 100_000; n++) yield `person${n}@bulk.example\n`
    }
    let bytes = 0
    for (const line of lines()) bytes += line.length
    const { state, list } = await listWithFile(lines(), bytes)
    globalThis.gc?.()
    let most = 0
    const before = process.memoryUsage().heapUsed
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed)
    }, 20)
    await new ImportRunner().pass()
    clearInterval(watch)
    assert.equal(Number((await state()).added), 100_000)
    assert.isBelow(most - before, 150 * 1024 ** 2)
    let count = 0
    for await (const line of exportEntries(list, Date.now()))
      if (line.startsWith('"sha256"')) count++
    assert.equal(count, 100_000)
  }).timeout(180_000)
})

test.group('Files of suppression lists: over the page', () => {
  test('a file is handed over, read and shown; without one it is said what is missing', async ({
    assert,
    client,
  }) => {
    const { account, api } = await listWithFile(['x@y.co\n'], 7)
    const owner = await makeUser(account.id, 'owner')
    const send = () =>
      client
        .post('/privacy/suppression/dnc/imports')
        .withGuard('team')
        .loginAs(owner)
        .withCsrfToken()
        .header('accept', 'application/json')
    const sent = await send()
      .field('reason', 'Asked by mail')
      .file('file', Buffer.from('jane@example.com\n'), { filename: 'dnc.txt' })
    assert.equal(sent.status(), 201, sent.text())
    await importRunner.stop()
    await importRunner.pass()
    const asked = { email: 'jane@example.com' }
    assert.isTrue((await api.post('/suppression/dnc/check', asked)).body.listed)
    const rows = await db.from('suppression_entries').where('account_id', account.id)
    assert.include(
      rows.map((row) => row.reason),
      'Asked by mail'
    )
    assert.equal((await send().field('reason', 'none')).status(), 422)
  })
})
