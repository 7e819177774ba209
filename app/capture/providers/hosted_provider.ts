import type { ApplicationService } from '@adonisjs/core/types'
import { figureWriter, writeFigures } from '#capture/hosted/figures'
import { cleanUpRunner, confirmationRunner } from '#capture/hosted/send_confirmations'

const RUNNERS = [figureWriter, confirmationRunner, cleanUpRunner]

/** What hosted forms leave to be done beside the web server. Tests call what it does themselves. */
export default class HostedProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    for (const runner of RUNNERS) runner.start()
  }

  async shutdown() {
    await Promise.all(RUNNERS.map((runner) => runner.stop()))
    if (this.app.getEnvironment() === 'web' && !this.app.inTest) await writeFigures()
  }
}
