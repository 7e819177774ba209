/*
 * Makes the install ready for its server: checks settings and services, brings the database up to date. Prints what it
 * did, or one line per thing that is wrong.
 */
import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { describeFailure } from './describe_failure.js'

const APP_ROOT = new URL('../', import.meta.url)
const IMPORTER = (filePath: string) =>
  filePath.startsWith('./') || filePath.startsWith('../')
    ? import(new URL(filePath, APP_ROOT).href)
    : import(filePath)

try {
  const ignitor = new Ignitor(APP_ROOT, { importer: IMPORTER })
  ignitor.tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
  })
  const app = ignitor.createApp('console')
  await app.init()
  await app.boot()
  await answersRedis()
  await migrate()
  await app.terminate()
} catch (error) {
  const lines = describeFailure(error)
  if (lines) process.stderr.write(`${lines.join('\n')}\n`)
  else await prettyPrintError(error)
  process.exit(1)
}

async function migrate() {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  const { default: app } = await import('@adonisjs/core/services/app')
  const { MigrationRunner } = await import('@adonisjs/lucid/migration')
  const runner = new MigrationRunner(db, app, { direction: 'up' })
  await runner.run()
  if (runner.error) throw runner.error
  const done = Object.values(runner.migratedFiles).filter((file) => file.status === 'completed')
  if (done.length) process.stdout.write(`Database   ${done.length} migrations run\n`)
}

async function answersRedis() {
  const { default: env } = await import('#start/env')
  const url = env.get('REDIS_URL')
  if (!url) return
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5000, retryStrategy: null })
  let reason = 'no answer'
  redis.on('error', (error) => (reason = error.message))
  try {
    await redis.connect()
    await redis.ping()
  } catch {
    process.stderr.write(`REDIS_URL: Redis cannot be used (${reason}).\n`)
    process.exit(1)
  } finally {
    redis.disconnect()
  }
}
