import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { automationRunner } from '#automations/automation_runner'
import { fileRunner } from '#billing/documents/files/file_runner'
import { importRunner } from '#capture/imports/import_runner'
import { sendRunner } from '#billing/sends/send_runner'
import { engineOptions } from '#config/workers'
import { backtestRunner } from '#distribution/backtest/jobs/backtest_runner'
import { engine } from '#distribution/engine'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { leadIndexer } from '#distribution/lead_search/running_indexer'
import { shareCalls } from '#host/shared_calls'

export default class QueueWork extends BaseCommand {
  static commandName = 'queue:work'
  static description = 'Run distributions and deliveries as a worker process, until it is stopped'
  static options: CommandOptions = { startApp: true, staysAlive: true }

  @flags.number({ description: 'Distributions under way at once', default: 1000 })
  declare concurrency: number

  async run() {
    const options = { ...engineOptions('worker'), concurrency: this.concurrency }
    await engine.start(options)
    leadIndexer.start()
    shareCalls()
    jobRunner.start()
    backtestRunner.start()
    importRunner.start()
    fileRunner.start()
    sendRunner.start()
    automationRunner.start()
    const from = options.redisUrl ? 'the queue' : 'the database'
    this.logger.info(`worker ${engine.worker.id} takes distributions from ${from}`)
  }
}
