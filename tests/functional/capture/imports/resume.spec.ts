import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { setTimeout as pause } from 'node:timers/promises'
import { ImportRunner, importRunner } from '#capture/imports/import_runner'
import { Importer, csvOf } from '#tests/functional/capture/imports/support'
import { childApp } from '#tests/helpers/child_app'
import { SMALL_BLUEPRINT, startEngine } from '#tests/helpers/make_account'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

test.group('imports: put down and taken up again', (group) => {
  let at: Importer
  group.setup(async () => {
    await startEngine()
    return () => importRunner.stop()
  })
  group.each.setup(async () => {
    at = await Importer.make()
  })
  const row = (id: string) => db.from('imports').where('id', id)
  const emails = async () => (await at.leads()).map(({ values }) => values.email as string)
  async function until(id: string, position: number) {
    while (Number((await row(id).firstOrFail()).position) < position) await pause(5)
  }

  test('paused, gone on with, cancelled; what is stored stays', async ({ assert }) => {
    const made = await at.uploaded(csvOf(900))
    await at.json('POST', `/imports/${made.id}/run`, {})
    await until(made.id, 100)
    assert.equal((await at.json('POST', `/imports/${made.id}/pause`, {})).status, 200)
    await importRunner.pass()
    const paused = await at.state(made.id)
    assert.equal(paused.status, 'paused')
    assert.isBelow(paused.progress.done, 900)
    assert.equal((await at.json('POST', `/imports/${made.id}/pause`, {})).status, 409)
    const done = await at.order(made.id, 'resume')
    assert.containsSubset(done, { status: 'done', result: { created: 900 } })
    assert.equal(new Set(await emails()).size, 900)

    const other = await at.uploaded(csvOf(900))
    await at.json('POST', `/imports/${other.id}/run`, {})
    await until(other.id, 100)
    const { body } = await at.json('POST', `/imports/${other.id}/cancel`, {})
    assert.equal(body.status, 'cancelled')
    await importRunner.pass()
    const stored = (await emails()).length - 900
    assert.isBelow(stored, 900)
    const undone = await at.order(other.id, 'undo')
    assert.equal(undone.undo!.removed, stored)
    assert.lengthOf(await emails(), 900)
  }).timeout(120_000)

  test('rows that were stored before a crash could be noted are counted once and stored once', async ({
    assert,
  }) => {
    const made = await at.uploaded(`${csvOf(150)}nobody,CA,1\n`)
    const first = await at.order(made.id, 'run')
    const counts = { created: 40, updated: 0, duplicates: 0, rejected: 0, bad: 0, by_problem: [] }
    const before = { status: 'running', position: 40, counts: JSON.stringify(counts) }
    await row(made.id).update({ ...before, owned_until: 0 })
    await importRunner.pass()
    const again = await at.state(made.id)
    assert.deepEqual(again.result, first.result)
    assert.lengthOf(await emails(), 150)
  })

  test('two processes at one import: one that was only slow writes nothing over its successor', async ({
    assert,
  }) => {
    const other = new ImportRunner()
    const made = await at.uploaded(csvOf(1_200))
    await at.json('POST', `/imports/${made.id}/run`, {})
    await until(made.id, 200)
    // As if nothing had been heard of the first for long.
    await row(made.id).update({ owned_until: 0 })
    await Promise.all([other.pass(), importRunner.pass()])
    await other.pass()
    const done = await at.state(made.id)
    assert.containsSubset(done, { status: 'done', result: { created: 1_200, duplicates: 0 } })
    const all = await emails()
    assert.lengthOf(all, 1_200)
    assert.equal(new Set(all).size, 1_200)
  }).timeout(120_000)
})

test.group('imports: kill -9', () => {
  test('a process that is killed loses nothing and doubles nothing', async ({ assert }) => {
    const app = await childApp()
    const folder = await mkdtemp(join(tmpdir(), 'sluice-import-'))
    try {
      await app.ace('migration:run', '--force')
      await app.ace('account:create', 'home', '--currency', 'USD')
      await writeFile(join(folder, 'b.json'), JSON.stringify(SMALL_BLUEPRINT))
      await app.ace('blueprint:apply', join(folder, 'b.json'), '--account', 'home')
      const abilities = 'leads:write,leads:read'
      const token = await app.ace('token:create', '--account', 'home', '--ability', abilities)
      const ask = async (method: string, path: string, body?: string) => {
        const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'text/csv' }
        const answer = await fetch(`${app.url}/api/v1${path}`, { method, headers, body })
        const told = (await answer.json()) as any
        if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(told)}`)
        return told
      }
      await app.start()
      const rows = 4_000
      const made = await ask('POST', '/imports?entity=solar&name=kill.csv', csvOf(rows, 'kill'))
      await ask('POST', `/imports/${made.id}/run`)
      const state = () => ask('GET', `/imports/${made.id}`)
      while ((await state()).progress.done < 200) await pause(20)
      await app.kill('SIGKILL')
      await app.start()
      const between = await state()
      assert.equal(between.status, 'running')
      assert.isBelow(between.progress.done, rows)
      while ((await state()).status === 'running') await pause(200)
      const done = await state()
      assert.containsSubset(done, { status: 'done', result: { created: rows, duplicates: 0 } })
      const emails = new Set<string>()
      let found = 0
      for (let cursor = ''; ;) {
        const page = await ask('GET', `/leads?limit=200${cursor}`)
        for (const lead of page.data) emails.add(lead.values.email)
        found += page.data.length
        if (!page.meta.next_cursor) break
        cursor = `&cursor=${page.meta.next_cursor}`
      }
      assert.deepEqual([found, emails.size], [rows, rows])
    } finally {
      await app.close()
      await rm(folder, { recursive: true })
    }
  }).timeout(300_000)
})
