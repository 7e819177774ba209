import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { sha256 } from '#billing/documents/files/document_disk'
import { retryRecords } from '#billing/documents/files/file_records'
import { FileRunner, fileRunner } from '#billing/documents/files/file_runner'
import { issued, recordOf, until } from '#tests/functional/billing/support_files'
import { startEngine } from '#tests/helpers/make_account'

/** The browser of this process' printing thread, and its priority. */
function browser(): { pid: number; nice: number } | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1')
      if (Number(fields[1]) === process.pid && command.includes('document-browser'))
        return { pid: Number(pid), nice: Number(fields[16]) }
    } catch {
      // It ended meanwhile.
    }
  }
  return null
}

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'pipe' })

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-mount-'))
  try {
    mount('-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder)
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const ready = async (account: string, id: string) => (await recordOf(account, id, 'pdf')).ready_at

test.group('billing: faults beneath the files of documents', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  test('a browser killed in the middle of a print: the document is printed all the same', async ({
    assert,
  }) => {
    await fileRunner.stop()
    const { account, id } = await issued()
    const passing = new FileRunner().pass()
    // It leaves the processor to leads, also where it may raise its own priority.
    const low = () => {
      const found = browser()
      return found && found.nice > 0 ? found : null
    }
    const { pid } = await until(low)
    process.kill(pid, 'SIGKILL')
    await passing
    const record = await recordOf(account.id, id, 'pdf')
    assert.equal(record.state, 'ready', record.error ?? '')
    assert.notEqual((await until(browser)).pid, pid)
    await fileRunner.stop()
    assert.isNull(browser(), 'the browser ends with what started it')
  })
    .timeout(120_000)
    .skip(process.platform !== 'linux', 'Linux tells of processes')

  test('a disk that may not be written to names the setting, and the file is kept later', async ({
    assert,
    cleanup,
  }) => {
    const { account, id } = await issued()
    const disk = drive.use()
    const { put } = disk
    cleanup(() => void (disk.put = put))
    disk.put = () => Promise.reject(Object.assign(new Error('/secret/path'), { code: 'EACCES' }))
    await new FileRunner().pass()
    const { error, state } = await recordOf(account.id, id, 'ubl')
    assert.equal(state, 'pending')
    assert.equal(error, 'E_DISK: the folder of STORAGE_PATH cannot be written to (EACCES)')
    disk.put = put
    await retryRecords(account.id, id, Date.now())
    await new FileRunner().pass()
    assert.isNotNull(await ready(account.id, id))
  }).timeout(120_000)

  test('a disk that is full says so; with room again the file is made, whole', async ({
    assert,
    cleanup,
  }) => {
    const { account, api, id } = await issued()
    const folder = await mkdtemp(join(tmpdir(), 'sluice-full-'))
    mount('-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder)
    const { use } = drive
    cleanup(async () => {
      drive.use = use
      execFileSync('umount', [folder])
      await rm(folder, { recursive: true })
    })
    const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }))
    drive.use = () => disk as never
    await new FileRunner().pass()
    const full = await recordOf(account.id, id, 'pdf')
    assert.containsSubset(full, {
      ...{ state: 'pending', attempts: 1, error: 'E_DISK: the disk is full', sha256: null },
    })
    mount('-o', 'remount,size=8m', folder)
    await retryRecords(account.id, id, Date.now())
    await new FileRunner().pass()
    const kept = await recordOf(account.id, id, 'pdf')
    assert.equal(kept.state, 'ready', kept.error ?? '')
    assert.equal(sha256(await disk.getBytes(kept.path!)), kept.sha256)
    assert.equal((await api.get(`/invoices/${id}/pdf`)).status, 200)
  })
    .timeout(120_000)
    .skip(() => !mayMount(), 'only who may mount has a disk to fill')

  test('what was kept refuses change in the database itself', async ({ assert }) => {
    const { account, id } = await issued()
    await new FileRunner().pass()
    const kept = await recordOf(account.id, id, 'ubl')
    const row = () => db.from('document_files').where('id', kept.id)
    const changes = {
      sha256: 'f'.repeat(64),
      path: 'elsewhere',
      size: 1,
      template: '99',
      state: 'pending',
      ready_at: 1,
      replaced: '[{}]',
    }
    for (const [name, value] of Object.entries(changes))
      await assert.rejects(
        async () => void (await row().update({ [name]: value })),
        /what was kept of a document never changes/
      )
    await assert.rejects(async () => void (await row().delete()), /never changes/)
    assert.deepEqual(await recordOf(account.id, id, 'ubl'), kept)
  }).timeout(120_000)
})
