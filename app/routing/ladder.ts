import { parseAmount } from '#shared/money'
import { type Span, periodAt } from '#routing/cap_windows'
import type { Tiers } from '#routing/types'

/** The ladder an assignment is priced by at a moment: which row counts its places, and what each of them costs. */
export interface Ladder {
  /** `ladder:asg_1:month:2026-10-01|Europe/Berlin`; of all a partner's assignments in a profile `ladder:par_1@prof_1:…`. */
  id: string
  per: Tiers['per']
  count: 'assignment' | 'partner'
  /** Ascending; minor units. Places below the first pay what they would without a ladder. */
  steps: readonly { from: number; price: number }[]
  /** First instant of the next period, ms; null where it never ends. */
  endsAt: number | null
}

/** Places of a ladder: all up to `taken`, without those in `free` (ascending). */
export interface Places {
  taken: number
  free: readonly number[]
}

export const NO_PLACES: Places = { taken: 0, free: [] }

const steps = new WeakMap<Tiers, { currency: string; list: Ladder['steps'] }>()

function stepsOf(tiers: Tiers, currency: string): Ladder['steps'] {
  const known = steps.get(tiers)
  if (known?.currency === currency) return known.list
  const list = tiers.steps.map(({ from, price }) => {
    const amount = parseAmount(price, currency)
    if (!amount.ok) throw new RangeError(`the price ${price} of a tier ${amount.problem}`)
    return { from, price: amount.value }
  })
  steps.set(tiers, { currency, list })
  return list
}

/** `timeZone` is the partner's: its month is the one that counts. */
export function ladderOf(
  tiers: Tiers,
  ids: { assignment: string; partner: string; profile: string },
  timeZone: string,
  at: number,
  currency: string
): Ladder {
  const { per, count = 'assignment' } = tiers
  const owner = count === 'assignment' ? ids.assignment : `${ids.partner}@${ids.profile}`
  const period = per === 'total' ? null : periodAt(per satisfies Span, timeZone, at)
  return {
    id: `ladder:${owner}:${per}:${period?.key ?? 'all'}`,
    per,
    count,
    steps: stepsOf(tiers, currency),
    endsAt: period?.to ?? null,
  }
}

/** The step a place stands on; null below the first. */
export function stepAt({ steps: all }: Pick<Ladder, 'steps'>, place: number) {
  let found: { from: number; price: number } | null = null
  for (const step of all) if (step.from <= place) found = step
  return found
}

/** The place the next lead gets: the lowest that was given back, else the one behind the highest. */
export const nextPlace = ({ taken, free }: Places): number => free[0] ?? taken + 1

export function takePlace({ taken, free }: Places): { place: number; places: Places } {
  if (free.length > 0) return { place: free[0], places: { taken, free: free.slice(1) } }
  return { place: taken + 1, places: { taken: taken + 1, free } }
}

/** Frees a place for the next lead. One that is free already, or was never taken, changes nothing. */
export function freePlace({ taken, free }: Places, place: number): Places {
  if (place < 1 || place > taken || free.includes(place)) return { taken, free }
  const all = [...free, place].sort((a, b) => a - b)
  let top = taken
  while (all.at(-1) === top) {
    all.pop()
    top--
  }
  return { taken: top, free: all }
}
