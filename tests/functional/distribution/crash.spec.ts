import { test } from '@japa/runner'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PostgresBackend } from '#store/postgres_backend'
import { SqliteBackend } from '#store/sqlite_backend'
import type { Backend, Row } from '#store/types'
import { type ChildApp, childApp } from '#tests/helpers/child_app'
import { partnerServer } from '#tests/helpers/partner_server'
import { loanBlueprint } from '#tests/functional/distribution/support'

const LEADS = 300
const KILLS = 3
const IN_FLIGHT = 20
const CAP = 60

/** Sends every lead until it is answered 201, whatever the app goes through meanwhile. */
async function sendAll(app: ChildApp, token: string, answered: Map<number, string>) {
  let next = 0
  const sender = async () => {
    while (next < LEADS) {
      const n = next++
      while (!answered.has(n)) {
        const response = await fetch(`${app.url}/api/v1/leads`, {
          method: 'POST',
          headers: {
            'authorization': `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': `lead-${n}`,
          },
          body: JSON.stringify({ entity: 'loan', values: { email: `crash${n}@example.org` } }),
        }).catch(() => null)
        const body = (await response?.json().catch(() => null)) as { id: string } | null
        if (response?.status === 201 && body) answered.set(n, body.id)
        else await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender))
}

const open = (env: Record<string, string>): Backend =>
  env.DATABASE_URL
    ? new PostgresBackend(env.DATABASE_URL, 2)
    : new SqliteBackend(join(env.STORAGE_PATH, 'sluice.sqlite3'))

test.group('kill -9 in the middle of a run', () => {
  test('every accepted lead ends, no cap is passed, no sale is booked twice, no key changes', async ({
    assert,
  }) => {
    const partner = await partnerServer()
    // By the lead, so that a repeated request is answered as the first one was: yes, no, a fault once, a reset, slowly.
    const faults = new Set<string>()
    partner.behave(({ path, body, key }, response) => {
      const n = Number(/\d+/.exec(String(body.email))![0])
      const first = !faults.has(key)
      faults.add(key)
      if (path === '/last') return { json: { status: 'ok' } }
      if (n % 5 === 1) return { json: { status: 'no', reason: 'by number' } }
      if (n % 5 === 2 && first) return { status: 500, json: {} }
      if (n % 5 === 3 && first) return void response.destroy()
      if (n % 5 === 4)
        return void setTimeout(() => response.end(JSON.stringify({ status: 'ok' })), 30)
      return { json: { status: 'ok' } }
    })
    const app = await childApp()
    try {
      await app.ace('migration:run', '--force')
      await app.ace('account:create', 'crash', '--currency=EUR')
      const file = join(app.env.STORAGE_PATH, 'blueprint.json')
      const blueprint = loanBlueprint(
        partner,
        [
          { key: 'first', caps: { total: CAP }, price: '12.00' },
          { key: 'second' },
          { key: 'last', price: '1.00' },
        ],
        {},
        { second: { caps: { day: CAP, spend_total: '500.00' } } }
      )
      await writeFile(file, JSON.stringify(blueprint))
      await app.ace('blueprint:apply', file, '--account=crash')
      const token = await app.ace(
        'token:create',
        '--account=crash',
        '--ability=leads:write,leads:read'
      )

      const answered = new Map<number, string>()
      await app.start()
      const sending = sendAll(app, token, answered)
      for (let kill = 1; kill <= KILLS; kill++) {
        while (answered.size < (LEADS * kill) / (KILLS + 1))
          await new Promise((resolve) => setTimeout(resolve, 5))
        await app.kill('SIGKILL')
        await app.start()
      }
      await sending

      const database = open(app.env)
      try {
        for (;;) {
          const [row] = await database.all(
            `select count(*) as n from distributions where status in ('queued', 'running')`
          )
          if (Number(row.n) === 0) break
          await new Promise((resolve) => setTimeout(resolve, 200))
        }
        await app.kill('SIGTERM')
        await checkInvariants(database, answered, partner.journal, assert)
      } finally {
        await database.close()
      }
    } finally {
      await app.close()
      await partner.close()
    }
  }).timeout(600_000)
})

async function checkInvariants(
  database: Backend,
  answered: Map<number, string>,
  journal: { path: string; key: string; body: Record<string, unknown> }[],
  assert: {
    equal: (a: unknown, b: unknown, why?: string) => void
    deepEqual: (a: unknown, b: unknown, why?: string) => void
  }
) {
  const [leads, deliveries, postings, buckets] = (await Promise.all(
    ['leads', 'deliveries', 'postings', 'cap_buckets'].map((table) =>
      database.all(`select * from ${table}`)
    )
  )) as [Row[], Row[], Row[], Row[]]

  // What was answered is stored, once, and final.
  assert.equal(new Set(answered.values()).size, LEADS)
  assert.equal(leads.length, LEADS)
  for (const lead of leads) assert.equal(lead.status, 'sold', `lead ${lead.id}`)

  // One buyer a lead, one posting a sale at the price it was reserved at.
  const sold = deliveries.filter((one) => one.status === 'accepted')
  assert.equal(new Set(sold.map((one) => one.lead_id)).size, LEADS)
  assert.equal(sold.length, LEADS)
  const booked = postings.map((one) => `${one.delivery_id} ${one.amount}`).sort()
  assert.deepEqual(booked, sold.map((one) => `${one.id} ${one.price}`).sort())

  // Caps: to the unit what the accepted deliveries hold.
  const count = (key: string) => sold.filter((one) => one.assignment_key === key).length
  assert.equal(count('first'), CAP)
  assert.equal(count('second'), 50)
  const held = new Map<string, number>()
  for (const one of deliveries)
    for (const [bucket, amount] of JSON.parse((one.reserved as string | null) ?? '[]') as [
      string,
      number,
    ][])
      held.set(bucket, (held.get(bucket) ?? 0) + amount)
  for (const bucket of buckets)
    assert.equal(Number(bucket.used), held.get(bucket.id as string) ?? 0, `${bucket.id}`)

  // The partners' own journals: a lead comes to one of them under one key, however often.
  const keys = new Map<string, Set<string>>()
  for (const one of journal) {
    const name = `${one.path} ${one.body.email}`
    keys.set(name, (keys.get(name) ?? new Set()).add(one.key))
  }
  for (const [name, all] of keys)
    assert.equal(all.size, 1, `${name} was sent under ${all.size} keys`)
}
