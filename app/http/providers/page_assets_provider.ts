import ViteProvider from '@adonisjs/vite/vite_provider'
import type { ApplicationService } from '@adonisjs/core/types'

/**
 * AdonisJS starts Vite's development server in every test process. The pages are tested as users get them, built
 * and served by the built app (tests/browser), so a test process needs none.
 */
export default class PageAssetsProvider extends ViteProvider {
  constructor(private application: ApplicationService) {
    super(application)
  }

  async start() {
    if (this.application.getEnvironment() !== 'test') await super.start()
  }

  async shutdown() {
    if (this.application.getEnvironment() !== 'test') await super.shutdown()
  }
}
