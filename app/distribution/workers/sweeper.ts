import { store } from '#store/store'
import type { Worker } from '#distribution/workers/worker'

const EVERY_MS = 500
const BATCH = 200
/** Every so many rounds, twice running: runs that are this process' by their row, but that it does not work on (a write failed). */
const ROUNDS_PER_OWN_LOOK = 20

/** Finds runs that are due and that nobody runs: sleepers, those of dead processes, calls a queue lost. */
export class Sweeper {
  #timer: NodeJS.Timeout | null = null
  #round = 0
  #busy = false
  /** Own runs that nobody worked on at the last look. */
  #idle = new Set<string>()

  constructor(
    private worker: Worker,
    private active: ReadonlySet<string>,
    private wake: (id: string) => void
  ) {}

  start() {
    this.#timer = setInterval(() => void this.#sweep(), EVERY_MS)
    this.#timer.unref()
    void this.#sweep()
  }

  stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  async #sweep() {
    if (this.#busy) return
    this.#busy = true
    try {
      const living = await this.worker.living()
      const due = await store.all(
        `select id from distributions where status in ('queued', 'running') and (wake_at is null or wake_at <= ?)
           and (owner is null or not (owner in (??))) order by wake_at, id limit ${BATCH}`,
        [Date.now(), living]
      )
      for (const { id } of due) this.wake(id as string)
      if (this.#round++ % ROUNDS_PER_OWN_LOOK < 2) await this.lookAfterOwn()
    } catch {
      // The database is away: the next round asks again.
    } finally {
      this.#busy = false
    }
  }

  /**
   * Calls own runs that lie idle at two looks running. At a single one it may be a run that has just been committed: its
   * row can be read a moment before whoever wrote it hears of that and begins.
   */
  async lookAfterOwn() {
    const own = await store.all(
      `select id from distributions where status in ('queued', 'running') and owner = ? limit 5000`,
      [this.worker.id]
    )
    const idle = own.map(({ id }) => id as string).filter((id) => !this.active.has(id))
    for (const id of idle) if (this.#idle.has(id)) this.wake(id)
    this.#idle = new Set(idle)
  }
}
