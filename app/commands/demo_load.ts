import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { describeDemo } from '#commands/_describe_demo'

export default class DemoLoad extends BaseCommand {
  static commandName = 'demo:load'
  static description =
    'Make the demo account, with partners at the built-in sandbox, and let leads flow in'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Only when there is no account yet' })
  declare ifEmpty?: boolean

  async run() {
    const { loadDemo } = await import('#distribution/demo/load_demo')
    const { loadPast } = await import('#insights/demo/load_past')
    const { loadDemoAutomations } = await import('#automations/demo/load_automations')
    const done = await loadDemo({ ifEmpty: this.ifEmpty })
    if (done.type === 'loaded') {
      await loadPast(done.demo.accountId)
      await loadDemoAutomations(done.demo.accountId)
      process.stdout.write(describeDemo(done.demo))
    }
    if (done.type === 'there')
      process.stdout.write(
        `Demo        login ${done.email}; "npm run ace -- demo:reset" begins anew and shows a password\n`
      )
  }
}
