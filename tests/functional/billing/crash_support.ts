import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PostgresBackend } from '#store/postgres_backend'
import { SqliteBackend } from '#store/sqlite_backend'
import type { Backend, Row, Table, Write } from '#store/types'
import { GERMAN, SELLER } from '#tests/functional/billing/support'
import type { ChildApp } from '#tests/helpers/child_app'

const open = (env: Record<string, string>): Backend =>
  env.DATABASE_URL
    ? new PostgresBackend(env.DATABASE_URL, 2)
    : new SqliteBackend(join(env.STORAGE_PATH, 'sluice.sqlite3'))

/** Rows of a child's database, read from outside. */
export async function readRows(app: ChildApp, sql: string): Promise<Row[]> {
  const backend = open(app.env)
  const rows = await backend.all(sql)
  await backend.close()
  return rows
}

/** Changes rows of a child's database from outside. */
export async function changeRows(app: ChildApp, changes: Parameters<typeof write>[1]) {
  const backend = open(app.env)
  await write(backend, changes)
  await backend.close()
}

/** Inserts rows into a child's database from outside. */
export async function insertRows(app: ChildApp, rows: readonly Write[]) {
  const backend = open(app.env)
  for (let i = 0; i < rows.length; i += 500) {
    const writes = rows.slice(i, i + 500)
    const decide = () => ({ result: undefined, writes })
    const [done] = await backend.commit([{ locks: [], decide }])
    if (!done.ok) throw done.error
  }
  await backend.close()
}

const write = (backend: Backend, writes: { update: Table; id: string; set: Row }[]) =>
  backend.commit([{ locks: [], decide: () => ({ result: undefined, writes }) }])

/** An account with so many partners, three sales and, unless told otherwise, a draft for each; answers a token. */
export async function billedApp(
  app: ChildApp,
  partners: number,
  invoicing: object = {},
  billing: (n: number) => object = () => ({}),
  drafted = true
): Promise<string> {
  await app.ace('migration:run', '--force')
  await app.ace('account:create', 'crash', '--currency=EUR', '--country=DE')
  const file = join(app.env.STORAGE_PATH, 'blueprint.json')
  const partner = (n: number) => ({
    key: `p${n}`,
    name: `P ${n}`,
    billing: { ...GERMAN, ...billing(n) },
  })
  const blueprint = {
    sluice: 1,
    account: { ...SELLER, invoicing },
    entities: [{ key: 'loan', name: 'Loan', fields: [{ key: 'x', label: 'X', type: 'text' }] }],
    partners: Array.from({ length: partners }, (_, n) => partner(n)),
    profiles: [{ key: 'loans', name: 'Loans', entity: 'loan', trigger: 'manual', price: '1' }],
  }
  await writeFile(file, JSON.stringify(blueprint))
  await app.ace('blueprint:apply', file, '--account=crash')
  const token = await app.ace('token:create', '--account=crash', '--ability=billing:write')
  await seed(app)
  if (drafted) await app.ace('invoice:generate', '--account=crash', '--period=2026-10')
  return token
}

async function seed(app: ChildApp) {
  const backend = open(app.env)
  const [{ id: account }] = await backend.all(`select id from accounts where key = 'crash'`)
  const [{ id: profile }] = await backend.all('select id from profiles')
  const partners = await backend.all('select id from partners')
  await backend.commit([
    {
      locks: [],
      decide: () => ({
        result: undefined,
        writes: partners.flatMap(({ id }, n) =>
          [1, 2, 3].map((k) => ({
            insert: 'postings' as const,
            row: {
              ...{
                id: `pst_c${n}x${k}.sale`,
                account_id: account,
                kind: 'sale',
                lead_id: 'lead_x',
              },
              ...{
                delivery_id: `dlv_c${n}x${k}`,
                partner_id: id,
                profile_id: profile,
                source: null,
              },
              ...{ amount: 333 * k, currency: 'EUR', at: 0, day: '2026-10-05' },
            },
          }))
        ),
      }),
    },
  ])
  await backend.close()
}
