import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { idsBefore } from '#shared/ids'
import type { Write } from '#store/types'
import { insertRows, readRows } from '#tests/functional/billing/crash_support'
import { childApp } from '#tests/helpers/child_app'

const LEADS = 3000
/** Every third is sold, every ninth comes back. */
const isSold = (n: number) => n % 3 === 0
const isBack = (n: number) => n % 9 === 0
const count = (is: (n: number) => boolean) => Array.from({ length: LEADS }, (_, n) => n).filter(is)
const SOLD = count(isSold).length
const BACK = count(isBack).length
const TERMS = { valid_from: '2026-01-01', received: '1.00', sold: '4.00', revenue_percent: '10' }
/** Between what the poll sees and the kill, ms: it hits rests and stretches alike. */
const DELAYS = [0, 40, 120]

/** Leads of an hour ago with what the trail says of them, as the engine would have left it. */
function trail(account: string, entity: string, start: number): Write[] {
  return Array.from({ length: LEADS }, (_, n) => n).flatMap((n): Write[] => {
    const at = start + n
    const id = (prefix: 'lead' | 'evt' | 'dlv', i = 0) =>
      `${idsBefore(prefix, at)}00${i}${String(n).padStart(10, '0')}`
    const event = (i: number, type: string, data: object, delivery: string | null): Write => ({
      insert: 'events',
      row: {
        ...{ id: id('evt', i), account_id: account, at, type, lead_id: id('lead') },
        ...{ distribution_id: null, delivery_id: delivery, partner_id: null, actor: null },
        data: JSON.stringify(data),
      },
    })
    const revenue = (amount: string) => ({ amount, currency: 'EUR' })
    return [
      {
        insert: 'leads',
        row: {
          ...{ id: id('lead'), account_id: account, entity_id: entity, status: 'unsold' },
          ...{ source: 'ads', values: '{}', created_at: at, updated_at: at },
        },
      },
      event(0, 'lead.received', {}, null),
      ...(isSold(n) ? [event(1, 'revenue.booked', revenue('25.00'), id('dlv'))] : []),
      ...(isBack(n) ? [event(2, 'revenue.reversed', revenue('-25.00'), id('dlv'))] : []),
    ]
  })
}

test.group('kill -9 while costs of leads are booked', () => {
  test('each cost is there once, and what was given back too', async ({ assert }) => {
    const app = await childApp()
    try {
      await app.ace('migration:run', '--force')
      await app.ace('account:create', 'crash', '--currency=EUR', '--country=DE')
      const file = join(app.env.STORAGE_PATH, 'blueprint.json')
      const blueprint = {
        sluice: 1,
        entities: [{ key: 'loan', name: 'Loan', fields: [{ key: 'x', label: 'X', type: 'text' }] }],
        suppliers: [{ key: 'probe', sources: ['ads'], terms: [TERMS] }],
      }
      await writeFile(file, JSON.stringify(blueprint))
      await app.ace('blueprint:apply', file, '--account=crash')
      const [{ id: account }] = await readRows(app, `select id from accounts where key = 'crash'`)
      const [{ id: entity }] = await readRows(app, 'select id from entities')
      const start = Date.now() - 3_600_000
      await insertRows(app, trail(account as string, entity as string, start))
      await readRows(
        app,
        `update figure_cursors set upto = '${idsBefore('evt', start)}' where log = 'costs' returning log`
      )

      const booked = async () =>
        Number((await readRows(app, 'select count(*) as n from supplier_postings'))[0].n)
      const all = LEADS + 2 * SOLD + 2 * BACK
      let before = 0
      for (const delay of DELAYS) {
        await app.start()
        while ((await booked()) <= before) await new Promise((resolve) => setTimeout(resolve, 5))
        await new Promise((resolve) => setTimeout(resolve, delay))
        await app.kill('SIGKILL')
        before = await booked()
        if (delay === 0) assert.isBelow(before, all, 'killed on the way')
        if (before === all) break
      }
      await app.start()
      while ((await booked()) < all) await new Promise((resolve) => setTimeout(resolve, 50))
      // What would be booked twice would be booked by now.
      const cursor = async () =>
        (await readRows(app, `select upto from figure_cursors where log = 'costs'`))[0]
          .upto as string
      while ((await cursor()) < idsBefore('evt', start + LEADS))
        await new Promise((resolve) => setTimeout(resolve, 50))
      await app.kill('SIGTERM')

      const sums = await readRows(
        app,
        `select cause, kind, count(*) as n, sum(amount) as amount from supplier_postings
         group by cause, kind order by cause, kind`
      )
      assert.deepEqual(
        sums.map(({ cause, kind, n, amount }) => [cause, kind, Number(n), Number(amount)]),
        [
          ['received', 'cost', LEADS, LEADS * 100],
          ['revenue', 'cost', SOLD, SOLD * 250],
          ['revenue', 'reversal', BACK, BACK * -250],
          ['sold', 'cost', SOLD, SOLD * 400],
          ['sold', 'reversal', BACK, BACK * -400],
        ]
      )
      await app.ace('ledger:check', '--account=crash')
    } finally {
      await app.close()
    }
  }).timeout(600_000)
})
