import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { rowsOf, sayBooked, tellTable, telling } from '#commands/_backup'
import { count } from '#commands/_progress'

export default class BackupCreate extends BaseCommand {
  static commandName = 'backup:create'
  static description =
    'Write the whole database and all files into a folder, while Sluice goes on working'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'A folder that is empty or not there yet' })
  declare folder: string

  @flags.boolean({ description: 'Also files; --no-files where something else backs them up' })
  declare files?: boolean

  async run() {
    const { resolve } = await import('node:path')
    const { ownPlace } = await import('#backup/here')
    const { writeBackup } = await import('#backup/write_backup')
    const { appKey } = await import('#config/app')
    await telling(this, async () => {
      const folder = resolve(this.folder)
      const made = await writeBackup(ownPlace(), folder, {
        appKey: appKey.release(),
        files: this.files ?? true,
        progress: tellTable,
      })
      process.stdout.write(
        `Backup      ${rowsOf(made.tables)}${made.files ? `, ${count(made.files.count)} files` : ''}, in ${folder}\n`
      )
      await sayBooked(made.booked)
      process.stdout.write(
        'Keep APP_KEY apart from it: without the key nobody can read what is sealed.\n'
      )
    })
  }
}
