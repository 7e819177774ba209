import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { storagePath } from '#config/storage'
import { migratePlace } from '#backup/migrate_place'
import { restoreBackup } from '#backup/restore_backup'

/** Restores a backup into a SQLite file that is thrown away. Throws BackupError where it would not come back whole. */
export async function tryRestore(folder: string, appKey: string): Promise<void> {
  const room = await mkdtemp(join(storagePath, 'trial-'))
  try {
    const place = { file: join(room, 'trial.sqlite3') }
    await migratePlace(place)
    await restoreBackup(folder, place, { appKey, files: false })
  } finally {
    await rm(room, { recursive: true, force: true })
  }
}
