import type { ApplicationService } from '@adonisjs/core/types'
import { workers } from '#config/workers'

/** What billing does beside requests, in the process that serves pages: VAT ids are checked again, schedules followed. */
export default class BillingProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    const { recheckRunner } = await import('#billing/vies/recheck_runner')
    recheckRunner.start()
    recheckRunner.kick()
    // Where workers are processes of their own, they make the files and send them too.
    const { fileRunner } = await import('#billing/documents/files/file_runner')
    const { sendRunner } = await import('#billing/sends/send_runner')
    if (workers === 'inline') fileRunner.start()
    if (workers === 'inline') sendRunner.start()
    const { scheduleRunner } = await import('#billing/schedules/schedule_runner')
    scheduleRunner.start()
    scheduleRunner.kick()
    const { planRunner } = await import('#billing/plans/plan_runner')
    planRunner.start()
  }

  async shutdown() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    const { recheckRunner } = await import('#billing/vies/recheck_runner')
    const { scheduleRunner } = await import('#billing/schedules/schedule_runner')
    const { fileRunner } = await import('#billing/documents/files/file_runner')
    const { sendRunner } = await import('#billing/sends/send_runner')
    const { planRunner } = await import('#billing/plans/plan_runner')
    await Promise.all([
      planRunner.stop(),
      ...[recheckRunner.stop(), scheduleRunner.stop(), fileRunner.stop()],
      sendRunner.stop(),
    ])
  }
}
