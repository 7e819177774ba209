import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { findAccount } from '#commands/_support'

export default class BlueprintExport extends BaseCommand {
  static commandName = 'blueprint:export'
  static description = 'Print the configuration of an account as a blueprint (YAML)'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Key of the account', required: true })
  declare account: string

  async run() {
    const { exportBlueprint } = await import('#distribution/blueprint/export_blueprint')
    const { blueprintToYaml } = await import('#distribution/blueprint/blueprint_text')
    const account = await findAccount(this.account)
    if (!account) {
      this.exitCode = 1
      return
    }
    process.stdout.write(blueprintToYaml(await exportBlueprint(account.id)))
  }
}
