import { type Call, FairTurns } from '#distribution/workers/fair_turns'

/** Calls that wait in this process, and those that are worked on. */
export class Calls {
  #turns: FairTurns
  #running = new Set<Promise<void>>()
  #begun: (() => void)[] = []
  #closed = false

  constructor(
    private advance: (id: string) => Promise<void>,
    concurrency: number
  ) {
    this.#turns = new FairTurns(concurrency)
  }

  get waiting() {
    return this.#turns.waiting
  }

  add(calls: Call[]) {
    if (this.#closed) return
    for (const call of calls) this.#turns.add(call)
    this.#next()
  }

  /** Resolves when fewer than `most` calls wait for their turn, or after `ms`. */
  async room(most: number, ms: number) {
    const until = Date.now() + ms
    for (let left = ms; left > 0 && this.#turns.waiting >= most; left = until - Date.now())
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#begun.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
  }

  /** Drops what waits; resolves when what is under way has ended. */
  async close() {
    this.#closed = true
    this.#turns.clear()
    this.#tellBegun()
    await Promise.allSettled(this.#running)
  }

  #next() {
    for (let call = this.#turns.next(); call; call = this.#turns.next()) {
      const taken = call
      const task: Promise<void> = this.advance(taken.id)
        .catch(() => {})
        .finally(() => {
          this.#running.delete(task)
          this.#turns.ended(taken)
          this.#next()
        })
      this.#running.add(task)
    }
    this.#tellBegun()
  }

  #tellBegun() {
    for (const resolve of this.#begun.splice(0)) resolve()
  }
}
