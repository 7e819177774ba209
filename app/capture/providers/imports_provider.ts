import type { ApplicationService } from '@adonisjs/core/types'
import { importRunner } from '#capture/imports/import_runner'

/** A file of 2 GB may take two hours to come in; node's own limit is five minutes. */
const LONGEST_REQUEST_MS = 2 * 3_600_000

/** Works on imports in the web server, and puts them down before the process ends. Behind the engine, which they need. */
export default class ImportsProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() === 'web') importRunner.start()
  }

  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    const server = await this.app.container.make('server')
    const node = server.getNodeServer()
    if (node && 'requestTimeout' in node) node.requestTimeout = LONGEST_REQUEST_MS
  }

  async shutdown() {
    await importRunner.stop()
  }
}
