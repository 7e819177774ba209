import { test } from '@japa/runner'
import { strToU8, zipSync } from 'fflate'
import db from '@adonisjs/lucid/services/db'
import drive from '@adonisjs/drive/services/main'
import { Disk } from 'flydrive'
import { S3Driver } from 'flydrive/drivers/s3'
import { s3Options } from '#config/s3'
import { xlsxFile } from '#shared/xlsx/xlsx_file'
import { importRunner } from '#capture/imports/import_runner'
import { Importer, csvOf } from '#tests/functional/capture/imports/support'
import { startEngine } from '#tests/helpers/make_account'
import { s3Server } from '#tests/helpers/s3_server'

test.group('imports: files of every kind', (group) => {
  let at: Importer
  group.setup(async () => {
    await startEngine()
    return () => importRunner.stop()
  })
  group.each.setup(async () => {
    at = await Importer.make()
  })

  async function run(content: string | Uint8Array, name: string) {
    const made = await at.uploaded(content, name)
    const done = await at.order(made.id, 'run')
    return { made, done, leads: await at.leads() }
  }

  test('UTF-16 with and without a mark, old Latin, tabs and JSON lines', async ({ assert }) => {
    const text = 'email\tnote\nanna@example.com\tKöln\n'
    const utf16 = Buffer.from(text, 'utf16le')
    const files: [string, Uint8Array | string, string][] = [
      ['a.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'utf-16le'],
      ['b.tsv', utf16, 'utf-16le'],
      ['c.csv', Buffer.from(utf16).swap16(), 'utf-16be'],
      ['d.csv', Buffer.from(text, 'latin1'), 'windows-1252'],
      ['e.jsonl', '{"email":"anna@example.com","note":"Köln","deep":{"a":1}}\n', 'utf-8'],
    ]
    for (const [name, content, encoding] of files) {
      const made = await at.uploaded(content, name)
      assert.equal(made.encoding, encoding, name)
      const { rows } = await at.preview(made.id)
      assert.deepEqual(rows[0].cells.slice(0, 2), ['anna@example.com', 'Köln'], name)
      await at.set(made.id, { duplicate: 'create' })
      assert.containsSubset(await at.order(made.id, 'run'), { result: { created: 1 } }, name)
    }
    assert.deepEqual((await at.leads()).at(-1)!.extra, { 'note': 'Köln', 'deep.a': 1 })
  })

  test('a spreadsheet', async ({ assert }) => {
    async function* rows() {
      yield [
        ['anna@example.com', '+14155550132', { value: 240.5 } as never],
        ['no address', '', { value: 1 } as never],
      ]
    }
    const parts: Uint8Array[] = []
    for await (const part of xlsxFile('Leads', ['E-mail', 'Phone', 'Monthly bill'], rows()))
      parts.push(part)
    const { done, leads } = await run(Buffer.concat(parts), 'contacts.xlsx')
    assert.containsSubset(done, { format: 'xlsx', result: { created: 1, bad: 1 } })
    assert.equal(leads[0].values.email, 'anna@example.com')
  })

  test('no header: columns are found by what is in them, or the first row is said to be one', async ({
    assert,
  }) => {
    const made = await at.uploaded('anna@example.com;CA\nben@example.com;NV\n')
    assert.isFalse(made.header)
    assert.equal(made.settings.mapping[0], 'email')
    assert.containsSubset(await at.order(made.id, 'run'), { result: { created: 2 } })

    const odd = await at.uploaded('alpha;beta\ngamma;delta\n')
    assert.isFalse(odd.header)
    const named = await at.set(odd.id, { header: true })
    assert.isTrue(named.header)
    assert.lengthOf((await at.preview(odd.id)).rows, 1)
  })

  test('0 rows, 300 columns, rows of another width, a quote that is never closed', async ({
    assert,
  }) => {
    const empty = await at.uploaded('email,state\n')
    assert.containsSubset(await at.order(empty.id, 'check'), { rows: 0, status: 'checked' })

    const names = Array.from({ length: 300 }, (_, i) => (i === 7 ? 'email' : `field ${i}`))
    const wide = await run(
      `${names.join(',')}\n${names.map((_, i) => (i === 7 ? 'w@example.com' : i)).join(',')}\n`,
      'wide.csv'
    )
    assert.lengthOf(Object.keys(wide.leads[0].extra), 299)

    const { done } = await run(
      'email,state\nx@example.com\ny@example.com,CA,1\nz@example.com,NV,\n"open@example.com,CA\n',
      'odd.csv'
    )
    assert.containsSubset(done.result, { created: 1, bad: 3 })
  })

  test('what is no file of rows is refused in words, and not kept', async ({ assert }) => {
    const refused = async (content: string | Uint8Array, name: string) => {
      const { status, body } = await at.upload(content, name)
      return [status, body.errors?.[0].rule]
    }
    assert.deepEqual(await refused('', 'a.csv'), [422, 'empty'])
    assert.deepEqual(await refused('\n \n', 'a.csv'), [422, 'empty'])
    assert.deepEqual(await refused('%PDF-1.7 …', 'a.csv'), [422, 'no_rows'])
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2])
    assert.deepEqual(await refused(old, 'a.xls'), [422, 'old_excel'])
    const torn = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }).slice(0, 40)
    assert.deepEqual(await refused(torn, 'a.xlsx'), [422, 'broken'])
    const wide = Array.from({ length: 1_001 }, (_, i) => `c${i}`).join(',')
    assert.deepEqual(await refused(wide, 'a.csv'), [422, 'too_wide'])
    const { body } = await at.json('GET', '/imports/list')
    assert.deepEqual(body.data, [])
    assert.equal((await at.json('POST', '/imports?entity=solar', { a: 1 })).status, 415)
    assert.equal((await at.upload('email\n', 'a.csv', '/imports/imp_none/corrected')).status, 404)
  })

  test('the same header is read as the last time', async ({ assert }) => {
    const first = await at.uploaded('who,where\na@example.com,CA\n')
    await at.set(first.id, { mapping: { 1: null } })
    await at.order(first.id, 'run')
    const again = await at.uploaded('Who,Where\nb@example.com,NV\n')
    assert.deepEqual(again.settings.mapping, { 0: 'email', 1: null })
    const { columns } = await at.preview(again.id)
    assert.equal(columns[1].guess.why, 'remembered')
  })

  test('settings that mean nothing are refused by name; constants fill what rows leave open', async ({
    assert,
  }) => {
    const made = await at.uploaded('email,state\na@example.com,\nb@example.com,NV\n')
    const { status, body } = await at.json('PUT', `/imports/${made.id}/settings`, {
      mapping: { 0: 'nothing', 9: 'email' },
      constants: { nobody: 1 },
      distribute: { profile: 'none' },
      stage: 'none',
    })
    assert.equal(status, 422)
    assert.sameMembers(
      body.errors.map(({ field }: { field: string }) => field),
      ['mapping.0', 'mapping.9', 'constants.nobody', 'distribute.profile', 'stage']
    )
    const consent = { text: 'I agree', version: '3', at: '2026-11-01T10:00:00Z' }
    await at.set(made.id, { constants: { state: 'CA', monthly_bill: 50 }, consent })
    await at.order(made.id, 'run')
    const leads = await at.leads()
    assert.deepEqual(
      leads.map(({ values }) => [values.state, values.monthly_bill]),
      [
        ['CA', 50],
        ['NV', 50],
      ]
    )
    assert.equal((await at.json('PUT', `/imports/${made.id}/settings`, {})).status, 409)
  })

  test('files on S3: small and large ones, read and taken away again', async ({ assert }) => {
    const s3 = await s3Server()
    const { use } = drive
    const place = { bucket: s3.bucket, endpoint: s3.endpoint, region: 'us-east-1' }
    const options = s3Options({ ...place, keyId: 'S3RVER', secret: 'S3RVER' })
    drive.use = () => new Disk(new S3Driver(options)) as never
    try {
      const rows = 100_000
      for (const content of [csvOf(2), csvOf(rows, 'many'.padEnd(80, 'x'))]) {
        const made = await at.uploaded(content)
        assert.equal(made.bytes, content.length)
        const { rows: first } = await at.preview(made.id)
        assert.equal(first[0].cells[1], 'CA')
        const { path } = await db.from('imports').where('id', made.id).firstOrFail()
        assert.isTrue(await drive.use().exists(path))
        assert.equal((await drive.use().getMetaData(path)).contentLength, content.length)
        assert.equal((await at.json('DELETE', `/imports/${made.id}`)).status, 204)
        assert.isFalse(await drive.use().exists(path))
      }
    } finally {
      drive.use = use
      await s3.close()
    }
  })

  test('a file goes when its time is over, and with its import', async ({ assert }) => {
    const made = await at.uploaded(csvOf(1))
    const { path } = await db.from('imports').where('id', made.id).firstOrFail()
    await at.order(made.id, 'run')
    assert.isTrue(await drive.use().exists(path))
    await db.from('imports').where('id', made.id).update({ file_until: 1 })
    await importRunner.removeOverdueFiles(Date.now())
    assert.isFalse(await drive.use().exists(path))
    assert.isNull((await at.state(made.id)).file_until)
    assert.equal((await at.visitor.get(`/imports/${made.id}/errors.csv`)).status, 409)

    assert.equal((await at.json('DELETE', `/imports/${made.id}`)).status, 204)
    assert.equal((await at.json('GET', `/imports/${made.id}/state`)).status, 404)
    assert.lengthOf(await at.leads(), 1)
    assert.lengthOf(await db.from('import_rows').where('import_id', made.id), 0)
  })
})
