import type { ApplicationService } from '@adonisjs/core/types'
import { noticeMailRunner, noticeRunner, webhookRunner } from '#notifications/notice_runner'

const RUNNERS = [noticeRunner, noticeMailRunner, webhookRunner]

/** Tells people what happened, beside the web server. Tests call what it does themselves. */
export default class NotificationsProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    for (const runner of RUNNERS) runner.start()
  }

  async shutdown() {
    await Promise.all(RUNNERS.map((runner) => runner.stop()))
  }
}
