import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { describeDemo } from '#commands/_describe_demo'

export default class DemoReset extends BaseCommand {
  static commandName = 'demo:reset'
  static description =
    'Take the demo account away with all its data, and make it anew; nothing else is touched'
  static options: CommandOptions = { startApp: true }

  async run() {
    const { eraseDemo } = await import('#distribution/demo/erase_demo')
    const { loadDemo } = await import('#distribution/demo/load_demo')
    const { loadPast } = await import('#insights/demo/load_past')
    const { loadDemoAutomations } = await import('#automations/demo/load_automations')
    await eraseDemo()
    const done = await loadDemo()
    if (done.type === 'loaded') {
      await loadPast(done.demo.accountId)
      await loadDemoAutomations(done.demo.accountId)
      process.stdout.write(describeDemo(done.demo))
    }
  }
}
