import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import pg from 'pg'
import { ownPlace } from '#backup/here'
import { migratePlace } from '#backup/migrate_place'
import { moveDatabase } from '#backup/move_database'
import { checkBackup } from '#backup/read_backup'
import { restoreBackup } from '#backup/restore_backup'
import { tryRestore } from '#backup/try_restore'
import { BackupError } from '#backup/types'
import { writeBackup } from '#backup/write_backup'
import { databaseUrl } from '#config/database'
import { storagePath } from '#config/storage'
import { newId } from '#shared/ids'
import { loanBlueprint } from '#tests/functional/distribution/support'
import { as } from '#tests/functional/api/call'
import { makeAccount, startEngine } from '#tests/helpers/make_account'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'

const KEY = 'a-key-of-this-test-0123456789'
const room = () => join(storagePath, newId('job'))

/** An account that has sold a lead and keeps a file. */
async function lived(server: PartnerServer) {
  const made = await makeAccount({ blueprint: loanBlueprint(server, [{ key: 'buyer' }], {}) })
  const values = { email: 'ann@mail.example', name: 'Ünï\u2028code "quoted"', amount: 12_500 }
  const sold = await as(made).post('/leads', { entity: 'loan', values }, { prefer: 'wait=20' })
  if (sold.body.status !== 'sold') throw new Error(JSON.stringify(sold.body))
  // A sale of long ago, under a date that is summed up: the database itself adds such a one to the sums.
  const [posting] = await db.from('postings').where('account_id', made.id)
  await db.table('revenue_cursors').insert({ account_id: made.id, upto: '2020-12-31' })
  await db.table('postings').insert({ ...posting, id: newId('adj'), day: '2020-01-01' })
  assertSome(await db.from('revenue_sums').where('account_id', made.id))
  const path = `returns/${made.id}/${newId('rfl')}`
  await drive.use().put(path, Buffer.from([0, 1, 254, 255]))
  return { account: made.id, lead: sold.body.id as string, path }
}

const assertSome = (rows: unknown[]) => {
  if (!rows.length) throw new Error('The database added nothing to the sums')
}

const refused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof BackupError) return error.message
    throw error
  }
  return 'nothing'
}

/** An empty SQLite file that went through the migrations. */
async function emptyFile(): Promise<{ file: string }> {
  const place = { file: `${room()}.sqlite3` }
  await migratePlace(place)
  return place
}

/** A PostgreSQL database of its own beside that of the tests. */
async function emptyPostgres(url: string) {
  const name = `sluice_backup_${process.pid}`
  const administer = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await administer(`create database ${name}`)
  const at = new URL(url)
  at.pathname = `/${name}`
  return {
    place: { url: at.href },
    drop: () => administer(`drop database if exists ${name} with (force)`),
  }
}

test.group('Backups', (group) => {
  let server: PartnerServer
  let life: Awaited<ReturnType<typeof lived>>
  group.setup(async () => {
    await startEngine()
    server = await partnerServer()
    life = await lived(server)
    return () => server.close()
  })

  test('everything comes back into an empty database, every row the same, files too', async ({
    assert,
    cleanup,
  }) => {
    const folder = room()
    const made = await writeBackup(ownPlace(), folder, { appKey: KEY, files: true })
    cleanup(() => rm(folder, { recursive: true, force: true }))
    assert.isAbove(made.tables.leads!.rows, 0)
    assert.isAbove(made.files!.count, 0)
    assert.deepEqual((await checkBackup(folder)).tables, made.tables)

    const place = await emptyFile()
    cleanup(() => rm(place.file))
    await drive.use().delete(life.path)
    await restoreBackup(folder, place, { appKey: KEY, files: true })
    assert.deepEqual([...(await drive.use().getBytes(life.path))], [0, 1, 254, 255])
    const back = new Database(place.file, { readonly: true })
    assert.equal(
      back.prepare('select count(*) from leads where account_id = ?').pluck().get(life.account),
      1
    )
    assert.deepEqual(back.pragma('foreign_key_check'), [])
    const triggers = `select count(*) from sqlite_master where type = 'trigger'`
    assert.isAbove(back.prepare(triggers).pluck().get() as number, 5)
    back.close()

    // Once more from what came back: nothing was lost on the way there.
    const again = room()
    cleanup(() => rm(again, { recursive: true, force: true }))
    const second = await writeBackup(place, again, { appKey: KEY, files: false })
    assert.deepEqual(second.tables, made.tables)
    assert.deepEqual(second.booked, made.booked)
    await tryRestore(folder, KEY)
  })

  test('it does not go where it does not belong', async ({ assert, cleanup }) => {
    const folder = room()
    await writeBackup(ownPlace(), folder, { appKey: KEY, files: false })
    cleanup(() => rm(folder, { recursive: true, force: true }))
    const options = { appKey: KEY, files: false }
    assert.match(await refused(writeBackup(ownPlace(), folder, options)), /is not empty/)
    assert.match(
      await refused(restoreBackup(folder, ownPlace(), options)),
      /holds accounts already/
    )
    const place = await emptyFile()
    cleanup(() => rm(place.file))
    const strange = { ...options, appKey: 'another-key-of-this-test-01234' }
    assert.match(await refused(restoreBackup(folder, place, strange)), /another APP_KEY/)

    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    const say = (change: object) =>
      writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, ...change }))
    await say({ migrations: [...manifest.migrations, 'database/migrations/9999_later'] })
    assert.match(await refused(restoreBackup(folder, place, options)), /by a newer Sluice \(.*9999/)
    await say({ migrations: manifest.migrations.slice(0, -1) })
    assert.match(await refused(restoreBackup(folder, place, options)), /by an older Sluice/)
    await rm(join(folder, 'manifest.json'))
    assert.match(await refused(checkBackup(folder)), /no finished backup/)
  })

  test('damage is found, and nothing of a damaged backup stays', async ({ assert, cleanup }) => {
    const folder = room()
    await writeBackup(ownPlace(), folder, { appKey: KEY, files: true })
    cleanup(() => rm(folder, { recursive: true, force: true }))
    const place = await emptyFile()
    cleanup(() => rm(place.file))
    const options = { appKey: KEY, files: true }

    const file = join(folder, 'files', life.path)
    await writeFile(file, 'another')
    assert.match(await refused(checkBackup(folder)), new RegExp(`File ${life.path} is not what`))
    assert.match(await refused(restoreBackup(folder, place, options)), /is not what was written/)
    await writeFile(file, Buffer.from([0, 1, 254, 255]))

    const table = join(folder, 'tables/postings.ndjson.gz')
    const whole = await readFile(table)
    const lines = gunzipSync(whole).toString()
    for (const [bytes, said] of [
      [gzipSync(lines.replace(/"amount":(\d+)/, '"amount":1$1')), /Table postings is not what/],
      [
        gzipSync(lines.slice(0, lines.lastIndexOf('\n', lines.length - 2) + 1)),
        /Table postings is/,
      ],
      [whole.subarray(0, whole.length - 20), /Table postings cannot be read/],
      [gzipSync(lines.slice(0, -5)), /Table postings (ends|cannot)/],
    ] as const) {
      await writeFile(table, bytes)
      assert.match(await refused(checkBackup(folder)), said)
      assert.match(await refused(restoreBackup(folder, place, options)), /Table postings/)
    }
    const there = new Database(place.file, { readonly: true })
    assert.equal(there.prepare('select count(*) from accounts').pluck().get(), 0)
    there.close()

    // A row that refers to nothing: whole in itself, and refused all the same.
    await writeFile(table, whole)
    await writeFile(join(folder, 'tables/entities.ndjson.gz'), gzipSync(''))
    assert.match(await refused(restoreBackup(folder, place, options)), /Table entities is not what/)
  })

  test('a database moves from one kind to the other and back, every row compared', async ({
    assert,
    cleanup,
  }) => {
    const url = databaseUrl
    const file = await emptyFile()
    cleanup(() => rm(file.file))
    const first = await moveDatabase(ownPlace(), file)
    assert.isAbove(first.tables.leads!.rows, 0)
    assert.isNotEmpty(first.booked)
    assert.match(await refused(moveDatabase(ownPlace(), file)), /holds accounts already/)
    if (!url) return
    const postgres = await emptyPostgres(url)
    cleanup(postgres.drop)
    await migratePlace(postgres.place)
    const second = await moveDatabase(file, postgres.place)
    assert.deepEqual(second.tables, first.tables)
    assert.deepEqual(second.booked, first.booked)
    // References and what guards the ledger are there again.
    const client = new pg.Client({ connectionString: postgres.place.url })
    await client.connect()
    const write = async (sql: string) =>
      client.query(sql).then(
        () => 'done',
        (error) => error.message
      )
    assert.match(await write('delete from entities'), /foreign key/)
    // Numbers go on after those that came.
    const note = `insert into config_changes (account_id, action, actor, at, object) values ('a', 'b', 'c', 1, 'd')`
    assert.equal(await write(note), 'done')
    assert.notEqual(await write('update postings set amount = 1'), 'done')
    await client.end()
  })
})
