/*
 * Turns that are shared out: who comes next, and what a turn does to how everybody stands.
 *
 * A turn is one offer. At each turn everybody who could take it gains their share of it, and whoever takes it pays one
 * turn. So who could not take one (filter, schedule, a full cap) neither loses nor saves one up; who is offered a lead
 * and declines has had its turn; and the next turn of that lead is shared among those that are left.
 *
 * Of those that would not get ahead, the one whose turn is due first comes next. With everybody there each time, nobody
 * is ever a whole turn from its exact share, at any moment, for any shares and any number of takers.
 * Source: R. Tijdeman, The chairman assignment problem, Discrete Mathematics 32 (1980), 323-330.
 */

export interface Standing {
  readonly key: string
  /** Against those of the others; 0: only when nobody else is left. */
  readonly share: number
  /** Turns it is owed; below 0: it is ahead. */
  readonly due: number
}

/** Sums of fractions are no whole numbers. */
const EPSILON = 1e-9
/** So many places of an order are played through; those behind them follow by what they are owed. */
const PLAYED = 32

const sumOf = (standings: readonly Standing[]): number =>
  standings.reduce((sum, one) => sum + one.share, 0)

/** What each gains at a turn that any of them could take: their shares of one. */
export function gainOf(standings: readonly Standing[]): (one: Standing) => number {
  const total = sumOf(standings)
  return (one) => (total > 0 ? one.share / total : 1 / standings.length)
}

/** Whose turn it is: a place in the list, -1 when it is empty. Of equals the first. */
export function nextTurn(standings: readonly Standing[]): number {
  if (standings.length < 2) return standings.length - 1
  const gain = gainOf(standings)
  const slack = 1 / (2 * standings.length - 2)
  let best = -1
  let soonest = Infinity
  let most = -1
  for (const [i, one] of standings.entries()) {
    const rate = gain(one)
    const owed = one.due + rate
    if (most === -1 || isBehind(one, standings[most], gain)) most = i
    if (rate === 0 || owed < slack - EPSILON) continue
    const deadline = (1 - slack - owed) / rate
    if (deadline < soonest - EPSILON) [best, soonest] = [i, deadline]
  }
  // Nobody but those who are ahead: the least of them.
  return best === -1 ? most : best
}

const isBehind = (one: Standing, than: Standing, gain: (one: Standing) => number): boolean =>
  than.share === 0
    ? one.share > 0 || one.due > than.due + EPSILON
    : one.share > 0 && one.due + gain(one) > than.due + gain(than) + EPSILON

/** How everybody stands after `key` took a turn that any of `standings` could have taken. */
export function afterTurn(standings: readonly Standing[], key: string): Standing[] {
  const gain = gainOf(standings)
  return standings.map((one) => {
    const due = one.due + gain(one) - (one.key === key ? 1 : 0)
    return { ...one, due: Math.abs(due) < EPSILON ? 0 : due }
  })
}

/** Everybody in the order in which they would be offered one lead if all before them declined. */
export function turnOrder(standings: readonly Standing[]): string[] {
  const order: string[] = []
  let left = [...standings]
  while (left.length > 0 && order.length < PLAYED) {
    const { key } = left[nextTurn(left)]
    order.push(key)
    left = afterTurn(left, key).filter((one) => one.key !== key)
  }
  const rest = left.toSorted((a, b) => Number(b.share > 0) - Number(a.share > 0) || b.due - a.due)
  return [...order, ...rest.map((one) => one.key)]
}
