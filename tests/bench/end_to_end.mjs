/*
 * HTTP lead in, validated, stored, judged, first of N partners by rule, webhook out, everything logged, answer returned
 * when the lead is sold. Systems take turns within a round, so that a slow moment of the machine hits all of them.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtApp } from './built_app.mjs'
import { startNodeRed } from './node_red.mjs'
import { cpuSeconds, memory, run, startReady, stop } from './processes.mjs'
import { blueprint } from './sample.mjs'
import { heading, median, note, number, table } from './table.mjs'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
let runs = 0

/** One run of the load against one system; processor time is that of its server processes. */
async function measure(system, { partners, inFlight, leads }) {
  const job = { url: system.url, path: system.path, headers: system.headers, entity: 'solar', partners, inFlight, leads }
  const before = system.pids().map(cpuSeconds)
  const out = await run(here('load.mjs'), [JSON.stringify({ ...job, tag: `r${++runs}` })])
  const spent = system.pids().map(cpuSeconds).reduce((sum, now, i) => sum + now - before[i], 0)
  const result = JSON.parse(out)
  if (result.statuses.sold !== leads)
    throw new Error(`${system.name}: not every lead was sold: ${JSON.stringify(result.statuses)}`)
  return { ...result, cpu: (spent * 1000) / leads, memory: Math.max(...system.pids().map(memory)) }
}

const JSON_HEADERS = { 'content-type': 'application/json' }

async function startFloor({ partners, partnerUrl, database }) {
  const { child, url } = await startReady(here('floor.mjs'), [JSON.stringify({ partners, partnerUrl, database })])
  return { name: 'floor', url, path: '/', headers: JSON_HEADERS, pids: () => [child.pid], stop: () => stop(child) }
}

async function startApp(name, options, partners, partnerUrl) {
  const app = await builtApp(options)
  const headers = await app.account('bench', blueprint(partners, partnerUrl))
  await app.start()
  return { name, url: app.url, path: '/api/v1/leads', headers, pids: app.pids, stop: app.stop }
}

/** Measures systems side by side at each number in flight; answers rows of the table. */
async function sideBySide(systems, { partners, inFlight, rounds, leads }) {
  const rows = []
  // A server runs for days: what its first seconds cost, before its code is compiled, is not what is asked here.
  const warmUp = Math.max(2_000, Math.ceil(leads / 2))
  for (const system of systems) await measure(system, { partners, inFlight: 50, leads: warmUp })
  for (const flight of inFlight) {
    const results = new Map(systems.map(({ name }) => [name, []]))
    for (let round = 0; round < rounds; round++)
      for (const system of systems)
        results.get(system.name).push(await measure(system, { partners, inFlight: flight, leads }))
    const rateOf = (name) => median(results.get(name).map(({ rate }) => rate))
    for (const [name, list] of results) {
      const of = (key) => median(list.map((one) => one[key]))
      const share = name === 'floor' ? '' : `${number((rateOf(name) / rateOf('floor')) * 100)} %`
      rows.push([
        name,
        partners,
        flight,
        number(of('rate')),
        share,
        number(of('p50'), 1),
        number(of('p99'), 1),
        number(of('cpu'), 2),
        number(of('memory')),
      ])
    }
  }
  return rows
}

const COLUMNS = ['system', 'partners', 'in flight', 'leads/s', 'of floor', 'p50 ms', 'p99 ms', 'CPU ms/lead', 'MiB']

export async function onSqlite({ build, folder, partnerUrl, full }) {
  heading('End to end, SQLite')
  const rows = []
  let nodeRed = null
  for (const partners of [5, 50]) {
    const own = join(folder, `sqlite-${partners}`)
    await mkdir(own, { recursive: true })
    const systems = [
      await startFloor({ partners, partnerUrl, database: join(own, 'floor.sqlite3') }),
      await startApp('Sluice', { build, folder: own }, partners, partnerUrl),
    ]
    nodeRed = await startNodeRed({ partners, partnerUrl, folder: join(own, 'node-red') })
    if (nodeRed) systems.push(nodeRed)
    const amount = full ? { rounds: 5, leads: 5_000 } : { rounds: 3, leads: 2_000 }
    rows.push(...(await sideBySide(systems, { partners, inFlight: [10, 50], ...amount })))
    for (const system of systems) await system.stop()
  }
  table(COLUMNS, rows)
  note(
    nodeRed
      ? `Node-RED ${nodeRed.version} keeps two rows per lead, less durably (SQLite, synchronous = NORMAL), and no traces, caps or ledger.`
      : 'Node-RED is not installed here (BENCH_NODE_RED may name the folder of the package).'
  )
}

export async function onPostgres({ build, folder, partnerUrl, databaseUrl, redisUrl, full }) {
  heading('End to end, PostgreSQL')
  if (!databaseUrl) return note('Not measured: DATABASE_URL is not set. It names a server where databases may be made.')
  const { default: pg } = await import('pg')
  const databases = []
  const database = async (name) => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name}`)
    await client.end()
    databases.push(name)
    return Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href
  }
  const partners = 50
  const setups = [{ name: 'Sluice, 1 process', options: {} }]
  if (redisUrl)
    for (const workers of [1, 3])
      setups.push({ name: `Sluice, web + ${workers} worker${workers > 1 ? 's' : ''}`, options: { redisUrl, workers } })
  const rows = []
  try {
    for (const [i, { name, options }] of setups.entries()) {
      const floor = await startFloor({ partners, partnerUrl, database: await database(`sluice_bench_floor_${process.pid}_${i}`) })
      const own = await database(`sluice_bench_${process.pid}_${i}`)
      const system = await startApp(name, { build, folder: join(folder, `pg-${i}`), databaseUrl: own, ...options }, partners, partnerUrl)
      const amount = full ? { rounds: 5, leads: 3_000 } : { rounds: 3, leads: 1_000 }
      rows.push(...(await sideBySide([floor, system], { partners, inFlight: full ? [10, 50] : [50], ...amount })))
      await floor.stop()
      await system.stop()
    }
  } finally {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    for (const name of databases) await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
  table(COLUMNS, rows)
  note('Processor time is that of the Node processes of each system, without the database server.')
  if (!redisUrl) note('Worker processes are not measured: REDIS_URL is not set.')
}
