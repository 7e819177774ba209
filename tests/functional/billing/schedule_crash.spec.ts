import { test } from '@japa/runner'
import { billedApp, insertRows, readRows } from '#tests/functional/billing/crash_support'
import { childApp } from '#tests/helpers/child_app'

const PARTNERS = 100
const OCTOBER = `from_day = '2026-10-01'`

test.group('kill -9 while a schedule bills a month', () => {
  test('whoever takes over ends it: no gap, no duplicate, no half document', async ({ assert }) => {
    const app = await childApp()
    try {
      const schedule = { every: 'month', then: 'finalize' }
      await billedApp(app, PARTNERS, { schedule }, () => ({}), false)
      const [{ id: account }] = await readRows(app, `select id from accounts where key = 'crash'`)
      // September was billed, so October is what comes next.
      const september = { from_day: '2026-09-01', to_day: '2026-09-30' }
      await insertRows(app, [
        {
          insert: 'invoice_runs',
          row: {
            ...{ id: `${account}:all:month:2026-09-01`, account_id: account, partner_id: null },
            ...{ every: 'month', ...september, due_at: 0, state: 'done', owned_until: 0 },
            ...{ attempts: 1, result: '{}', started_at: 0, finished_at: 0 },
          },
        },
      ])
      const counts = async () => {
        const [row] = await readRows(
          app,
          `select count(*) as made, count(number) as issued from invoices`
        )
        return { made: Number(row.made), issued: Number(row.issued) }
      }
      /** Lets a process begin the run, or take it over, and kills it in the middle. */
      const dieWhen = async (enough: (now: { made: number; issued: number }) => boolean) => {
        // It begins before it answers requests.
        const started = app.start().catch(() => {})
        while (!enough(await counts())) await new Promise((resolve) => setTimeout(resolve, 2))
        await app.kill('SIGKILL')
        await started
        // The claim of the dead has run out.
        await readRows(
          app,
          `update invoice_runs set owned_until = 0 where state = 'due' returning id`
        )
        return counts()
      }
      const making = await dieWhen(({ made }) => made >= 5)
      assert.isBelow(making.made, PARTNERS, 'killed while drafts are made')
      const first = await dieWhen(({ issued }) => issued >= 5)
      assert.isBelow(first.issued, PARTNERS, 'killed while they are finalized')
      const second = await dieWhen(({ issued }) => issued >= first.issued + 10)
      assert.isBelow(second.issued, PARTNERS, 'killed once more')

      await app.start()
      const run = async () =>
        (await readRows(app, `select * from invoice_runs where ${OCTOBER}`))[0]!
      while ((await run()).state !== 'done') await new Promise((resolve) => setTimeout(resolve, 50))
      await app.kill('SIGTERM')

      const { attempts, error, result } = await run()
      assert.equal(Number(attempts), 4)
      assert.isNull(error)
      assert.deepEqual(JSON.parse(result as string), { drafts: 0, finalized: PARTNERS, held: [] })
      const rows = await readRows(app, `select * from invoices order by number`)
      assert.deepEqual(
        rows.map(({ number }) => Number(String(number).split('-')[2])),
        Array.from({ length: PARTNERS }, (_, i) => i + 1)
      )
      assert.lengthOf(new Set(rows.map((row) => row.partner_id)), PARTNERS)
      const none = async (sql: string) => assert.deepEqual(await readRows(app, sql), [], sql)
      await none(
        `select i.id from invoices i where (select count(*) from invoice_postings b where b.invoice_id = i.id) <> 3
          or (select count(*) from invoice_lines l where l.invoice_id = i.id) <> 3
          or (select count(*) from invoice_balances b where b.id = i.id) <> 1
          or (select count(*) from document_files f where f.invoice_id = i.id) <> 3`
      )
      const told = await readRows(
        app,
        `select type, count(*) as n from events where type in ('invoice.generated', 'invoice.finalized', 'invoice.voided')
         group by type order by type`
      )
      assert.deepEqual(
        told.map(({ type, n }) => [type, Number(n)]),
        [
          ['invoice.finalized', PARTNERS],
          ['invoice.generated', PARTNERS],
        ]
      )
      assert.match(await app.ace('ledger:check', '--account=crash'), /unbilled 0\.00/)
    } finally {
      await app.close()
    }
  }).timeout(600_000)
})
