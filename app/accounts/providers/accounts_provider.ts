import type { ApplicationService } from '@adonisjs/core/types'

/** Looks domains up again, beside the web server. Tests call what it does themselves. */
export default class AccountsProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    const { domainRunner } = await import('#accounts/domains/domain_runner')
    domainRunner.start()
  }

  async shutdown() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    const { domainRunner } = await import('#accounts/domains/domain_runner')
    await domainRunner.stop()
  }
}
