import { store } from '#store/store'

const POLL_MS = 200

interface Followed {
  /** Runs that this process began and still works on. */
  open: number
  /** A run of it sleeps, or went to another process: only the database knows. */
  elsewhere: boolean
}

/** Those who wait for a lead's distributions: told by this process at once, by others' progress through a slow look. */
export class Waiters {
  #byLead = new Map<string, Set<() => void>>()
  #followed = new Map<string, Followed>()

  /** A run of a lead that was just stored is begun here. */
  started(leadId: string) {
    const one = this.#followed.get(leadId)
    if (one) one.open++
    else this.#followed.set(leadId, { open: 1, elsewhere: false })
  }

  /** A run that `started` announced came to its end, or was put down. */
  ended(leadId: string, finished: boolean) {
    const one = this.#followed.get(leadId)
    if (!one) return
    one.open--
    if (!finished) one.elsewhere = true
    if (one.open > 0) return
    const waiting = [...(this.#byLead.get(leadId) ?? [])]
    // Kept for those who wait: they need not ask the database. Nobody else asks.
    if (!waiting.length) this.#followed.delete(leadId)
    for (const look of waiting) look()
  }

  /** Something became of a lead's run, here or in another process. */
  told(leadId: string) {
    for (const look of this.#byLead.get(leadId) ?? []) look()
  }

  /** Resolves when no distribution of the lead is open, or after `ms`. */
  async wait(leadId: string, ms: number): Promise<void> {
    const until = Date.now() + ms
    const looks = this.#byLead.get(leadId) ?? new Set<() => void>()
    try {
      for (;;) {
        const followed = this.#followed.get(leadId)
        if (!followed?.open) {
          if (followed && !followed.elsewhere) return
          if (!(await isOpen(leadId))) return
        }
        const left = until - Date.now()
        if (left <= 0) return
        await new Promise<void>((resolve) => {
          const timer = setTimeout(done, Math.min(POLL_MS, left))
          function done() {
            clearTimeout(timer)
            looks.delete(done)
            resolve()
          }
          looks.add(done)
          this.#byLead.set(leadId, looks)
        })
      }
    } finally {
      if (!looks.size) {
        if (this.#byLead.get(leadId) === looks) this.#byLead.delete(leadId)
        if (!this.#followed.get(leadId)?.open) this.#followed.delete(leadId)
      }
    }
  }
}

async function isOpen(leadId: string): Promise<boolean> {
  const runs = await store.rowsBy('distributions', 'lead_id', [leadId])
  return runs.some(({ status }) => status === 'queued' || status === 'running')
}
