import type { Backend, Work } from '#store/types'

const MAX_BATCH = 256

interface Waiting {
  work: Work<unknown>
  resolve: (result: never) => void
  reject: (error: unknown) => void
}

/**
 * Gathers the works that arrive together into one transaction and answers each when it is on disk. While one batch
 * commits the next one fills, so that batches grow with the load and a lone work waits for nobody.
 */
export class GroupWriter {
  #waiting: Waiting[] = []
  #busy = false
  #idle: (() => void)[] = []

  constructor(private backend: Backend) {}

  /** Resolves with the work's result after the commit; rejects when the work, and only the work, could not be written. */
  submit<R>(work: Work<R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Waiting['resolve'], reject })
      if (!this.#busy) {
        this.#busy = true
        setImmediate(() => this.#drain())
      }
    })
  }

  /** Resolves when everything submitted so far is written. */
  settled(): Promise<void> {
    return this.#busy ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve()
  }

  async #drain() {
    while (this.#waiting.length) {
      const batch = this.#waiting.splice(0, MAX_BATCH)
      try {
        const outcomes = await this.backend.commit(batch.map((one) => one.work))
        outcomes.forEach((outcome, i) =>
          outcome.ok ? batch[i].resolve(outcome.result as never) : batch[i].reject(outcome.error)
        )
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
      // Let those who were just answered hand in their next step, so that it joins the next batch.
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.#busy = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
