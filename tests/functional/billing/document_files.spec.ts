import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import env from '#start/env'
import drive from '@adonisjs/drive/services/main'
import { test } from '@japa/runner'
import { storagePath } from '#config/storage'
import { recordsOf, retryRecords } from '#billing/documents/files/file_records'
import { FileRunner, fileRunner } from '#billing/documents/files/file_runner'
import { sha256 } from '#billing/documents/files/document_disk'
import { as } from '#tests/functional/api/call'
import { FRENCH, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { issued, recordOf } from '#tests/functional/billing/support_files'
import { startEngine } from '#tests/helpers/make_account'
import { insideOf } from '#tests/helpers/read_pdf'

const server = `http://${env.get('HOST')}:${env.get('PORT')}`

const bytesOf = (account: { token: string }, path: string) =>
  fetch(`${server}/api/v1${path}`, { headers: { authorization: `Bearer ${account.token}` } })

const pathOf = async (accountId: string, id: string, format: string) =>
  (await recordOf(accountId, id, format)).path!

const inStorage = (path: string) => join(storagePath, 'files', path)

test.group('billing: files of documents', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  test('finalizing leaves rows, the runner makes the files, and they are served as they were kept', async ({
    assert,
  }) => {
    const { account, api, id, number, final } = await issued()
    assert.deepEqual(final.body.files, { pdf: 'pending', xml: 'pending' })
    assert.deepEqual(
      (await recordsOf(account.id, [id])).map(({ format, state }) => [format, state]),
      [
        ['cii', 'pending'],
        ['pdf', 'pending'],
        ['ubl', 'pending'],
      ]
    )
    await new FileRunner().pass()
    const { body } = await api.get(`/invoices/${id}`)
    assert.deepEqual(
      body.files,
      { pdf: 'ready', xml: 'ready' },
      JSON.stringify(await recordsOf(account.id, [id]))
    )
    const answer = await bytesOf(account, `/invoices/${id}/pdf`)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-type'), 'application/pdf')
    assert.equal(answer.headers.get('content-disposition'), `attachment; filename="${number}.pdf"`)
    const pdf = Buffer.from(await answer.arrayBuffer())
    const inside = insideOf(pdf)
    const cii = (await api.get(`/invoices/${id}/xml?syntax=cii`)).body
    assert.equal(inside.xml, cii)
    assert.include(inside.xmp, '<pdfaid:part>3</pdfaid:part>')
    assert.include(inside.xmp, '<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
    assert.include(inside.objects, '/AFRelationship /Alternative')
    assert.include(inside.objects, '/StructTreeRoot')

    const files = (await api.get(`/invoices/${id}/files`)).body.data
    const kept = files.find(({ format }: { format: string }) => format === 'pdf')
    assert.equal(kept.sha256, sha256(pdf))
    assert.equal(kept.size, pdf.length)
    const link = kept.url.replace(/^https?:\/\/[^/]+/, server)
    const linked = await fetch(link)
    assert.equal(linked.status, 200)
    assert.equal(sha256(new Uint8Array(await linked.arrayBuffer())), kept.sha256)
    assert.equal((await fetch(link.replace('/pdf?', '/ubl?'))).status, 404)

    const stranger = await billingAccount()
    for (const path of ['pdf', 'xml', 'files'])
      assert.equal((await as(stranger).get(`/invoices/${id}/${path}`)).status, 404)
  }).timeout(300_000)

  test('a draft has none; what never waited is made when somebody asks', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-03', amount: 500 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.equal((await api.get(`/invoices/${draft.id}/pdf`)).status, 409)
    await api.post(`/invoices/${draft.id}/finalize`)
    const asked = await api.get(`/invoices/${draft.id}/xml?syntax=xrechnung_cii`)
    assert.equal(asked.status, 200)
    const formats = (await recordsOf(account.id, [draft.id])).map(({ format, state }) => [
      format,
      state,
    ])
    assert.deepInclude(formats, ['xrechnung_cii', 'ready'])
    assert.equal((await api.get(`/invoices/${draft.id}/xml?syntax=pdf`)).status, 422)
  })

  test('a lost or damaged file is made anew: XML with the same bytes, a PDF with a note', async ({
    assert,
  }) => {
    const { account, api, id } = await issued(FRENCH)
    await new FileRunner().pass()
    const before = await recordsOf(account.id, [id])
    await rm(inStorage(await pathOf(account.id, id, 'ubl')))
    await writeFile(inStorage(await pathOf(account.id, id, 'pdf')), 'not a PDF')
    const xml = await api.get(`/invoices/${id}/xml`)
    assert.equal(xml.status, 200)
    assert.equal(
      sha256(Buffer.from(xml.body)),
      before.find(({ format }) => format === 'ubl')!.sha256
    )
    const told = (await api.get(`/invoices/${id}/files`)).body.data
    const ubl = told.find(({ format }: { format: string }) => format === 'ubl')
    assert.containsSubset(ubl.replaced, [{ why: 'missing', sha256: ubl.sha256 }])
    fileRunner.start()
    const pdf = await bytesOf(account, `/invoices/${id}/pdf`)
    assert.equal(pdf.status, 200)
    const after = (await recordsOf(account.id, [id])).find(({ format }) => format === 'pdf')!
    assert.equal(sha256(new Uint8Array(await pdf.arrayBuffer())), after.sha256)
    assert.containsSubset(after.replaced, [
      { why: 'damaged', sha256: before.find(({ format }) => format === 'pdf')!.sha256 },
    ])
    await fileRunner.stop()
  }).timeout(300_000)

  test('a disk that is down is told, waited for, and tried again', async ({ assert, cleanup }) => {
    const { account, api, id } = await issued()
    const disk = drive.use()
    const { put } = disk
    cleanup(() => void (disk.put = put))
    disk.put = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOSPC' }))
    const from = Date.now()
    await new FileRunner().pass()
    const waiting = (await recordsOf(account.id, [id])).find(({ format }) => format === 'ubl')!
    assert.deepInclude(waiting, { state: 'pending', error: 'E_DISK: the disk is full' })
    assert.isAbove(waiting.attempts, 0)
    assert.isAbove(waiting.due_at, from)
    disk.put = put
    await retryRecords(account.id, id, Date.now())
    await new FileRunner().pass()
    assert.deepEqual((await api.get(`/invoices/${id}`)).body.files, { pdf: 'ready', xml: 'ready' })
  }).timeout(300_000)

  test('many documents are one archive; what is missing is named', async ({ assert }) => {
    const { account, id, number } = await issued()
    await new FileRunner().pass()
    await rm(inStorage(await pathOf(account.id, id, 'pdf')))
    const answer = await bytesOf(account, '/invoices/archive?files=all&status=open')
    assert.equal(answer.headers.get('content-type'), 'application/zip')
    const { unzipSync } = await import('fflate')
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    assert.sameMembers(Object.keys(files), [
      `${number}-ubl.xml`,
      `${number}-cii.xml`,
      'missing.txt',
    ])
    assert.equal(Buffer.from(files['missing.txt']).toString(), `${number} pdf: pending\n`)
  }).timeout(300_000)
})
