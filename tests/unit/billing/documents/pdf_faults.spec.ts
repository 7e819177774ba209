import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import { PLAIN_LOOK } from '#billing/documents/look/document_look'
import { type DiskFault, diskReason } from '#billing/documents/files/disk_reason'
import { type DocumentHtml, documentHtml } from '#billing/documents/page/document_html'
import { DocumentPress } from '#billing/documents/pdf/document_press'
import { packageFolder } from '#billing/documents/pdf/package_files'
import { PdfBrowser } from '#billing/documents/pdf/pdf_browser'
import { type StartedBrowser, startBrowser } from '#billing/documents/pdf/start_browser'
import { unpackInto } from '#billing/documents/pdf/unpack_browser'
import type { TaxDocument } from '#sdk/document'
import { fakeBuyer, fakeDocument, fakeSeller } from '#sdk/testing/fake_documents'
import { insideOf, pagesOf } from '#tests/helpers/read_pdf'

const MINUTES = 3 * 60_000

const startOf = (print: Uint8Array) => Buffer.from(print).toString('latin1', 0, 5)

async function ownFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-print-'))
  // A browser that was killed may still be writing.
  const how = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }
  return { folder, remove: () => rm(folder, how) }
}

/** A web server that nobody may ask anything. */
async function listener() {
  const asked: string[] = []
  const server = createServer(({ url }, answer) => {
    asked.push(url!)
    answer.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { asked, at, close: () => new Promise((resolve) => server.close(resolve)) }
}

test.group('faults beneath printing', () => {
  test('what came past every escape runs nothing and reaches nobody', async ({ assert }) => {
    const { asked, at, close } = await listener()
    const browser = new PdfBrowser()
    const hostile: DocumentHtml = {
      ...{ title: 'x', language: 'en', fonts: false },
      html: `<div id="document"><script>fetch('http://${at}/script')</script>
        <img src="http://${at}/image" onerror="fetch('http://${at}/onerror')">
        <img src="file:///etc/passwd"><link rel="stylesheet" href="http://${at}/link">
        <style>@import url(http://${at}/import); p { background: url(http://${at}/css) }
        @font-face { font-family: f; src: url(http://${at}/font) } p { font-family: f }</style>
        <p>text</p><iframe src="http://${at}/frame"></iframe><object data="http://${at}/object"></object>
        <svg><image href="http://${at}/svg" /><script>new Image().src='http://${at}/inner'</script></svg>
        <video src="http://${at}/video" autoplay></video><meta http-equiv="refresh" content="0;url=http://${at}/go">
        <a href="http://${at}/link" ping="http://${at}/ping">a</a></div>`,
    }
    const print = await browser.print(hostile, 30_000).catch(() => null)
    const after = await browser.print(await documentHtml(fakeDocument()), 30_000)
    assert.equal(startOf(after), '%PDF-', 'the next document is none the worse')
    if (print) assert.equal(startOf(print), '%PDF-')
    await browser.close()
    await close()
    assert.deepEqual(asked, [])
  }).timeout(MINUTES)

  test('a huge name is printed, by fonts that travel in the file', async ({ assert }) => {
    const press = new DocumentPress()
    const seller = fakeSeller({ name: `<script>${'Ü東🎉'.repeat(3_000)}` })
    const job = {
      document: fakeDocument({ seller }),
      look: PLAIN_LOOK,
      xml: null,
      at: 0,
      deadlineMs: 60_000,
    }
    const pdf = Buffer.from(await press.print(job))
    await press.close()
    const fonts = insideOf(pdf).objects.match(/\/FontName \/[\w+-]+/g) ?? []
    assert.isTrue(fonts.some((name) => name.includes('Inter')))
    assert.isTrue(
      fonts.every((name) => /\/[A-Z]{6}\+/.test(name)),
      fonts.join()
    )
  }).timeout(MINUTES)

  test('what anybody can write into any field is printed as it is written, and runs nothing', async ({
    assert,
  }) => {
    const { asked, at, close } = await listener()
    const written: string[] = []
    /** Short enough to stand on one line of the narrowest place. */
    const hostile = (name: string) => {
      const tag = `<b x=${written.length}>`
      written.push(tag)
      return `${tag}<img src=http://${at}/${name}><script>fetch('//${at}')</script></style>{{1}}`
    }
    const inAll = <T extends object>(of: T): T =>
      Object.fromEntries(
        Object.entries(of).map(([key, value]) => {
          const known = typeof value === 'string' && !['country'].includes(key)
          return [key, known ? hostile(key) : value]
        })
      ) as T
    const known = fakeDocument()
    const document = fakeDocument({
      ...{ kind: 'credit_note', number: hostile('number'), reason: hostile('reason') },
      ...{ seller: inAll(known.seller), buyer: inAll(known.buyer), notes: [hostile('note')] },
      corrects: { number: hostile('corrects'), issue_date: '2026-11-02' },
      lines: [{ ...known.lines[0]!, description: hostile('line') }],
      items: [
        {
          ...{ delivery: hostile('delivery'), lead: hostile('lead'), date: '2026-10-12', line: 0 },
          ...{ description: hostile('item'), price: '19.99' },
        },
      ],
    })
    const press = new DocumentPress()
    const look = { ...PLAIN_LOOK, footer: [[hostile('footer')], [], []] }
    const pdf = await press.print({ document, look, xml: null, at: 0, deadlineMs: 60_000 })
    await press.close()
    await close()
    assert.deepEqual(asked, [])
    const text = pagesOf(Buffer.from(pdf)).join('').replace(/\s/g, '')
    // Of the seller's name the head says all; what the letter does not show, such as the e-mail of who pays, is not there.
    const shown = written.filter((tag) => text.includes(tag.replace(/\s/g, '')))
    assert.isAbove(shown.length, 14, shown.join())
    assert.include(text, '{{1}}')
  }).timeout(MINUTES)

  test('a document without lines and a name of 500 signs are printed whole', async ({ assert }) => {
    const press = new DocumentPress()
    const print = (document: TaxDocument) =>
      press.print({ document, look: PLAIN_LOOK, xml: null, at: 0, deadlineMs: 60_000 })
    const nothing = { net: '0.00', tax: '0.00', gross: '0.00', prepaid: '0.00', due: '0.00' }
    const empty = pagesOf(
      Buffer.from(await print(fakeDocument({ lines: [], taxes: [], totals: nothing })))
    )
    assert.lengthOf(empty, 1)
    assert.include(empty[0]!, '€0.00')
    const name = Array.from({ length: 100 }, (_, i) => `N${String(i).padStart(3, '0')}`).join(' ')
    const long = pagesOf(
      Buffer.from(await print(fakeDocument({ buyer: fakeBuyer({ name: `${name}.` }) })))
    )
    await press.close()
    assert.lengthOf(`${name}.`, 500)
    assert.include(long[0]!.replace(/\s/g, ''), `${name}.`.replace(/\s/g, ''))
    assert.include(long.join(''), '€71.36')
  }).timeout(MINUTES)

  test('a document past its deadline takes the browser along, not the document beside it', async ({
    assert,
  }) => {
    let starts = 0
    const browser = new PdfBrowser(() => {
      starts++
      return startBrowser()
    })
    await browser.warm()
    const lines = Array.from({ length: 400 }, (_, i) => ({
      ...{ ...fakeDocument().lines[0]!, position: i + 1 },
    }))
    const long = await documentHtml(fakeDocument({ lines }))
    const beside = browser.print(long, 60_000)
    await assert.rejects(() => browser.print(long, 60), /E_PRINT_DEADLINE/)
    assert.equal(startOf(await beside), '%PDF-')
    assert.equal(starts, 2)
    await browser.close()
  }).timeout(MINUTES)

  test('a browser that is killed while it prints is replaced, and the print begun again', async ({
    assert,
  }) => {
    const started: StartedBrowser[] = []
    const browser = new PdfBrowser(async () => {
      const one = await startBrowser()
      started.push(one)
      return one
    })
    const page = await documentHtml(fakeDocument())
    await browser.print(page, 60_000)
    const two = [browser.print(page, 60_000), browser.print(page, 60_000)]
    started[0]!.kill()
    for (const print of await Promise.all(two)) assert.equal(startOf(print), '%PDF-')
    assert.lengthOf(started, 2)
    await browser.close()
  }).timeout(MINUTES)

  test('two processes that unpack it at once both have it whole', async ({ assert, cleanup }) => {
    const { folder, remove } = await ownFolder()
    cleanup(remove)
    const script = `import { unpackInto } from '#billing/documents/pdf/unpack_browser'
      process.stdout.write((await unpackInto([process.env.INTO])).executable)`
    const unpack = () =>
      promisify(execFile)(
        process.execPath,
        ['--import=@poppinss/ts-exec', '--input-type=module', '-e', script],
        { env: { ...process.env, INTO: folder } }
      )
    const [one, other] = await Promise.all([unpack(), unpack()])
    assert.equal(one.stdout, other.stdout)
    assert.lengthOf(await readdir(folder), 1, 'nothing half done is left')
    const { browser, kill } = await startBrowser(() => unpackInto([folder]))
    assert.match(await browser.version(), /Chrome/)
    kill()
  }).timeout(MINUTES)

  test('what is missing is said with what to do', async ({ assert, cleanup }) => {
    const { folder, remove } = await ownFolder()
    cleanup(remove)
    const executable = join(folder, 'chromium')
    const told = 'error while loading shared libraries: libnss3.so: cannot open shared object file'
    await writeFile(executable, `#!/bin/sh\necho "${told}" >&2\nexit 127\n`)
    await chmod(executable, 0o755)
    const unpacked = { executable, libraries: folder, fonts: join(folder, 'fonts.conf') }
    await assert.rejects(
      () => startBrowser(async () => unpacked),
      /E_BROWSER_START: .*the library libnss3\.so.*install it/
    )
    const file = join(folder, 'file')
    await writeFile(file, '')
    await assert.rejects(() => unpackInto([file]), /E_BROWSER_UNPACK: .*300 MB.*E[A-Z]{4,}/)
    assert.throws(
      () => packageFolder('@fontsource/none', 'unicode.json', 0),
      /E_BROWSER_PACKAGE: .*@fontsource\/none: run "npm install"/
    )
  }).timeout(MINUTES)

  test('a thread that hangs or dies fails its documents and is replaced', async ({ assert }) => {
    const job = { document: fakeDocument(), look: PLAIN_LOOK, xml: null, at: 0, deadlineMs: 100 }
    const hanging = new DocumentPress(new URL('data:text/javascript,setInterval(() => {}, 1000)'))
    await assert.rejects(() => hanging.print(job, 100), /E_PRINT_DEADLINE/)
    const dying = new DocumentPress(new URL('data:text/javascript,throw new Error("no room")'))
    await assert.rejects(() => dying.print(job), /E_PRINT: .*no room/)
    await assert.rejects(() => dying.print(job), /E_PRINT: .*no room/)
  })

  test('faults of a disk are told by the setting at fault', ({ assert }) => {
    const fault = (own: object) => Object.assign(new Error('/secret'), own) as DiskFault
    assert.equal(diskReason(fault({ cause: fault({ code: 'ENOSPC' }) })), 'the disk is full')
    assert.match(diskReason(fault({ code: 'EROFS' })), /STORAGE_PATH/)
    assert.match(diskReason(fault({ name: 'NoSuchBucket' })), /S3_BUCKET/)
    assert.match(diskReason(fault({ $metadata: { httpStatusCode: 403 } })), /S3_ACCESS_KEY_ID/)
    assert.match(diskReason(fault({ $metadata: { httpStatusCode: 503 } })), /503/)
    assert.equal(diskReason(fault({ code: 'EIO' })), 'EIO')
  })
})
