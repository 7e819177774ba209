import {
  type CallVerdict,
  type CircuitState,
  isWorthStoring,
  mayCall,
  recordOutcome,
  startProbe,
} from '#delivery/circuit'
import type { Outcome } from '#sdk'
import { type EventType, event } from '#store/audit_event'
import { store } from '#store/store'
import type { Work, Write } from '#store/types'

interface Endpoint {
  assignmentId: string
  assignmentKey: string
  partnerId: string
}

const POLL_MS = 1_000

/** Being asked for a bid has a circuit of its own: a good answer there says nothing about the other endpoint. */
export const pingCircuit = (assignmentId: string) => `${assignmentId}:ping`

/**
 * Circuit breakers per endpoint. Outcomes are counted in this process; what others must know (open, disabled) is
 * written to the database and read back by every process once a second.
 */
class Circuits {
  #states = new Map<string, CircuitState>()
  #since = 0
  #timer: NodeJS.Timeout | null = null

  /** May the endpoint be called now? */
  verdict(assignmentId: string, at: number): CallVerdict {
    return mayCall(this.#states.get(assignmentId) ?? null, at)
  }

  /** A call is about to leave: where it is the probe, those behind it wait for what it finds. */
  leaving(assignmentId: string, at: number) {
    const state = this.#states.get(assignmentId)
    if (state && mayCall(state, at).type === 'probe')
      this.#states.set(assignmentId, startProbe(state, at))
  }

  /** Counts an outcome of the endpoint's own doing; returns the events to write when its state changed by it. */
  record(accountId: string, endpoint: Endpoint, outcome: Outcome, at: number): Write[] {
    const before = this.#states.get(endpoint.assignmentId) ?? null
    const after = recordOutcome(before, outcome, at)
    this.#states.set(endpoint.assignmentId, after)
    if (!isWorthStoring(before, after)) return []
    void this.#save(accountId, endpoint, after, at)
    const type = changeOf(before, after)
    if (!type) return []
    const data = {
      assignment: endpoint.assignmentKey,
      until: after.openUntil === null ? null : new Date(after.openUntil).toISOString(),
      reason: after.disabledReason,
    }
    return [event(type, { accountId, partnerId: endpoint.partnerId }, data, at)]
  }

  /** Forgets what this process counted: a person has let the endpoint be called again. */
  renew(assignmentId: string) {
    this.#states.delete(assignmentId)
  }

  async watch() {
    await this.#load().catch(() => {})
    this.#timer = setInterval(() => void this.#load().catch(() => {}), POLL_MS)
    this.#timer.unref()
  }

  stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#states.clear()
    this.#since = 0
  }

  #save(accountId: string, endpoint: Endpoint, state: CircuitState, at: number) {
    const id = endpoint.assignmentId
    const row = {
      id,
      account_id: accountId,
      partner_id: endpoint.partnerId,
      state: JSON.stringify(state),
      open_until: state.openUntil,
      disabled_at: state.disabledAt,
      updated_at: at,
    }
    const work: Work<null> = {
      locks: [{ table: 'circuits', value: id, seed: row }],
      decide(locked) {
        locked.put('circuits', id, row)
        return { result: null, writes: [] }
      },
    }
    return store.submit(work).catch(() => {}) // the next change writes it again
  }

  async #load() {
    const rows = await store.all(
      'select id, state, updated_at from circuits where updated_at > ?',
      [this.#since]
    )
    for (const row of rows) {
      this.#since = Math.max(this.#since, Number(row.updated_at))
      this.#states.set(row.id as string, JSON.parse(row.state as string) as CircuitState)
    }
  }
}

function changeOf(before: CircuitState | null, after: CircuitState): EventType | null {
  if ((before?.disabledAt ?? null) !== after.disabledAt)
    return after.disabledAt ? 'endpoint.disabled' : 'endpoint.enabled'
  const was = before?.openUntil ?? null
  if (was === null && after.openUntil !== null) return 'endpoint.opened'
  return was !== null && after.openUntil === null ? 'endpoint.enabled' : null
}

export const circuits = new Circuits()
