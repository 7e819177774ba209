/*
 * The list of leads over many leads: how long the server takes to open it, to search and to filter. The leads are written
 * beside the app, set by set; the app indexes them by itself, as it would behind leads that come in.
 */
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { builtApp } from './built_app.mjs'
import { cpuSeconds } from './processes.mjs'
import { blueprint, leadValues } from './sample.mjs'
import { heading, median, note, number, table } from './table.mjs'
import { withDatabase } from './with_database.mjs'

const BATCH = 5_000
const RUNS = 7
export const OWNER = 'bench@team.example'
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const DAY = 86_400_000

export async function leads({ build, folder, full, databaseUrl }) {
  const count = full ? 1_000_000 : 100_000
  heading(`List of leads, ${number(count)} leads of 20 fields`)
  const measured = [['SQLite', await measure({ build, folder: join(folder, 'leads'), count })]]
  if (databaseUrl)
    await withDatabase(databaseUrl, 'leads', async (url) => {
      const options = { build, folder: join(folder, 'leads-pg'), count, databaseUrl: url }
      measured.push(['PostgreSQL', await measure(options)])
    })
  const [[, first]] = measured
  table(
    ['request', ...measured.flatMap(([name]) => [`${name} ms`, 'highest']), 'found'],
    first.answers.map(({ name, found }, i) => [
      name,
      ...measured.flatMap(([, { answers }]) => [number(answers[i].ms), number(answers[i].highest)]),
      found,
    ])
  )
  for (const [name, { indexing, bytes }] of measured)
    note(
      `${name}: indexed behind the leads in ${number(indexing.seconds)} s (${number((indexing.cpu * 1e6) / count)} µs of processor time a lead), ${number(bytes / 2 ** 20)} MiB.`
    )
  note(
    'Times are of whole requests on the loopback: session, search, count up to 10,000, rows with their sales, JSON. Medians and highest of 7.'
  )
}

async function measure({ build, folder, count, databaseUrl }) {
  const app = await builtApp({ build, folder, databaseUrl })
  const made = await app.ace(['account:create', 'team', '--currency', 'EUR', '--owner', OWNER])
  const document = join(folder, 'team.json')
  await writeFile(document, JSON.stringify(blueprint(5, 'http://127.0.0.1:9')))
  await app.ace(['blueprint:apply', document, '--account', 'team'])
  const password = /Password\s+(\S+)/.exec(made)[1]
  const database = await open(databaseUrl ?? join(folder, 'sluice.sqlite3'), Boolean(databaseUrl))
  await seed(database, count)
  await app.start()
  const before = cpuSeconds(app.server.pid)
  const began = performance.now()
  // A last part that does not fill a block stays outside of the index.
  while ((await database.indexed()) < Math.floor(count / 4096)) await pause(500)
  const indexing = {
    seconds: (performance.now() - began) / 1000,
    cpu: cpuSeconds(app.server.pid) - before,
  }
  const bytes = await database.bytes()
  await database.close()
  const ask = await signIn(app.url, password)
  const answers = []
  for (const [name, path] of requests(count)) answers.push({ name, ...(await time(ask, path)) })
  await app.stop()
  return { answers, indexing, bytes }
}

function requests(count) {
  const one = Math.floor(count / 3)
  const search = (params) => `/leads/search?${new URLSearchParams(params)}`
  const rule = (field, operator, value, more = []) =>
    search({
      entity: 'solar',
      rule: JSON.stringify({ all: [{ field, operator, value }, ...more] }),
    })
  return [
    ['open the page', '/leads'],
    ['first rows', search({})],
    ['oldest first', search({ sort: 'oldest' })],
    ['sold in the last 7 days', search({ status: 'sold', period: '7d' })],
    ['text: one name', search({ q: `sommer ${one}` })],
    ['text: a word of every lead', search({ q: 'ada' })],
    ['text: a word of none', search({ q: 'nobodyhere' })],
    ['frequent: ownership is owner', rule('ownership', 'equals', 'owner')],
    ['1 in 50: region is R7', rule('region', 'equals', 'R7')],
    ['rare: e-mail is', rule('email', 'equals', leadValues(one, 50, 'list').email)],
    ['range, frequent: bill > 150', rule('monthly_bill', 'greater_than', 150)],
    ['range, rare: budget from 13,999', rule('budget', 'greater_or_equal', 13_999)],
    ['range, none: bill > 10,000', rule('monthly_bill', 'greater_than', 10_000)],
    ['list: region in three', rule('region', 'in', ['R1', 'R2', 'R3'])],
    ['not: region is not R1', rule('region', 'not_equals', 'R1')],
    [
      'three conditions, 1 in 1,000',
      rule('region', 'equals', 'R8', [
        { field: 'monthly_bill', operator: 'between', value: [90, 130] },
        { field: 'persons', operator: 'equals', value: 2 },
      ]),
    ],
    ['part of a text: e-mail contains', rule('email', 'contains', `n${one}.`)],
  ]
}

export async function time(ask, path) {
  const taken = []
  let found = ''
  for (let run = 0; run <= RUNS; run++) {
    const began = performance.now()
    const body = await ask(path)
    // The first one warms caches up.
    if (run > 0) taken.push(performance.now() - began)
    found = describe(body) || found
  }
  return { ms: median(taken), highest: Math.max(...taken), found }
}

function describe(body) {
  const meta = body?.meta
  if (!meta) return ''
  const { n, exact } = meta.count
  if (meta.searched_back_to) return `looked back to ${meta.searched_back_to.slice(0, 10)}`
  return exact ? number(n) : `> ${number(n)}`
}

/** A session of the app; answers what asks a path in it. */
export async function signIn(url, password) {
  const cookies = new Map()
  const call = async (path, options = {}) => {
    const answer = await fetch(url + path, {
      redirect: 'manual',
      ...options,
      headers: {
        ...options.headers,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)
      cookies.set(name, value)
    }
    return answer
  }
  await call('/login')
  const token = decodeURIComponent(cookies.get('XSRF-TOKEN') ?? '')
  const answer = await call('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept': 'application/json', 'x-xsrf-token': token },
    body: JSON.stringify({ email: OWNER, password }),
  })
  await answer.arrayBuffer()
  return async (path) => {
    const page = /^\/leads(\/board)?(\?|$)/.test(path)
    const got = await call(path, { headers: page ? {} : { accept: 'application/json' } })
    const text = await got.text()
    if (got.status !== 200) throw new Error(`${path}: ${got.status} ${text.slice(0, 200)}`)
    return page ? null : JSON.parse(text)
  }
}

function timeText(ms) {
  let text = ''
  for (let rest = ms, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32] + text
  return text
}

/** Leads of the last ninety days, evenly, of the account whose people look at them. */
export async function seed(database, count, more = () => ({})) {
  const { account, entity } = await database.prepare()
  const step = (90 * DAY) / count
  const start = Date.now() - 90 * DAY - 600_000
  for (let from = 0; from < count; from += BATCH) {
    const random = randomBytes(BATCH * 10)
    const rows = []
    for (let n = from; n < Math.min(count, from + BATCH); n++) {
      const at = Math.floor(start + n * step)
      let tail = ''
      for (let i = 0; i < 10; i++) tail += ALPHABET[random[(n - from) * 10 + i] & 31]
      rows.push({
        id: `lead_${timeText(at)}${ALPHABET[(n >> 5) & 31]}${ALPHABET[n & 31]}0${tail}`,
        account_id: account,
        entity_id: entity,
        status: n % 3 ? 'sold' : n % 7 ? 'unsold' : 'held',
        source: ['google-ads', 'newsletter', 'own-form'][n % 3],
        external_id: `ext-${n}`,
        values: JSON.stringify(leadValues(n, 50, 'list')),
        extra: '{}',
        test: false,
        revision: 1,
        created_at: at,
        updated_at: at,
        ...more(n, at),
      })
    }
    await database.insert(rows)
  }
}

const WHO = `select a.id as account, e.id as entity from accounts a join entities e on e.account_id = a.id where a.key = 'team'`
const INDEXED = 'select count(*) as n from lead_blocks where built is not null'

export async function open(where, isPostgres) {
  return isPostgres ? onPostgres(where) : onSqlite(where)
}

async function onSqlite(file) {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(file)
  db.pragma('busy_timeout = 10000')
  return {
    prepare: async () => db.prepare(WHO).get(),
    async insert(rows) {
      const columns = Object.keys(rows[0])
      const statement = db.prepare(
        `insert into leads (${columns.map((name) => `"${name}"`)}) values (${columns.map(() => '?')})`
      )
      db.transaction(() => {
        for (const row of rows)
          statement.run(columns.map((name) => (row[name] === false ? 0 : row[name])))
      })()
    },
    plan: async (sql) =>
      db
        .prepare(`explain query plan ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('; '),
    settle: async () => db.exec('analyze'),
    indexed: async () => db.prepare(INDEXED).get().n,
    bytes: async () =>
      db.prepare('select sum(length(data)) as n from lead_terms').get().n +
      db.prepare('select sum(length(ids) + length(times) + length(directory)) as n from lead_blocks').get().n,
    close: async () => db.close(),
  }
}

async function onPostgres(url) {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const first = async (sql) => (await pool.query(sql)).rows[0]
  return {
    prepare: () => first(WHO),
    async insert(rows) {
      const columns = Object.keys(rows[0]).map((name) => `"${name}"`)
      await pool.query(
        `insert into leads (${columns}) select ${columns} from json_populate_recordset(null::leads, $1)`,
        [JSON.stringify(rows)]
      )
    },
    plan: async (sql) =>
      (await pool.query(`explain ${sql}`)).rows.map((row) => row['QUERY PLAN'].trim()).join('; '),
    settle: () => pool.query('vacuum analyze leads'),
    indexed: async () => Number((await first(INDEXED)).n),
    bytes: async () =>
      Number(
        (
          await first(
            `select pg_total_relation_size('lead_terms') + pg_total_relation_size('lead_blocks') as n`
          )
        ).n
      ),
    close: () => pool.end(),
  }
}
