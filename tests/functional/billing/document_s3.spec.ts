import env from '#start/env'
import drive from '@adonisjs/drive/services/main'
import { test } from '@japa/runner'
import { Disk } from 'flydrive'
import { S3Driver } from 'flydrive/drivers/s3'
import { s3Options } from '#config/s3'
import { diskProblem, sha256 } from '#billing/documents/files/document_disk'
import { retryRecords } from '#billing/documents/files/file_records'
import { FileRunner, fileRunner } from '#billing/documents/files/file_runner'
import { issued, recordOf } from '#tests/functional/billing/support_files'
import { startEngine } from '#tests/helpers/make_account'
import { type S3Server, s3Server } from '#tests/helpers/s3_server'

const server = `http://${env.get('HOST')}:${env.get('PORT')}`
const KEYS = { keyId: 'S3RVER', secret: 'S3RVER' }

test.group('billing: files of documents on S3', (group) => {
  let s3: S3Server
  const { use } = drive
  const settle = (own: object = {}, client: object = {}) => {
    const { endpoint, bucket } = s3
    const options = s3Options({ bucket, region: 'us-east-1', endpoint, ...KEYS, ...own })
    const disk = new Disk(new S3Driver({ ...options, ...client }))
    drive.use = () => disk as never
  }
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())
  group.each.setup(async () => {
    s3 = await s3Server()
    settle()
    return async () => {
      drive.use = use
      await s3.close()
    }
  })

  test('they are kept there, read from there, and given by a link that ends', async ({
    assert,
  }) => {
    const { account, api, id } = await issued()
    await new FileRunner().pass()
    const record = await recordOf(account.id, id, 'pdf')
    assert.equal(record.state, 'ready', record.error ?? '')
    assert.isTrue(await drive.use().exists(record.path!))
    const { data } = (await api.get(`/invoices/${id}/files`)).body
    const { url } = data.find(({ format }: { format: string }) => format === 'pdf')
    const linked = await fetch(url.replace(/^https?:\/\/[^/]+/, server))
    assert.equal(linked.status, 200)
    assert.equal(sha256(new Uint8Array(await linked.arrayBuffer())), record.sha256)
    const late = url
      .replace(/^https?:\/\/[^/]+/, server)
      .replace(/expires_at=\d+|signature=./, '$&1')
    assert.equal((await fetch(late)).status, 404)

    await drive.use().delete(record.path!)
    const ubl = await recordOf(account.id, id, 'ubl')
    await drive.use().delete(ubl.path!)
    assert.equal((await api.get(`/invoices/${id}/xml`)).status, 200)
    const again = await recordOf(account.id, id, 'ubl')
    assert.equal(again.sha256, ubl.sha256)
    assert.containsSubset(again.replaced, [{ why: 'missing', sha256: ubl.sha256 }])
  }).timeout(120_000)

  test('an error in passing is tried again within the same attempt', async ({ assert }) => {
    const { account, id } = await issued()
    s3.be('broken', 1)
    await new FileRunner().pass()
    for (const format of ['pdf', 'ubl', 'cii'])
      assert.containsSubset(await recordOf(account.id, id, format), { state: 'ready', attempts: 0 })
  }).timeout(120_000)

  test('a storage that fails or says nothing: told, waited for, done when it is back', async ({
    assert,
  }) => {
    const { account, api, id } = await issued()
    s3.be('broken')
    await new FileRunner().pass()
    const failed = await recordOf(account.id, id, 'ubl')
    assert.containsSubset(failed, {
      ...{ state: 'pending', attempts: 1, error: 'E_DISK: the storage answers 500' },
    })
    s3.be('well')
    await retryRecords(account.id, id, Date.now())
    await new FileRunner().pass()
    assert.equal((await recordOf(account.id, id, 'ubl')).state, 'ready')
    settle({}, { requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true } })
    s3.be('silent')
    const answer = await api.get(`/invoices/${id}/xml`)
    assert.equal(answer.status, 503)
    assert.equal((await recordOf(account.id, id, 'ubl')).state, 'ready', 'slow is not lost')
    s3.be('well')
    assert.equal((await api.get(`/invoices/${id}/xml`)).status, 200)
  }).timeout(180_000)

  test('a storage that goes down in the middle of a file: nothing half is taken for kept', async ({
    assert,
  }) => {
    const { account, api, id } = await issued()
    s3.be('cut')
    await new FileRunner().pass()
    for (const format of ['pdf', 'ubl', 'cii']) {
      const record = await recordOf(account.id, id, format)
      assert.containsSubset(record, { state: 'pending', attempts: 1, sha256: null })
      assert.match(record.error ?? '', /^E_DISK: /)
    }
    const told = (await api.get(`/invoices/${id}/files`)).body.data
    assert.isTrue(told.every((file: { status: string }) => file.status !== 'ready'))
    s3.be('well')
    await retryRecords(account.id, id, Date.now())
    await new FileRunner().pass()
    const record = await recordOf(account.id, id, 'pdf')
    assert.equal(record.state, 'ready', record.error ?? '')
    assert.equal(sha256(await drive.use().getBytes(record.path!)), record.sha256)
  }).timeout(180_000)

  test('wrong settings are named, and lose nothing', async ({ assert }) => {
    const { account, api, id } = await issued()
    await new FileRunner().pass()
    assert.isNull(await diskProblem())
    const wrong: [own: object, told: RegExp][] = [
      [{ secret: 'wrong' }, /S3_SECRET_ACCESS_KEY/],
      [{ keyId: 'nobody' }, /S3_ACCESS_KEY_ID/],
      [{ endpoint: 'http://127.0.0.1:9' }, /S3_ENDPOINT/],
    ]
    for (const [own, told] of wrong) {
      settle(own)
      assert.match((await diskProblem()) ?? '', told)
      assert.equal((await api.get(`/invoices/${id}/xml`)).status, 503)
    }
    settle({ bucket: 'another' })
    assert.equal((await api.get(`/invoices/${id}/xml`)).status, 503)
    settle()
    assert.equal((await api.get(`/invoices/${id}/xml`)).status, 200)
    assert.deepEqual((await recordOf(account.id, id, 'ubl')).replaced, [])
  }).timeout(120_000)
})
