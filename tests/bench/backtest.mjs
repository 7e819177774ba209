/*
 * Backtests over many past leads: how long they take, and what the server still answers meanwhile. Leads, runs and
 * deliveries of the last thirty days are written beside the app, as it would have left them.
 */
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { builtApp } from './built_app.mjs'
import { cpuSeconds, memory } from './processes.mjs'
import { blueprint, leadValues } from './sample.mjs'
import { heading, note, number, table } from './table.mjs'
import { withDatabase } from './with_database.mjs'

const BATCH = 5_000
const PARTNERS = 5
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const DAY = 86_400_000
const DAYS = 30

export async function backtests({ build, folder, full, databaseUrl }) {
  const count = full ? 400_000 : 100_000
  heading(`Backtest, ${number(count)} past leads of 20 fields, ${PARTNERS} partners`)
  const measured = [['SQLite', await measure({ build, folder: join(folder, 'backtest'), count })]]
  if (databaseUrl)
    await withDatabase(databaseUrl, 'backtest', async (url) => {
      const options = { build, folder: join(folder, 'backtest-pg'), count, databaseUrl: url }
      measured.push(['PostgreSQL', await measure(options)])
    })
  table(
    [
      'database',
      'tested',
      'leads',
      'changed',
      'seconds',
      'leads/s',
      'CPU µs/lead',
      'MiB',
      'answers meanwhile: p99 ms',
      'highest',
    ],
    measured.flatMap(([name, rows]) =>
      rows.map((row) => [
        name,
        row.name,
        number(row.leads),
        number(row.changed),
        number(row.seconds, 1),
        number(row.leads / row.seconds),
        number((row.cpu * 1e6) / row.leads),
        number(row.memory),
        number(row.p99),
        number(row.highest),
      ])
    )
  )
  note(
    'From the request to the result, with every changed lead written down. Answers meanwhile: /health/live, asked every 25 ms. The transform runs in the sandbox, one call a lead.'
  )
}

async function measure({ build, folder, count, databaseUrl }) {
  const app = await builtApp({ build, folder, databaseUrl })
  await app.ace(['account:create', 'team', '--currency', 'EUR', '--time-zone', 'Europe/Berlin'])
  const document = blueprint(PARTNERS, 'http://127.0.0.1:9')
  const file = join(folder, 'team.json')
  await writeFile(file, JSON.stringify(document))
  await app.ace(['blueprint:apply', file, '--account', 'team'])
  const token = await app.ace([
    'token:create',
    '--account',
    'team',
    '--ability',
    'config:read,config:write',
  ])
  const database = await open(databaseUrl ?? join(folder, 'sluice.sqlite3'), Boolean(databaseUrl))
  await seed(database, count)
  await database.close()
  await app.start()
  // What follows new leads has its time first: it is measured by itself.
  await pause(20_000)
  const rows = []
  const ago = (days) => new Date(Date.now() - days * DAY).toISOString()
  const range = { from: ago(DAYS + 1), to: ago(0) }
  for (const { name, body, days } of trials(document.profiles[0])) {
    const asked = { ...range, ...(days && { from: ago(days) }), ...body }
    rows.push({ name, ...(await time(app, token.trim(), asked)) })
  }
  await app.stop()
  return rows
}

/** The live version again; a draft that moves most leads; one whose route runs a script on every lead. */
function trials({ assignments }) {
  const open = assignments.map((one) => ({
    ...one,
    filter: { all: [{ field: 'monthly_bill', operator: 'greater_or_equal', value: 120 }] },
    caps: { day: 900, month: 15_000 },
  }))
  const scripted = {
    start: 'script',
    nodes: {
      script: {
        type: 'transform',
        code: 'export default (lead) => ({ ...lead, persons: 2 })',
        ports: { out: 'offer' },
      },
      offer: { type: 'offer', strategy: { use: 'first_match' } },
    },
  }
  return [
    { name: 'the live version', body: { version: 1 } },
    { name: 'other filters, day and month caps', body: { route: { assignments: open } } },
    {
      name: 'to all partners',
      body: { route: { assignments: open, strategy: { use: 'send_to_all' } } },
    },
    { name: 'a script on every lead', body: { route: { route: scripted } }, days: 3 },
  ]
}

async function time({ url, server }, token, body) {
  const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }
  const ask = async (path, options) => {
    const answer = await fetch(`${url}/api/v1${path}`, { headers, ...options })
    const told = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`)
    return told
  }
  const pid = server.pid
  const before = cpuSeconds(pid)
  const began = performance.now()
  const start = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, prefer: 'wait=0' },
  }
  const { id } = await ask('/profiles/solar/backtest', start)
  const taken = []
  let most = 0
  let told
  for (let n = 0; ; n++) {
    const asked = performance.now()
    await fetch(`${url}/health/live`).then((answer) => answer.arrayBuffer())
    taken.push(performance.now() - asked)
    most = Math.max(most, memory(pid))
    if (n % 10 === 0) {
      const { data } = await ask('/profiles/solar/backtests')
      told = data.find((one) => one.id === id)
      if (told.status !== 'running') break
    }
    await pause(25)
  }
  if (told.status !== 'done') throw new Error(JSON.stringify(told))
  const seconds = (Date.parse(told.finished_at) - Date.parse(told.created_at)) / 1000
  const { leads, changed } = await ask(`/backtests/${id}`)
  taken.sort((a, b) => a - b)
  return {
    leads,
    changed,
    seconds,
    cpu: cpuSeconds(pid) - before,
    memory: most,
    p99: taken[Math.floor(taken.length * 0.99)],
    highest: taken.at(-1),
    wall: performance.now() - began,
  }
}

function timeText(ms) {
  let text = ''
  for (let rest = ms, i = 0; i < 9; i++, rest = Math.floor(rest / 32))
    text = ALPHABET[rest % 32] + text
  return text
}

/** Leads of the last thirty days, evenly; most were sold to their partner, every seventh was refused. */
async function seed(database, count) {
  const { account, entity, profile, version } = await database.prepare()
  const places = await database.assignments()
  const step = (DAYS * DAY) / count
  const start = Date.now() - DAYS * DAY - 600_000
  for (let from = 0; from < count; from += BATCH) {
    const random = randomBytes(BATCH * 10)
    const rows = { leads: [], distributions: [], deliveries: [] }
    for (let n = from; n < Math.min(count, from + BATCH); n++) {
      const at = Math.floor(start + n * step)
      let tail = ''
      for (let i = 0; i < 10; i++) tail += ALPHABET[random[(n - from) * 10 + i] & 31]
      const made = `${timeText(at)}${ALPHABET[(n >> 5) & 31]}${ALPHABET[n & 31]}0${tail}`
      const sold = n % 7 !== 3
      const { assignment, key, partner } = places[n % PARTNERS]
      rows.leads.push({
        id: `lead_${made}`,
        account_id: account,
        entity_id: entity,
        status: sold ? 'sold' : 'unsold',
        source: ['google-ads', 'newsletter', 'own-form'][n % 3],
        external_id: `ext-${n}`,
        values: JSON.stringify(leadValues(n, PARTNERS, 'past')),
        extra: '{}',
        test: false,
        revision: 1,
        created_at: at,
        updated_at: at,
      })
      rows.distributions.push({
        id: `dist_${made}`,
        account_id: account,
        lead_id: `lead_${made}`,
        lead_revision: 1,
        profile_id: profile,
        version_id: version,
        route_version: 1,
        trigger: 'on_arrival',
        status: sold ? 'sold' : 'unsold',
        state: '{}',
        path: JSON.stringify([
          {
            node: 'offer',
            type: 'offer',
            port: sold ? 'sold' : 'unsold',
            detail: { offered: [key], sold: sold ? [key] : [] },
          },
        ]),
        evaluations: '{"paused":{"partners":[],"assignments":[]},"refused":{},"caps":{}}',
        currency: 'EUR',
        revenue: sold ? 2000 : 0,
        created_at: at,
        started_at: at,
        finished_at: at,
      })
      rows.deliveries.push({
        id: `dlv_${made}`,
        account_id: account,
        lead_id: `lead_${made}`,
        distribution_id: `dist_${made}`,
        profile_id: profile,
        partner_id: partner,
        assignment_id: assignment,
        assignment_key: key,
        channel: 'webhook',
        status: sold ? 'accepted' : 'rejected',
        duplicate: false,
        price: 2000,
        currency: 'EUR',
        node: 'offer',
        wave: 0,
        reserved: sold ? '[]' : null,
        attempts: 1,
        test: false,
        created_at: at,
        finished_at: at,
      })
    }
    for (const [table, list] of Object.entries(rows)) await database.insert(table, list)
  }
}

const WHO = `select a.id as account, e.id as entity, p.id as profile, p.live_version_id as version from accounts a
  join entities e on e.account_id = a.id join profiles p on p.account_id = a.id where a.key = 'team'`
const PLACES = 'select id as assignment, key, partner_id as partner from assignments order by key'

async function open(where, isPostgres) {
  return isPostgres ? onPostgres(where) : onSqlite(where)
}

async function onSqlite(file) {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(file)
  db.pragma('busy_timeout = 10000')
  return {
    prepare: async () => db.prepare(WHO).get(),
    assignments: async () => db.prepare(PLACES).all(),
    async insert(table, rows) {
      const columns = Object.keys(rows[0])
      const statement = db.prepare(
        `insert into ${table} (${columns.map((name) => `"${name}"`)}) values (${columns.map(() => '?')})`
      )
      db.transaction(() => {
        for (const row of rows)
          statement.run(columns.map((name) => (row[name] === false ? 0 : row[name])))
      })()
    },
    close: async () => db.close(),
  }
}

async function onPostgres(url) {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  return {
    prepare: async () => (await pool.query(WHO)).rows[0],
    assignments: async () => (await pool.query(PLACES)).rows,
    async insert(table, rows) {
      const columns = Object.keys(rows[0]).map((name) => `"${name}"`)
      await pool.query(
        `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows)]
      )
    },
    async close() {
      for (const table of ['leads', 'distributions', 'deliveries'])
        await pool.query(`analyze ${table}`)
      await pool.end()
    },
  }
}
