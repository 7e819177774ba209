/*
 * A ledger as sales would have left it, for measurements of what is made of one.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

const BATCH = 5_000
const PROFILES = 3
const PATIENCE_MS = 900_000

/** An account in Germany that can bill all its partners, who buy what nobody delivers. */
export function billingBlueprint(partners) {
  const address = { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' }
  const billing = { ...address, legal_name: 'Partner GmbH', country: 'DE', type: 'business' }
  return {
    sluice: 1,
    account: { name: 'Team GmbH', country: 'DE', vat_id: 'DE136695976', address },
    entities: [{ key: 'lead', name: 'Lead', fields: [{ key: 'x', label: 'X', type: 'text' }] }],
    partners: Array.from({ length: partners }, (_, n) => ({
      key: `p${n}`,
      name: `P ${n}`,
      billing,
    })),
    profiles: Array.from({ length: PROFILES }, (_, n) => ({
      key: `profile-${n}`,
      name: `Profile ${n}`,
      entity: 'lead',
      trigger: 'manual',
      price: '20.00',
    })),
  }
}

/** Sales that go round all partners, profiles and prices; `dayOf` has the date of the nth. */
export async function seedPostings(database, count, dayOf) {
  const [{ id: account }] = await database.all("select id from accounts where key = 'team'")
  const partners = await database.all('select id from partners order by id')
  const profiles = await database.all('select id from profiles order by id')
  for (let from = 0; from < count; from += BATCH)
    await database.insert(
      'postings',
      Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => {
        const n = from + i
        const key = `${randomBytes(8).toString('hex')}${n}`
        const day = dayOf(n)
        return {
          id: `pst_${key}.sale`,
          account_id: account,
          kind: 'sale',
          lead_id: `lead_${key}`,
          delivery_id: `dlv_${key}`,
          partner_id: partners[n % partners.length].id,
          profile_id: profiles[n % PROFILES].id,
          source: 'bench',
          amount: 1_500 + (n % 4) * 250,
          currency: 'EUR',
          at: Date.parse(`${day}T12:00:00Z`),
          day,
        }
      })
    )
}

/**
 * Waits until the app has summed up the days before `last`, as it would have while the sales came in. Answers the seconds
 * it took.
 */
export async function summedUp(database, last) {
  const began = performance.now()
  for (;;) {
    const [row] = await database.all('select upto from revenue_cursors')
    const seconds = (performance.now() - began) / 1000
    if (row?.upto >= last) return seconds
    if (seconds * 1000 > PATIENCE_MS) throw new Error('the days were not summed up')
    await pause(1_000)
  }
}

/** The database beside the app: reads, and rows in bulk. */
export async function openLedger(where, isPostgres) {
  if (isPostgres) {
    const { default: pg } = await import('pg')
    const pool = new pg.Pool({ connectionString: where, max: 1 })
    return {
      all: async (sql) => (await pool.query(sql)).rows,
      insert: (name, rows) =>
        pool.query(`insert into ${name} select * from json_populate_recordset(null::${name}, $1)`, [
          JSON.stringify(rows),
        ]),
      async close() {
        await pool.query('analyze postings')
        await pool.end()
      },
    }
  }
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(where)
  db.pragma('busy_timeout = 10000')
  return {
    all: async (sql) => db.prepare(sql).all(),
    async insert(name, rows) {
      const columns = Object.keys(rows[0])
      const statement = db.prepare(
        `insert into ${name} (${columns}) values (${columns.map(() => '?')})`
      )
      db.transaction(() => rows.forEach((row) => statement.run(Object.values(row))))()
    },
    close: async () => db.close(),
  }
}
