import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { rowsOf, sayBooked, tellTable, telling } from '#commands/_backup'
import { count } from '#commands/_progress'

export default class BackupCheck extends BaseCommand {
  static commandName = 'backup:check'
  static description =
    'Read a backup whole and compare it with its sums; with --restore also restore it into a database of its own, for a trial'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Folder of the backup' })
  declare folder: string

  @flags.boolean({ description: 'Restore it into a database that is thrown away afterwards' })
  declare restore?: boolean

  async run() {
    const { resolve } = await import('node:path')
    const { checkBackup } = await import('#backup/read_backup')
    const { tryRestore } = await import('#backup/try_restore')
    const { appKey } = await import('#config/app')
    await telling(this, async () => {
      const folder = resolve(this.folder)
      const manifest = await checkBackup(folder, tellTable)
      const files = manifest.files ? `, ${count(manifest.files.count)} files` : ''
      process.stdout.write(
        `Backup      of ${manifest.made_at}: ${rowsOf(manifest.tables)}${files}, all as they were written\n`
      )
      await sayBooked(manifest.booked)
      if (!this.restore) return
      await tryRestore(folder, appKey.release())
      process.stdout.write(
        'Restored    for a trial: every row is there, and refers to what is there\n'
      )
    })
  }
}
