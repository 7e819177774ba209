import type { ApplicationService } from '@adonisjs/core/types'
import { engineOptions } from '#config/workers'
import { engine } from '#distribution/engine'
import { store } from '#store/store'

/** Starts distributing with the web server, and stops it before the process ends. Tests and commands start it themselves. */
export default class EngineProvider {
  constructor(protected app: ApplicationService) {}

  /** Before the server listens: nothing comes in that nobody would run. */
  async start() {
    if (this.app.getEnvironment() === 'web') await engine.start(engineOptions('web'))
  }

  async shutdown() {
    await engine.stop()
    await store.close()
  }
}
