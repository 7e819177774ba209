import { hostname } from 'node:os'
import db from '@adonisjs/lucid/services/db'
import { databaseUrl, sqliteFile } from '#config/database'
import type { Place } from '#backup/ends'
import { BackupError } from '#backup/types'

/** Processes that have not beaten for so long are taken for dead. */
const ALIVE_MS = 15_000

/** The database of this install. */
export const ownPlace = (): Place => (databaseUrl ? { url: databaseUrl } : { file: sqliteFile })

/** Throws BackupError while any process of the install works on its database. */
export async function nobodyWorks(): Promise<void> {
  const rows = (await db
    .from('workers')
    .where('beat_at', '>', Date.now() - ALIVE_MS)
    .select('host', 'pid', 'role')) as { host: string; pid: number; role: string }[]
  const others = rows.filter(
    ({ host, pid }) => host !== hostname() || (pid !== process.pid && isRunning(pid))
  )
  if (others.length === 0) return
  const said = others.map(({ host, pid, role }) => `${role} on ${host}, process ${pid}`)
  throw new BackupError(
    `Sluice is running (${said.join('; ')}): stop it first, or what it does meanwhile is lost.`
  )
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
