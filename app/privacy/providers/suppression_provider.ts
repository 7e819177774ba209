import type { ApplicationService } from '@adonisjs/core/types'
import { importRunner } from '#privacy/suppression/import_runner'

/** Reads files of suppression lists, beside the web server. Tests read them themselves. */
export default class SuppressionProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    importRunner.start()
  }

  async shutdown() {
    await importRunner.stop()
  }
}
