import { idsBefore } from '#shared/ids'
import { store } from '#store/store'

/**
 * Counts of the audit trail's events by type since this process began. Each look reads only what is new; the youngest
 * seconds are left for the next one, because another process may still be writing them.
 */
export class EventCounts {
  #counts = new Map<string, number>()
  #seen: string
  #looking: Promise<void> | null = null

  /** `now` in ms; `settleMs`: how long an event may take from its id to its commit. */
  constructor(
    now: number,
    private settleMs = 2_000
  ) {
    this.#seen = idsBefore('evt', now)
  }

  async at(now: number): Promise<ReadonlyMap<string, number>> {
    this.#looking ??= this.#look(now).finally(() => (this.#looking = null))
    await this.#looking
    return this.#counts
  }

  async #look(now: number) {
    const until = idsBefore('evt', now - this.settleMs)
    if (until <= this.#seen) return
    const rows = await store.all(
      'select type, count(*) as n from events where id >= ? and id < ? group by type',
      [this.#seen, until]
    )
    for (const { type, n } of rows)
      this.#counts.set(type as string, (this.#counts.get(type as string) ?? 0) + Number(n))
    this.#seen = until
  }
}
