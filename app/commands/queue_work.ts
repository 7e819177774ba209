import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { engineOptions } from '#config/workers'
import { engine } from '#distribution/engine'

export default class QueueWork extends BaseCommand {
  static commandName = 'queue:work'
  static description = 'Run distributions and deliveries as a worker process, until it is stopped'
  static options: CommandOptions = { startApp: true, staysAlive: true }

  @flags.number({ description: 'Distributions under way at once', default: 1000 })
  declare concurrency: number

  async run() {
    const options = { ...engineOptions('worker'), concurrency: this.concurrency }
    await engine.start(options)
    const from = options.redisUrl ? 'the queue' : 'the database'
    this.logger.info(`worker ${engine.worker.id} takes distributions from ${from}`)
  }
}
