import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class PluginList extends BaseCommand {
  static commandName = 'plugin:list'
  static description = 'List the plugins, with the reason of those that are quarantined'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print the list as JSON, with the config schemas' })
  declare json: boolean

  async run(): Promise<void> {
    const { plugins } = await import('#host/registry')
    const entries = plugins().list()
    if (this.json) {
      process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`)
      return
    }
    const { colors } = this
    const table = this.ui.table().head(['Kind', 'Id', 'Name', 'Version', 'Status'])
    for (const { kind, id, name, version, status } of entries) {
      const shown = status === 'active' ? colors.green(status) : colors.red(status)
      table.row([kind, id, name, version ?? '', shown])
    }
    table.render()
    for (const { kind, id, reason } of entries)
      if (reason) this.logger.log(`${colors.red('quarantined')} ${kind} ${id}: ${reason}`)
  }
}
