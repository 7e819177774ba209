import type { ApplicationService } from '@adonisjs/core/types'
import { deadlineRunner, portalMailRunner } from '#portal/deadlines/deadline_runner'

const RUNNERS = [deadlineRunner, portalMailRunner]

/** Tells partners what they are to know, beside the web server. Tests call what it does themselves. */
export default class PortalProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    for (const runner of RUNNERS) runner.start()
  }

  async shutdown() {
    await Promise.all(RUNNERS.map((runner) => runner.stop()))
  }
}
