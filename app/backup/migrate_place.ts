import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { Place } from '#backup/ends'
import { BackupError } from '#backup/types'

const NAME = 'place'

/** Brings a database that is not the install's own through all migrations. */
export async function migratePlace(place: Place): Promise<void> {
  const { MigrationRunner } = await import('@adonisjs/lucid/migration')
  const migrations = { naturalSort: true, paths: ['database/migrations'] }
  db.manager.add(
    NAME,
    'url' in place
      ? { client: 'pg', connection: { connectionString: place.url }, migrations }
      : {
          client: 'better-sqlite3',
          connection: { filename: place.file },
          useNullAsDefault: true,
          migrations,
        }
  )
  try {
    const runner = new MigrationRunner(db, app, { direction: 'up', connectionName: NAME })
    await runner.run()
    if (runner.error)
      throw new BackupError(`The database cannot be prepared: ${runner.error.message}`)
  } finally {
    await db.manager.close(NAME, true)
  }
}
