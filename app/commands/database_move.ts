import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { rowsOf, sayBooked, tellTable, telling } from '#commands/_backup'

export default class DatabaseMove extends BaseCommand {
  static commandName = 'database:move'
  static description =
    'Copy everything of this install’s database into an empty PostgreSQL one, and compare every row'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Where to: postgres://user:password@host/database', required: true })
  declare to: string

  async run() {
    const { nobodyWorks, ownPlace } = await import('#backup/here')
    const { migratePlace } = await import('#backup/migrate_place')
    const { moveDatabase } = await import('#backup/move_database')
    const { BackupError } = await import('#backup/types')
    await telling(this, async () => {
      if (!/^postgres(ql)?:\/\//.test(this.to))
        throw new BackupError('--to must be the address of a PostgreSQL database: postgres://…')
      await nobodyWorks()
      await migratePlace({ url: this.to })
      const { tables, booked } = await moveDatabase(ownPlace(), { url: this.to }, tellTable)
      process.stdout.write(`Moved       ${rowsOf(tables)}; each was read back and is the same\n`)
      await sayBooked(booked)
      process.stdout.write(
        'Now set DATABASE_URL to it and start Sluice. The old database was only read.\n'
      )
    })
  }
}
