import type { Backend, Work } from '#store/types'

const MAX_BATCH = 256

interface Waiting {
  work: Work<unknown>
  resolve: (result: never) => void
  reject: (error: unknown) => void
}

/**
 * Gathers the works that arrive together into one transaction and answers each when it is on disk. While one batch
 * commits the next one fills, so that batches grow with the load and a lone work waits for nobody. Where works do come
 * together, a batch waits a moment more for the others: half as many commits cost half as much.
 */
export class GroupWriter {
  #waiting: Waiting[] = []
  #scheduled = false
  #underWay = 0
  #lastBatch = 0
  #idle: (() => void)[] = []

  constructor(private backend: Backend) {}

  /** Resolves with the work's result after the commit; rejects when the work, and only the work, could not be written. */
  submit<R>(work: Work<R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Waiting['resolve'], reject })
      this.#schedule()
    })
  }

  /** Resolves when everything submitted so far is written. */
  settled(): Promise<void> {
    return this.#isIdle() ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve))
  }

  #isIdle() {
    return !this.#waiting.length && this.#underWay === 0
  }

  /** Behind the callbacks of this turn of the event loop, so that all they hand in goes into one batch. */
  #schedule() {
    const { overlap, gatherMs } = this.backend
    if (this.#scheduled || this.#underWay >= overlap) return
    this.#scheduled = true
    const write = () => {
      this.#scheduled = false
      if (this.#waiting.length) void this.#write(this.#waiting.splice(0, MAX_BATCH))
    }
    if (gatherMs > 0 && this.#lastBatch > 1) setTimeout(write, gatherMs)
    else setImmediate(write)
  }

  async #write(batch: Waiting[]) {
    this.#underWay++
    this.#lastBatch = batch.length
    try {
      const outcomes = await this.backend.commit(batch.map((one) => one.work))
      outcomes.forEach((outcome, i) =>
        outcome.ok ? batch[i].resolve(outcome.result as never) : batch[i].reject(outcome.error)
      )
    } catch (error) {
      for (const one of batch) one.reject(error)
    } finally {
      this.#underWay--
      if (this.#waiting.length) this.#schedule()
      else if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve()
    }
  }
}
