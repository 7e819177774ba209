import type { ApplicationService } from '@adonisjs/core/types'
import { shareCalls, stopSharingCalls } from '#host/shared_calls'
import { costRoller, revenueRoller, roller, trafficRoller } from '#insights/figures/roller'
import { closeLiveStreams } from '#insights/live/live_streams'

/** What insights do beside requests, in the process that serves pages. */
export default class InsightsProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    roller.start()
    trafficRoller.start()
    costRoller.start()
    revenueRoller.start()
    shareCalls()
    // The server waits for its connections before anything is shut down: open streams end with the signal itself.
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      this.app.listen(signal, () => closeLiveStreams())
  }

  async shutdown() {
    stopSharingCalls()
    await Promise.all([roller, trafficRoller, costRoller, revenueRoller].map((one) => one.stop()))
  }
}
