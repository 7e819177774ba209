/*
 * `npm run test:services`: the functional suite again on PostgreSQL and Redis, and the tests of several worker
 * processes. Uses DATABASE_URL and REDIS_URL, else what answers on this machine. Works in a database of its own, which
 * it makes and drops. Ends with one line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, main, root, say, SetupError } from './setup.mjs'
import { embeddedEnv, report, runSuite } from './test_suites.mjs'

main(async () => {
  await ensureInstalled()
  const services = await findServices()
  const name = `sluice_test_${process.pid}`
  await administer(services.database, `create database ${name}`)
  const stop = () => administer(services.database, `drop database if exists ${name} with (force)`)
  try {
    const env = {
      ...embeddedEnv(),
      DATABASE_URL: withDatabase(services.database, name),
      REDIS_URL: services.redis,
      STORAGE_PATH: join(root, 'tmp/test-services'),
    }
    const results = [await runSuite('functional', env), await runSuite('services', env)]
    await stop()
    report(results)
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
})

/** Addresses of a PostgreSQL and a Redis that answer. On a CI machine they are started when they are not there. */
async function findServices() {
  const named = { database: process.env.DATABASE_URL, redis: process.env.REDIS_URL }
  if (named.database && named.redis) return await checked(named)
  const user = process.env.USER ?? process.env.LOGNAME ?? 'postgres'
  const local = {
    database: named.database ?? `postgres://${user}@127.0.0.1:5432/postgres`,
    redis: named.redis ?? 'redis://127.0.0.1:6379/15',
  }
  const script = join(root, '.ci/services')
  if (process.env.CI !== 'true' || !existsSync(script)) return await checked(local)
  try {
    return await checked(local)
  } catch {
    const started = spawnSync('bash', [script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (started.status !== 0) throw new SetupError('PostgreSQL and Redis could not be started.')
    const said = Object.fromEntries(
      started.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s))
    )
    return await checked({
      database: named.database ?? said.DATABASE_URL,
      redis: named.redis ?? said.REDIS_URL,
    })
  }
}

async function checked({ database, redis }) {
  await administer(database, 'select 1').catch((error) => {
    throw new SetupError(
      `DATABASE_URL: PostgreSQL does not answer (${error.message || error.code}).`
    )
  })
  const { Redis } = await import('ioredis')
  const client = new Redis(redis, { lazyConnect: true, retryStrategy: null, connectTimeout: 5000 })
  let reason = 'no answer'
  client.on('error', (error) => (reason = error.message))
  try {
    await client.connect()
    await client.ping()
  } catch {
    throw new SetupError(`REDIS_URL: Redis does not answer (${reason}).`)
  } finally {
    client.disconnect()
  }
  say(`PostgreSQL ${withoutPassword(database)}\nRedis      ${withoutPassword(redis)}`)
  return { database, redis }
}

/** One statement on the server's own database. */
async function administer(url, statement) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(url, name) {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

function withoutPassword(url) {
  const changed = new URL(url)
  if (changed.password) changed.password = '***'
  return changed.href
}
