import { type Follower, addPast, followLog } from '#insights/figures/follow_log'
import { COSTS_LOG, bookAhead, costsOf, writeCosts } from '#suppliers/costs/book_costs'
import { readCostEvents } from '#suppliers/costs/read_cost_events'
import type { CostEvent } from '#suppliers/costs/types'

const follower: Follower<CostEvent> = {
  log: COSTS_LOG,
  read: (stretch, limit) => readCostEvents(null, stretch, limit),
  async prepare(events) {
    const costs = await costsOf(events)
    return (trx) => writeCosts(trx, costs)
  },
}

/** Books what the next stretch of the trail costs; at its end, what is too young to be settled. False: nothing is left. */
export async function rollCosts(now: number): Promise<boolean> {
  const more = await followLog(follower, now)
  if (!more) await bookAhead(null)
  return more
}

/** Of an account whose trail before `before` was written afterwards. */
export const rollPastCosts = (accountId: string, before: number) =>
  addPast(follower, (stretch, limit) => readCostEvents(accountId, stretch, limit), before)
