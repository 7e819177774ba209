import { store } from '#store/store'

const POLL_MS = 200

/** Those who wait for a lead's distributions: told by this process at once, by others' progress through a slow look. */
export class Waiters {
  #byLead = new Map<string, Set<() => void>>()

  finished(leadId: string) {
    for (const look of this.#byLead.get(leadId) ?? []) look()
  }

  /** Resolves when no distribution of the lead is open, or after `ms`. */
  async wait(leadId: string, ms: number): Promise<void> {
    const until = Date.now() + ms
    const looks = this.#byLead.get(leadId) ?? new Set()
    if (!looks.size) this.#byLead.set(leadId, looks)
    try {
      for (;;) {
        const told = new Promise<void>((resolve) => {
          const timer = setTimeout(done, Math.min(POLL_MS, Math.max(1, until - Date.now())))
          function done() {
            clearTimeout(timer)
            looks.delete(done)
            resolve()
          }
          looks.add(done)
        })
        await told
        if (Date.now() >= until || !(await isOpen(leadId))) return
      }
    } finally {
      if (!looks.size) this.#byLead.delete(leadId)
    }
  }
}

async function isOpen(leadId: string): Promise<boolean> {
  const row = await store.first(
    `select 1 as open from distributions where lead_id = ? and status in ('queued', 'running') limit 1`,
    [leadId]
  )
  return row !== null
}
