import Bull from 'bull'
import { Calls } from '#distribution/workers/calls'
import { type Call, CallRates } from '#distribution/workers/fair_turns'

/** How a run is called to attention. It carries an id and nothing else: the rows are the truth, a lost call is swept up. */
export interface Waker {
  /** Asks some worker to advance the run, at once or at a time (ms since the epoch). Never throws, never waits for Redis. */
  wake(call: Call, at?: number): void
  /** Starts handing calls to `advance` in this process, at most `concurrency` at once; accounts take turns. */
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
  #calls: Calls | null = null
  /** What was called before anybody works. */
  #early: Call[] = []
  #timers = new Set<NodeJS.Timeout>()
  #closed = false

  wake(call: Call, at = 0) {
    if (this.#closed) return
    const delay = at - Date.now()
    if (delay <= 0) {
      if (this.#calls) this.#calls.add([call])
      else this.#early.push(call)
      return
    }
    // Far-off calls are the sweeper's: a timer per sleeping lead would only fill memory.
    if (delay > 60_000) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.wake(call)
    }, delay)
    timer.unref()
    this.#timers.add(timer)
  }

  work(advance: (id: string) => Promise<void>, concurrency: number) {
    this.#calls = new Calls(advance, concurrency)
    this.#calls.add(this.#early.splice(0))
  }

  async close() {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#early = []
    await this.#calls?.close()
  }

  tell() {}

  listen() {}

  async ping() {}
}

const ADD_TIMEOUT_MS = 2_000
const TOLD = 'sluice:told'
/** Runs called by one job: few enough that several workers share what comes in together. */
const CALLED_AT_ONCE = 8
const JOBS_AT_ONCE = 4
/** Calls taken from the queue that may wait here, at most: what waits there can be overtaken, and taken by others. */
const MOST_WAITING = 64
/** So long a job stays for that. Were it longer, jobs of one account would keep those of the others from being taken. */
const STAYS_MS = 250
/** What comes beyond is left to the sweepers, of whatever process. */
const MOST_KEPT = 5_000

interface Job {
  account: string
  ids: string[]
}

/** Gathers what is said in one turn of the event loop, and says it in one go; of one key the last. */
class Gathered<T> {
  #all = new Map<string, T>()

  constructor(private say: (all: T[]) => void) {}

  add(key: string, one: T) {
    if (!this.#all.size)
      setImmediate(() => {
        const all = [...this.#all.values()]
        this.#all.clear()
        this.say(all)
      })
    this.#all.set(key, one)
  }
}

/**
 * Many processes: Bull on Redis carries the ids. A job costs as much as a webhook, so leads of an account that were stored
 * together are called together. Accounts that call little overtake those that call much.
 */
export class BullWaker implements Waker {
  #queue: Bull.Queue<Job>
  #ear: Bull.Queue['client'] | null = null
  #calls: Calls | null = null
  #rates = new CallRates()
  #called = new Gathered<Call>((all) => {
    const byAccount = Map.groupBy(all, ({ account }) => account)
    for (const [account, own] of byAccount)
      for (let i = 0; i < own.length; i += CALLED_AT_ONCE) {
        const ids = own.slice(i, i + CALLED_AT_ONCE).map(({ id }) => id)
        this.#call({ account, ids }, 0)
      }
  })
  #told = new Gathered<string>((leads) => this.#publish(leads))

  constructor(redisUrl: string, name = 'distributions') {
    this.#queue = new Bull(name, redisUrl, {
      prefix: 'sluice',
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      settings: { lockDuration: 60_000, maxStalledCount: 1 },
    })
    // Without a listener a Redis that goes away ends the process; the sweeper makes up for lost calls.
    this.#queue.on('error', () => {})
  }

  wake(call: Call, at = 0) {
    if (at > Date.now()) this.#call({ account: call.account, ids: [call.id] }, at)
    else this.#called.add(call.id, call)
  }

  #call(job: Job, at: number) {
    const now = Date.now()
    const { account, ids } = job
    const priority = this.#rates.priority(account, ids.length, now)
    // The same call twice is one job while it waits; `add` never settles while Redis is down, so nobody awaits it.
    const jobId = `${ids[0]}:${ids.length}:${ids.at(-1)}:${at || Math.floor(now / 1000)}`
    this.#queue.add(job, { delay: Math.max(0, at - now), priority, jobId }).catch(() => {})
  }

  tell(leadId: string) {
    this.#told.add(leadId, leadId)
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

  /** A job is done when its runs are begun, or next to begin: how far each of them is, its row says. */
  work(advance: (id: string) => Promise<void>, concurrency: number) {
    const calls = new Calls(advance, concurrency)
    this.#calls = calls
    const begin = async ({ data: { account, ids } }: Bull.Job<Job>) => {
      if (calls.waiting < MOST_KEPT) calls.add(ids.map((id) => ({ id, account })))
      await calls.room(Math.min(MOST_WAITING, concurrency), STAYS_MS)
    }
    void this.#queue.process(JOBS_AT_ONCE, begin).catch(() => {})
  }

  async close() {
    this.#ear?.disconnect()
    const patience = new Promise((resolve) => setTimeout(resolve, 10_000).unref())
    const done = Promise.all([this.#queue.close(), this.#calls?.close()])
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
