import { store } from '#store/store'
import { measureCap } from '#distribution/measure_cap'
import type { Run } from '#distribution/run'
import { type RunContext, claimantOf } from '#distribution/run_context'
import { availableOf, measureBalance } from '#distribution/balance_room'
import { type Claimant, type Refused, liveKey } from '#distribution/take_claimant'

export interface Room {
  claimants: Claimant[]
  /** By assignment: why it is not asked at all. */
  refused: Record<string, Refused>
}

/** Those that could be sold the lead now. A look without a hold: the reservation decides, this only spares requests. */
export async function withRoom(
  run: Run,
  context: RunContext,
  assignments: readonly string[],
  at: number
): Promise<Room> {
  const offer = run.state.offer
  const all = assignments
    .map((key) => claimantOf(context, key, at, offer))
    .filter((one) => one !== null)
  const buckets = [...new Set(all.flatMap((one) => one.caps.map((cap) => cap.id)))]
  const lives = all.map((one) => liveKey(run.lead.id, one.partnerId))
  const balances = [...new Set(all.flatMap(({ balance }) => (balance ? [balance.id] : [])))]
  const [used, live, money] = await Promise.all([
    buckets.length && !run.lead.view.test
      ? store.all('select id, used from cap_buckets where id in (??)', [buckets])
      : [],
    store.all('select live_key from deliveries where live_key in (??)', [lives]),
    balances.length && !run.lead.view.test
      ? store.all('select id, available from balances where id in (??)', [balances])
      : [],
  ])
  const moneyOf = new Map(money.map((row) => [row.id, row]))
  const usedOf = new Map(used.map((row) => [row.id as string, Number(row.used)]))
  const taken = new Set(live.map((row) => row.live_key))
  const room: Room = { claimants: [], refused: {} }
  for (const one of all) {
    // A bid may be anything: a cap on money refuses only when nothing is left of it.
    const full = (cap: Claimant['caps'][number]) =>
      measureCap(cap, usedOf.get(cap.id) ?? 0, 1, run.currency).full
    if (taken.has(liveKey(run.lead.id, one.partnerId)))
      room.refused[one.assignmentKey] = 'duplicate'
    else if (!run.lead.view.test && one.caps.some(full)) room.refused[one.assignmentKey] = 'cap'
    else if (!run.lead.view.test && isSpent(one)) room.refused[one.assignmentKey] = 'balance'
    else room.claimants.push(one)
  }
  return room

  /** Of a balance, too, anything that is left may do for a bid. */
  function isSpent({ balance }: Claimant): boolean {
    if (!balance) return false
    return measureBalance(balance, availableOf(moneyOf.get(balance.id)), 1, run.currency).full
  }
}
