import type { Change } from '#routing/why_not/change'
import type { Fate } from '#routing/why_not/replay'
import type { Alternative } from '#routing/why_not/why_not'
import { money } from '#shared/money'

const time = (ms: number) => new Date(ms).toISOString()

/** Why an assignment was not offered a lead, as the API shows it: times RFC 3339, money as decimal strings. */
export function presentFate(fate: Fate, currency: string): Record<string, unknown> {
  switch (fate.kind) {
    case 'offered':
      return { ...fate, price: money(fate.price, currency) }
    case 'profile_filter':
      return { kind: fate.kind, conditions: fate.path[0]?.detail.conditions ?? [] }
    case 'schedule':
      return {
        kind: fate.kind,
        opens_at: fate.opensAt === null ? null : time(fate.opensAt),
        time_zone: fate.zone,
      }
    case 'order':
      return {
        kind: fate.kind,
        node: fate.node,
        strategy: fate.use,
        sold_to: fate.soldTo,
        stop_after: Number.isFinite(fate.stopAfter) ? fate.stopAfter : null,
      }
    case 'strategy':
      return { kind: fate.kind, node: fate.node, strategy: fate.use }
    default:
      return { ...fate }
  }
}

export const presentAlternative = ({ changes, before, price }: Alternative, currency: string) => ({
  changes: changes.map((one) => presentChange(one, currency)),
  before,
  price: money(price, currency),
})

function presentChange(change: Change, currency: string): Record<string, unknown> {
  switch (change.on) {
    case 'moment':
      return { ...change, from: time(change.from), to: time(change.to) }
    case 'balance':
    case 'price':
      return { ...change, from: money(change.from, currency), to: money(change.to, currency) }
    case 'assignment': {
      const { key, partner } = change.added
      return { on: change.on, assignment: key, partner }
    }
    default:
      return { ...change }
  }
}
