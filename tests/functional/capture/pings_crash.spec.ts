import { test } from '@japa/runner'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PostgresBackend } from '#store/postgres_backend'
import { SqliteBackend } from '#store/sqlite_backend'
import type { Backend, Row } from '#store/types'
import { type ChildApp, childApp } from '#tests/helpers/child_app'
import { partnerServer } from '#tests/helpers/partner_server'
import { loanBlueprint } from '#tests/functional/distribution/support'

const LEADS = 80
const KILLS = 2
const IN_FLIGHT = 8
const CAP = 30

const open = (env: Record<string, string>): Backend =>
  env.DATABASE_URL
    ? new PostgresBackend(env.DATABASE_URL, 2)
    : new SqliteBackend(join(env.STORAGE_PATH, 'sluice.sqlite3'))

const holdsOf = (row: Row) =>
  JSON.parse((row.reserved as string | null) ?? '[]') as [string, number][]

/** Asks until there is an answer that is no fault, whatever the app goes through meanwhile. */
async function ask(app: ChildApp, token: string, path: string, key: string, body: object) {
  for (;;) {
    const response = await fetch(`${app.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'authorization': `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    }).catch(() => null)
    const content = (await response?.json().catch(() => null)) as Record<string, any> | null
    // A key whose first request died is taken for a moment.
    const isDone = response && response.status < 500 && content?.type?.endsWith('progress') !== true
    if (isDone && content) return { status: response.status, body: content }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test.group('kill -9 between ping and post', () => {
  test('a place is one lead’s or is given back, at the price that was told, and no cap is passed', async ({
    assert,
  }) => {
    const partner = await partnerServer()
    partner.behave(() => ({ json: { status: 'ok' } }))
    const app = await childApp()
    try {
      await app.ace('migration:run', '--force')
      await app.ace('account:create', 'crash', '--currency=EUR')
      const file = join(app.env.STORAGE_PATH, 'blueprint.json')
      const assignments = [{ key: 'only', price: '12.00', caps: { total: CAP } }]
      await writeFile(file, JSON.stringify(loanBlueprint(partner, assignments)))
      await app.ace('blueprint:apply', file, '--account=crash')
      const token = await app.ace('token:create', '--account=crash', '--ability=leads:write')
      await app.start()

      let [next, done] = [0, 0]
      const priced = new Map<string, string>()
      const sender = async () => {
        while (next < LEADS) {
          const n = next++
          // Without a key: a ping that died is asked again, and what it held comes back by itself.
          const ping = await ask(app, token, '/pings', `ping-${n}-${Date.now()}`, {
            ...{ entity: 'loan', values: { amount: n }, ttl: 10 },
          })
          // Every fourth never comes.
          if (ping.body.outcome === 'accepted' && n % 4 !== 3) {
            const lead = await ask(app, token, '/leads', `lead-${n}`, {
              ...{ entity: 'loan', values: { email: `crash${n}@example.org`, amount: n } },
              ping_id: ping.body.ping_id,
            })
            if (lead.status === 201) priced.set(lead.body.id, ping.body.price.amount)
          }
          done++
        }
      }
      const sending = Promise.all(Array.from({ length: IN_FLIGHT }, sender))
      for (let kill = 1; kill <= KILLS; kill++) {
        while (done < (LEADS * kill) / (KILLS + 2))
          await new Promise((resolve) => setTimeout(resolve, 5))
        await app.kill('SIGKILL')
        await app.start()
      }
      await sending

      const database = open(app.env)
      try {
        const openNow = async () => {
          const [row] = await database.all(
            `select (select count(*) from distributions where status in ('queued', 'running'))
             + (select count(*) from ping_places where status = 'held') as n`
          )
          return Number(row.n)
        }
        while (await openNow()) await new Promise((resolve) => setTimeout(resolve, 250))
        await app.kill('SIGTERM')
        const [places, deliveries, buckets, leads] = await Promise.all(
          ['ping_places', 'deliveries', 'cap_buckets', 'leads'].map((table) =>
            database.all(`select * from ${table}`)
          )
        )
        const sold = deliveries.filter((one) => one.status === 'accepted')
        assert.isAbove(priced.size, 0)
        assert.isAtMost(sold.length, CAP)
        for (const [lead] of priced)
          assert.lengthOf(
            sold.filter((one) => one.lead_id === lead && Number(one.price) === 1200),
            1
          )
        const claimed = places.filter((one) => one.status === 'claimed')
        assert.equal(new Set(claimed.map((one) => one.lead_id)).size, claimed.length)
        assert.equal(claimed.length, leads.length)
        const held = deliveries.flatMap(holdsOf).reduce((sum, [, amount]) => sum + amount, 0)
        assert.equal(
          buckets.reduce((sum, one) => sum + Number(one.used), 0),
          held
        )
        const sent = new Map<string, Set<string>>()
        for (const { body, key } of partner.journal)
          sent.set(String(body.email), (sent.get(String(body.email)) ?? new Set()).add(key))
        for (const [email, keys] of sent) assert.equal(keys.size, 1, email)
      } finally {
        await database.close()
      }
    } finally {
      await app.close()
      await partner.close()
    }
  }).timeout(300_000)
})
