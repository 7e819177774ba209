import type { ApplicationService } from '@adonisjs/core/types'
import { requestRunner } from '#privacy/requests/request_runner'
import { retentionRunner } from '#privacy/retention/retention_runner'

const RUNNERS = [requestRunner, retentionRunner]

/** Erases and hands out what persons ask for, and what is over its time, beside the web server. Tests do it themselves. */
export default class PrivacyProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    for (const runner of RUNNERS) runner.start()
  }

  async shutdown() {
    await Promise.all(RUNNERS.map((runner) => runner.stop()))
  }
}
