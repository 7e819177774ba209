import { randomUUID } from 'node:crypto'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { startBrowser } from '#billing/documents/pdf/start_browser'
import { appKeys } from '#config/encryption'
import { dialect } from '#config/database'
import { storagePath } from '#config/storage'
import { redisUrl, workers } from '#config/workers'
import { lookAtRedis } from '#http/install/look_at_redis'
import type { Seen } from '#http/install/judge_install'
import env from '#start/env'

const DEADLINE_MS = 5_000
const BROWSER_MS = 45_000
/** A process that has not beaten for so long is taken for dead. */
const BEAT_MS = 15_000

/** What an error is called: its code alone where it has one, since a message may hold a password. */
const reasonOf = (error: unknown) =>
  (error as { code?: string }).code ?? (error as Error).message.split('\n')[0].slice(0, 200)

async function within<T>(work: () => Promise<T>, ms = DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** What the work answers, or the reason why it does not. */
const attempt = <T extends object>(work: () => Promise<T>, ms?: number) =>
  within(work, ms).catch((error) => ({ error: reasonOf(error) }))

/** Looks at everything the install needs; printing is tried where `browser` is wished, which takes a second. */
export async function lookAtInstall({ browser = false } = {}): Promise<Seen> {
  const [database, pending, clockOffMs, storage, freeBytes, queue, seen, printing] =
    await Promise.all([
      attempt(databaseVersion),
      attempt(pendingMigrations),
      within(clockOff).catch(() => null),
      attempt(writeFiles),
      within(freeSpace).catch(() => null),
      redisUrl ? attempt(() => lookAtRedis(redisUrl!)) : {},
      attempt(workersSeen),
      browser ? attempt(startPrinting, BROWSER_MS) : undefined,
    ])
  return {
    ...{ production: app.inProduction, appUrl: env.get('APP_URL') ?? null, appKey: appKeys[0] },
    ...{ node: process.version, pending, clockOffMs, freeBytes, browser: printing },
    database: { kind: dialect, ...database },
    storage: { path: storagePath, disk: env.get('DRIVE_DISK', 'fs'), ...storage },
    queue: { redis: redisUrl !== null, ...queue },
    workers: { external: workers === 'external', seen: 0, ...seen },
    mail: { smtp: env.get('SMTP_URL') !== undefined },
  }
}

async function databaseVersion() {
  const query = dialect === 'sqlite' ? 'select sqlite_version() as version' : 'show server_version'
  const answer = await db.rawQuery(query)
  const [row] = answer.rows ?? answer
  return { version: String(row.version ?? row.server_version).split(' ')[0] }
}

async function pendingMigrations() {
  const { MigrationRunner } = await import('@adonisjs/lucid/migration')
  const runner = new MigrationRunner(db, app, { direction: 'up', dryRun: true })
  const list = await runner.getList()
  return { count: list.filter(({ status }) => status === 'pending').length }
}

/** SQLite has no clock of its own. Half the way there and back is not the clock's fault. */
async function clockOff(): Promise<number | null> {
  if (dialect === 'sqlite') return null
  const before = Date.now()
  const { rows } = await db.rawQuery('select extract(epoch from clock_timestamp()) * 1000 as now')
  return Number(rows[0].now) - (before + Date.now()) / 2
}

async function writeFiles() {
  const path = join(storagePath, `.write-${randomUUID()}`)
  await writeFile(path, '')
  await rm(path)
  await drive.use().exists('ready')
  return {}
}

async function freeSpace(): Promise<number> {
  const { bavail, bsize } = await statfs(storagePath)
  return bavail * bsize
}

async function workersSeen() {
  const row = await db
    .from('workers')
    .where('role', 'worker')
    .where('beat_at', '>', Date.now() - BEAT_MS)
    .count('* as seen')
    .first()
  return { seen: Number(row?.seen ?? 0) }
}

async function startPrinting() {
  const begun = performance.now()
  const { kill } = await startBrowser()
  kill()
  return { ms: Math.round(performance.now() - begun) }
}
