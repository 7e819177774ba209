import { store } from '#store/store'

const POLL_MS = 200

/** Those who wait for a lead's distributions: told by this process at once, by others' progress through a slow look. */
export class Waiters {
  #byLead = new Map<string, Set<() => void>>()
  /** Runs of a lead that this process began and still works on: while there are any, asking the database is idle. */
  #underWay = new Map<string, number>()

  started(leadId: string) {
    this.#underWay.set(leadId, (this.#underWay.get(leadId) ?? 0) + 1)
  }

  /** A run came to its end, or to where it sleeps. `counted`: it was announced by `started`. */
  ended(leadId: string, counted: boolean) {
    if (counted) {
      const left = (this.#underWay.get(leadId) ?? 1) - 1
      if (left) this.#underWay.set(leadId, left)
      else this.#underWay.delete(leadId)
    }
    for (const look of this.#byLead.get(leadId) ?? []) look()
  }

  /** Resolves when no distribution of the lead is open, or after `ms`. */
  async wait(leadId: string, ms: number): Promise<void> {
    const until = Date.now() + ms
    const looks = this.#byLead.get(leadId) ?? new Set<() => void>()
    try {
      for (;;) {
        if (!this.#underWay.has(leadId) && !(await isOpen(leadId))) return
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
      if (!looks.size && this.#byLead.get(leadId) === looks) this.#byLead.delete(leadId)
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
