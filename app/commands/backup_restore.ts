import { BaseCommand, args } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { rowsOf, sayBooked, tellTable, telling } from '#commands/_backup'
import { count } from '#commands/_progress'

export default class BackupRestore extends BaseCommand {
  static commandName = 'backup:restore'
  static description =
    'Restore a backup into the database and the storage of this install, which must hold no account yet'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Folder of the backup' })
  declare folder: string

  async run() {
    const { resolve } = await import('node:path')
    const { nobodyWorks, ownPlace } = await import('#backup/here')
    const { migratePlace } = await import('#backup/migrate_place')
    const { restoreBackup } = await import('#backup/restore_backup')
    const { appKey } = await import('#config/app')
    await telling(this, async () => {
      await migratePlace(ownPlace())
      await nobodyWorks()
      const made = await restoreBackup(resolve(this.folder), ownPlace(), {
        appKey: appKey.release(),
        files: true,
        progress: tellTable,
      })
      process.stdout.write(
        `Restored    ${rowsOf(made.tables)}${made.files ? `, ${count(made.files.count)} files` : ''}, of ${made.made_at}\n`
      )
      await sayBooked(made.booked)
    })
  }
}
