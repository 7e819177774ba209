import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { PostgresBackend } from '#store/postgres_backend'
import { SqliteBackend } from '#store/sqlite_backend'
import type { Backend } from '#store/types'
import { GERMAN, SELLER } from '#tests/functional/billing/support'
import { type ChildApp, childApp } from '#tests/helpers/child_app'
import { SMALL_BLUEPRINT } from '#tests/helpers/make_account'

const LEADS = 24
const LIMIT = 20
const KILLS = 2

const open = (env: Record<string, string>): Backend =>
  env.DATABASE_URL
    ? new PostgresBackend(env.DATABASE_URL, 2)
    : new SqliteBackend(join(env.STORAGE_PATH, 'sluice.sqlite3'))

async function read(app: ChildApp, sql: string) {
  const backend = open(app.env)
  const rows = await backend.all(sql)
  await backend.close()
  return rows
}

const BLUEPRINT = {
  ...SMALL_BLUEPRINT,
  account: SELLER,
  partners: [
    {
      ...SMALL_BLUEPRINT.partners[0],
      billing: GERMAN,
      caps: { total: 1000 },
      portal: {
        returns: {
          days: 7,
          reasons: ['invalid_phone', 'fraud'],
          automatic_reasons: ['invalid_phone'],
          limit_count: LIMIT,
        },
      },
    },
    SMALL_BLUEPRINT.partners[1],
  ],
}

test.group('kill -9 while leads are given back', () => {
  test('no half return, no place lost or taken twice, books agree', async ({ assert }) => {
    const app = await childApp()
    try {
      await app.ace('migration:run', '--force')
      await app.ace('account:create', 'crash', '--currency=EUR', '--country=DE')
      const file = join(app.env.STORAGE_PATH, 'blueprint.json')
      await writeFile(file, JSON.stringify(BLUEPRINT))
      await app.ace('blueprint:apply', file, '--account=crash')
      const abilities = 'leads:write,leads:read,billing:write'
      const token = await app.ace('token:create', '--account=crash', `--ability=${abilities}`)
      const post = (path: string, body: object = {}, headers = {}) =>
        fetch(`${app.url}/api/v1${path}`, {
          method: 'POST',
          headers: {
            'authorization': `Bearer ${token}`,
            'content-type': 'application/json',
            ...headers,
          },
          body: JSON.stringify(body),
        }).catch(() => null)

      await app.start()
      await Promise.all(
        Array.from({ length: LEADS }, (_, n) =>
          post(
            '/leads',
            { entity: 'solar', values: { email: `a${n}@b.co`, state: 'CA', monthly_bill: 240 } },
            { prefer: 'wait=20' }
          )
        )
      )
      const today = new Date().toISOString().slice(0, 10)
      const made = await post('/invoices/generate', { from: '2020-01-01', to: today })
      const { data } = (await made!.json()) as { data: { id: string }[] }
      const invoice = data[0].id
      assert.equal((await post(`/invoices/${invoice}/finalize`))!.status, 200)

      const sold = await read(app, `select id from deliveries where status = 'sent' order by id`)
      assert.lengthOf(sold, LEADS)
      // Half of them are approved by themselves, the others by hand; all of it is repeated until it is answered.
      const left = sold.map(({ id }, n) => ({
        delivery: id as string,
        reason: n % 2 ? 'invalid_phone' : 'fraud',
      }))
      let kills = 0
      const ask = async () => {
        for (let one = left.shift(); one; one = left.shift()) {
          const answer = await post('/returns', one)
          if (answer?.status !== 201 && answer?.status !== 409) {
            left.push(one)
            await new Promise((resolve) => setTimeout(resolve, 30))
            continue
          }
          const { id, status } = (await answer.json().catch(() => ({}))) as Record<string, string>
          if (status === 'waiting') await post(`/returns/${id}/approve`)
          await post(`/invoices/${invoice}/credit-returns`)
        }
      }
      const killer = async () => {
        while (kills < KILLS && left.length) {
          await new Promise((resolve) => setTimeout(resolve, 150))
          await app.kill('SIGKILL')
          kills++
          await app.start()
        }
      }
      await Promise.all([killer(), ...Array.from({ length: 4 }, ask)])
      await ask()
      assert.isAbove(kills, 0)
      // What a kill left waiting is decided now, and what is not credited yet is.
      for (const { id } of await read(app, `select id from returns where status = 'waiting'`))
        assert.equal((await post(`/returns/${id as string}/approve`))!.status, 200)
      await post(`/invoices/${invoice}/credit-returns`)
      await app.kill('SIGTERM')

      const none = async (sql: string) => assert.deepEqual(await read(app, sql), [], sql)
      const [counts] = await read(app, `select sum(used) as n from return_counts`)
      assert.equal(Number(counts.n), LIMIT)
      const [approved] = await read(
        app,
        `select count(*) as n from returns where status = 'approved'`
      )
      assert.equal(Number(approved.n), LIMIT)
      await none(`select r.id from returns r left join deliveries d on d.id = r.delivery_id
        left join postings p on p.id = replace(d.id, 'dlv_', 'pst_') || '.cancellation'
        where d.status <> 'cancelled' or p.kind is null or p.kind <> 'return'`)
      await none(`select p.id from postings p left join returns r on r.delivery_id = p.delivery_id
        where p.kind = 'return' and r.id is null`)
      await none(`select p.id from postings p left join invoice_postings b on b.id = p.id
        where p.kind = 'return' and b.id is null`)
      const [used] = await read(app, `select used from cap_buckets`)
      assert.equal(Number(used.used), LEADS - LIMIT)
      const told = await read(
        app,
        `select type, count(*) as n from events where type like 'return.%' or type = 'delivery.returned'
         group by type order by type`
      )
      assert.deepEqual(
        told.map(({ type, n }) => [type, Number(n)]),
        [
          ['delivery.returned', LIMIT],
          ['return.approved', LIMIT],
          ['return.requested', LIMIT],
        ]
      )
      await app.ace('ledger:check', '--account=crash')
    } finally {
      await app.close()
    }
  }).timeout(600_000)
})
