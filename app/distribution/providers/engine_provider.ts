import type { ApplicationService } from '@adonisjs/core/types'
import { engineOptions } from '#config/workers'
import { backtestRunner } from '#distribution/backtest/jobs/backtest_runner'
import { engine } from '#distribution/engine'
import { crmRunner } from '#distribution/lead_mails/mail_runner'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { leadIndexer } from '#distribution/lead_search/running_indexer'
import { overdueRunner } from '#distribution/returns/overdue_runner'
import { store } from '#store/store'

/** Starts distributing with the web server, and stops it before the process ends. Tests and commands start it themselves. */
export default class EngineProvider {
  constructor(protected app: ApplicationService) {}

  /** Before the server listens: nothing comes in that nobody would run. */
  async start() {
    if (this.app.getEnvironment() !== 'web') return
    const options = engineOptions('web')
    await engine.start(options)
    if (options.runs) leadIndexer.start()
    jobRunner.start()
    backtestRunner.start()
    if (!this.app.inTest) {
      overdueRunner.start()
      crmRunner.start()
    }
  }

  async shutdown() {
    await Promise.all([
      leadIndexer.stop(),
      jobRunner.stop(),
      backtestRunner.stop(),
      overdueRunner.stop(),
      crmRunner.stop(),
    ])
    await engine.stop()
    await store.close()
  }
}
