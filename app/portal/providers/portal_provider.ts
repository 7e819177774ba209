import type { ApplicationService } from '@adonisjs/core/types'
import { deadlineRunner } from '#portal/deadlines/deadline_runner'

/** Reminds partners of leads that wait, beside the web server. Tests call what it does themselves. */
export default class PortalProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() === 'web' && !this.app.inTest) deadlineRunner.start()
  }

  async shutdown() {
    await deadlineRunner.stop()
  }
}
