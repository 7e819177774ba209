import type { Veil } from '#entities/veil_values'
import type { Row } from '#store/types'

/** The way a lead took stays; what its conditions saw does not. */
export function withoutValues(path: string, veil: Veil): string {
  const steps = JSON.parse(path) as {
    detail?: { conditions?: { actual?: unknown }[]; bids?: { reason: string | null }[] }
  }[]
  for (const step of steps) {
    for (const condition of step.detail?.conditions ?? []) condition.actual = null
    for (const bid of step.detail?.bids ?? []) bid.reason = veil(bid.reason)
  }
  return JSON.stringify(steps)
}

/** Where the run stands stays; the values transforms made of the lead's do not. */
export function withoutSealed(text: string): string {
  const state = JSON.parse(text) as { offer?: { bids?: { of: Record<string, Row> } } | null }
  for (const bid of Object.values(state.offer?.bids?.of ?? {})) bid.reason = bid.reference = null
  return JSON.stringify({ ...state, values: null })
}
