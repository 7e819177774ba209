import { hostname } from 'node:os'
import { newId } from '#shared/ids'
import { store } from '#store/store'

const BEAT_MS = 2_000
/** A process that has not beaten for so long is taken for dead, and its runs are taken over. */
const DEAD_AFTER_MS = 10_000

/** This process as an owner of runs: one row that beats, so that a run needs no lease of its own to renew. */
export class Worker {
  readonly id = newId('wrk')
  #timer: NodeJS.Timeout | null = null

  async start(role: string) {
    const at = Date.now()
    const seed = {
      id: this.id,
      host: hostname(),
      pid: process.pid,
      role,
      started_at: at,
      beat_at: at,
    }
    await store.submit({
      locks: [],
      decide: () => ({ result: null, writes: [{ insert: 'workers', row: seed }] }),
    })
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS)
    this.#timer.unref()
  }

  async stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    await this.#write(0).catch(() => {})
  }

  /** Ids of the processes that are alive. Those of this host are asked directly: a killed one is known at once. */
  async living(): Promise<string[]> {
    const rows = await store.all('select id, host, pid from workers where beat_at > ?', [
      Date.now() - DEAD_AFTER_MS,
    ])
    return rows
      .filter((row) => row.id === this.id || row.host !== hostname() || isRunning(Number(row.pid)))
      .map((row) => row.id as string)
  }

  #beat() {
    // A missed beat is no fault of its own: the next one makes up for it.
    return this.#write(Date.now()).catch(() => {})
  }

  #write(beatAt: number) {
    return store.submit({
      locks: [],
      decide: () => ({
        result: null,
        writes: [{ update: 'workers', id: this.id, set: { beat_at: beatAt } }],
      }),
    })
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false // a former process had our number
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
