import Bull from 'bull'

/** How a run is called to attention. It carries an id and nothing else: the rows are the truth, a lost call is swept up. */
export interface Waker {
  /** Asks some worker to advance the run, at once or at a time (ms since the epoch). Never throws, never waits for Redis. */
  wake(distributionId: string, at?: number): void
  /** Starts handing calls to `advance` in this process, at most `concurrency` at once. */
  work(advance: (distributionId: string) => Promise<void>, concurrency: number): void
  /** Waits for what is being worked on and takes no more. */
  close(): Promise<void>
  /** Says to the other processes that something became of a lead. Lost where nobody listens. */
  tell(leadId: string): void
  /** Hears what other processes say. */
  listen(hear: (leadId: string) => void): void
  /** Resolves when the queue answers; rejects with the reason otherwise. */
  ping(): Promise<void>
}

/** One process: a call is a function call, a later one a timer. */
export class InlineWaker implements Waker {
  #advance: ((id: string) => Promise<void>) | null = null
  #timers = new Set<NodeJS.Timeout>()
  #waiting = new Set<string>()
  #running = new Set<Promise<void>>()
  #concurrency = 1
  #closed = false

  wake(distributionId: string, at = 0) {
    if (this.#closed) return
    const delay = at - Date.now()
    if (delay <= 0) {
      this.#waiting.add(distributionId)
      this.#next()
      return
    }
    // Far-off calls are the sweeper's: a timer per sleeping lead would only fill memory.
    if (delay > 60_000) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.wake(distributionId)
    }, delay)
    timer.unref()
    this.#timers.add(timer)
  }

  work(advance: (id: string) => Promise<void>, concurrency: number) {
    this.#advance = advance
    this.#concurrency = concurrency
    this.#next()
  }

  async close() {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#waiting.clear()
    await Promise.allSettled(this.#running)
  }

  tell() {}

  listen() {}

  async ping() {}

  #next() {
    for (const id of this.#waiting) {
      if (!this.#advance || this.#running.size >= this.#concurrency) return
      this.#waiting.delete(id)
      const task: Promise<void> = this.#advance(id)
        .catch(() => {})
        .finally(() => {
          this.#running.delete(task)
          this.#next()
        })
      this.#running.add(task)
    }
  }
}

const ADD_TIMEOUT_MS = 2_000
const TOLD = 'sluice:told'
/** Runs called by one job: few enough that several workers share what comes in together. */
const CALLED_AT_ONCE = 8
const JOBS_AT_ONCE = 4

interface Call {
  ids: string[]
}

/** Gathers what is said in one turn of the event loop, and says it in one go. */
class Gathered {
  #all = new Set<string>()

  constructor(private say: (all: string[]) => void) {}

  add(one: string) {
    if (!this.#all.size)
      setImmediate(() => {
        const all = [...this.#all]
        this.#all.clear()
        this.say(all)
      })
    this.#all.add(one)
  }
}

/**
 * Many processes: Bull on Redis carries the ids. A job costs as much as a webhook, so leads that were stored together
 * are called together.
 */
export class BullWaker implements Waker {
  #queue: Bull.Queue<Call>
  #ear: Bull.Queue['client'] | null = null
  #running = new Set<Promise<void>>()
  #called = new Gathered((ids) => {
    for (let i = 0; i < ids.length; i += CALLED_AT_ONCE)
      this.#call(ids.slice(i, i + CALLED_AT_ONCE), 0)
  })
  #told = new Gathered((leads) => this.#publish(leads))

  constructor(redisUrl: string, name = 'distributions') {
    this.#queue = new Bull(name, redisUrl, {
      prefix: 'sluice',
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      settings: { lockDuration: 60_000, maxStalledCount: 1 },
    })
    // Without a listener a Redis that goes away ends the process; the sweeper makes up for lost calls.
    this.#queue.on('error', () => {})
  }

  wake(distributionId: string, at = 0) {
    if (at > Date.now()) this.#call([distributionId], at)
    else this.#called.add(distributionId)
  }

  #call(ids: string[], at: number) {
    const delay = Math.max(0, at - Date.now())
    // The same call twice is one job while it waits; `add` never settles while Redis is down, so nobody awaits it.
    const jobId = `${ids[0]}:${ids.length}:${ids.at(-1)}:${at || Math.floor(Date.now() / 1000)}`
    this.#queue.add({ ids }, { delay, jobId }).catch(() => {})
  }

  tell(leadId: string) {
    this.#told.add(leadId)
  }

  #publish(leads: string[]) {
    const { client } = this.#queue
    // While Redis is away nothing is kept for later: those who wait look for themselves.
    if (client.status === 'ready') client.publish(TOLD, leads.join(' ')).catch(() => {})
  }

  listen(hear: (leadId: string) => void) {
    const ear = this.#queue.client.duplicate()
    this.#ear = ear
    ear.on('error', () => {})
    ear.on('message', (_channel, leads) => leads.split(' ').forEach(hear))
    ear.subscribe(TOLD).catch(() => {})
  }

  /** A job is done when its runs are begun: how far each of them is, its row says. */
  work(advance: (id: string) => Promise<void>, concurrency: number) {
    const begin = async ({ data }: Bull.Job<Call>) => {
      for (const id of data.ids) {
        while (this.#running.size >= concurrency) await Promise.race(this.#running)
        const run: Promise<void> = advance(id)
          .catch(() => {})
          .finally(() => this.#running.delete(run))
        this.#running.add(run)
      }
    }
    void this.#queue.process(JOBS_AT_ONCE, begin).catch(() => {})
  }

  async close() {
    this.#ear?.disconnect()
    const patience = new Promise((resolve) => setTimeout(resolve, 10_000).unref())
    const done = this.#queue.close().then(() => Promise.all(this.#running))
    await Promise.race([done, patience])
  }

  async ping() {
    await Promise.race([
      this.#queue.client.ping(),
      new Promise((_, reject) =>
        setTimeout(() => reject(new Error('Redis does not answer')), ADD_TIMEOUT_MS)
      ),
    ])
  }

  /** Jobs waiting and delayed, for /metrics. */
  async depth(): Promise<number> {
    const counts = await this.#queue.getJobCounts()
    return counts.waiting + counts.delayed + counts.active
  }
}
