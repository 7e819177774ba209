import { store } from '#store/store'
import type { Row } from '#store/types'
import type { Call } from '#distribution/workers/fair_turns'
import type { Worker } from '#distribution/workers/worker'

const EVERY_MS = 500
const BATCH = 200
/** So many of one account in a full batch: it may have very many more, and others are looked for behind it. */
const MANY = 20
const LOOKS_BEHIND = 4
/** Passing over a hundred thousand takes some tens of milliseconds: not every round. */
const ROUNDS_PER_LOOK_BEHIND = 4
const UNFINISHED = `status in ('queued', 'running')`
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
    private wake: (call: Call) => void
  ) {}

  start() {
    this.#timer = setInterval(() => void this.sweep(), EVERY_MS)
    this.#timer.unref()
    void this.sweep()
  }

  stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  /** One round. Never throws. */
  async sweep() {
    if (this.#busy) return
    this.#busy = true
    try {
      const living = await this.worker.living()
      for (const call of await this.#due(living)) this.wake(call)
      if (this.#round++ % ROUNDS_PER_OWN_LOOK < 2) await this.lookAfterOwn()
    } catch {
      // The database is away: the next round asks again.
    } finally {
      this.#busy = false
    }
  }

  /**
   * Runs that are due, the longest waiting first, and of those who wait behind an account with very many the first as
   * well. Those due at once and those due by now are each a range of the index: who sleeps for long is not read.
   */
  async #due(living: string[]): Promise<Call[]> {
    const due: Call[] = []
    for (const when of ['wake_at is null', 'wake_at <= ?']) {
      const now = when.includes('?') ? [Date.now()] : []
      const passed = new Set<string>([''])
      const looks = this.#round % ROUNDS_PER_LOOK_BEHIND ? 0 : LOOKS_BEHIND
      for (let look = 0; look <= looks; look++) {
        const rows = await store.all(
          `select id, account_id from distributions where ${UNFINISHED} and ${when}
             and not (account_id in (??)) and (owner is null or not (owner in (??)))
           order by wake_at, id limit ${BATCH}`,
          [...now, [...passed], living]
        )
        due.push(...rows.map(callOf))
        if (rows.length < BATCH) break
        const many = Map.groupBy(rows, (row) => row.account_id as string)
        const before = passed.size
        for (const [account, own] of many) if (own.length >= MANY) passed.add(account)
        if (passed.size === before) break
      }
    }
    return due
  }

  /**
   * Calls own runs that lie idle at two looks running. At a single one it may be a run that has just been committed: its
   * row can be read a moment before whoever wrote it hears of that and begins.
   */
  async lookAfterOwn() {
    const rows = await store.all(
      `select id, account_id from distributions where ${UNFINISHED} and owner = ? limit 5000`,
      [this.worker.id]
    )
    const idle = rows.map(callOf).filter(({ id }) => !this.active.has(id))
    for (const call of idle) if (this.#idle.has(call.id)) this.wake(call)
    this.#idle = new Set(idle.map(({ id }) => id))
  }
}

const callOf = (row: Row): Call => ({ id: row.id as string, account: row.account_id as string })
