import { test } from '@japa/runner'
import { billedApp, readRows } from '#tests/functional/billing/crash_support'
import { childApp } from '#tests/helpers/child_app'

const PARTNERS = 60
const KILLS = 3

test.group('kill -9 while invoices are finalized', () => {
  test('no gap, no duplicate, no half document', async ({ assert }) => {
    const app = await childApp()
    try {
      const token = await billedApp(app, PARTNERS)
      const drafts = await readRows(app, `select id from invoices order by id`)
      assert.lengthOf(drafts, PARTNERS)

      const left = drafts.map(({ id }) => id as string)
      let kills = 0
      await app.start()
      const finalize = async () => {
        for (let id = left.shift(); id; id = left.shift()) {
          const answer = await fetch(`${app.url}/api/v1/invoices/${id}/finalize`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}` },
          }).catch(() => null)
          // 409: it was finalized by the request whose answer the crash took.
          if (answer?.status === 200 || answer?.status === 409) continue
          left.push(id)
          await new Promise((resolve) => setTimeout(resolve, 30))
        }
      }
      const killer = async () => {
        while (kills < KILLS && left.length) {
          await new Promise((resolve) => setTimeout(resolve, 40))
          await app.kill('SIGKILL')
          kills++
          await app.start()
        }
      }
      await Promise.all([killer(), ...Array.from({ length: 4 }, finalize)])
      await finalize()
      assert.isAbove(kills, 0)

      const rows = await readRows(app, `select number, status from invoices order by number`)
      assert.deepEqual(
        rows.map(({ number }) => Number(String(number).split('-')[2])),
        Array.from({ length: PARTNERS }, (_, i) => i + 1)
      )
      await app.kill('SIGTERM')
      assert.match(await app.ace('ledger:check', '--account=crash'), /unbilled 0\.00/)
    } finally {
      await app.close()
    }
  }).timeout(600_000)
})
