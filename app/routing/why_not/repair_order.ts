import { isObject } from '#shared/shape'
import { DEFAULT_PRIORITY } from '#routing/compile_profile'
import type { Strategy } from '#routing/run_route'
import { applyChange } from '#routing/why_not/apply_change'
import type { Change } from '#routing/why_not/change'
import { type Fate, type Replay, priceIn } from '#routing/why_not/replay'
import { retell } from '#routing/why_not/retell'

type Placed = Extract<Fate, { kind: 'order' | 'strategy' | 'duplicate' }>

/** Rivals whose priority and price are tried as a measure: those just ahead count most. */
const MAX_RIVALS = 12
const MAX_WEIGHT = 1_000_000
/** Settings of a strategy that are counts are raised by so much at most. */
const MAX_RAISE = 50

/** Ways to have come before those who got the lead, or among those who are asked at all. */
export function repairOrder(replay: Replay, fate: Placed, rivals: readonly string[]): Change[][] {
  const { target } = replay
  if (!target) return []
  const won = (change: Change) => {
    const told = applyChange(replay, change)
    return told !== null && isFurther(retell(told), fate)
  }
  const single = [
    firstOf(priorities(replay, rivals), won),
    firstOf(prices(replay, rivals), won),
    leastWeight(replay, won),
    ...strategies(replay, fate, won),
  ].filter((one) => one !== null)
  return single.map((one) => [one])
}

/** Had those who bought said no, one after the other, until it came to the target. */
export function repairAnswers(replay: Replay, buyers: readonly string[]): Change[][] {
  const changes = buyers.map((assignment): Change => ({ on: 'answer', assignment }))
  let now = replay
  for (const [i, change] of changes.entries()) {
    now = applyChange(now, change) ?? now
    const fate = retell(now)
    // Who is asked in place of one who refuses may buy as well: then it takes that one's no, too.
    if (fate.kind === 'order' && i === changes.length - 1 && changes.length < MAX_RIVALS) {
      const next = fate.soldTo.find(
        (one) => !changes.some((made) => made.on === 'answer' && made.assignment === one)
      )
      if (next) return repairAnswers(replay, [...buyers, next])
    }
    if (fate.kind !== 'order') return [changes.slice(0, i + 1)]
  }
  return []
}

/** Another reason than the same place in the same order. */
const isFurther = (now: Fate, before: Placed): boolean =>
  now.kind !== before.kind ||
  (now.kind !== 'duplicate' && 'node' in now && 'node' in before && now.node !== before.node)

const firstOf = (changes: Change[], won: (change: Change) => boolean): Change | null =>
  changes.find(won) ?? null

/** Lower comes first: as low as a rival's, or one lower. The nearest to today's first. */
function priorities(replay: Replay, rivals: readonly string[]): Change[] {
  const { target, profile } = replay
  const from = target!.priority ?? DEFAULT_PRIORITY
  const measures = rivals
    .slice(-MAX_RIVALS)
    .concat(rivals.slice(0, 1))
    .flatMap((key) => {
      const rival = profile.byKey.get(key)
      return rival ? [rival.priority, rival.priority - 1] : []
    })
  return nearest(measures, from).map((to) => ({ on: 'priority', from, to }))
}

function prices(replay: Replay, rivals: readonly string[]): Change[] {
  const from = priceIn(replay, replay.target!)
  const measures = rivals
    .slice(-MAX_RIVALS)
    .concat(rivals.slice(0, 1))
    .flatMap((key) => {
      const rival = replay.profile.byKey.get(key)
      if (!rival) return []
      const price = priceIn(replay, rival)
      return [price, price + 1, price - 1]
    })
    .filter((one) => one >= 0)
  return nearest(measures, from).map((to) => ({ on: 'price', from, to }))
}

const nearest = (values: number[], from: number): number[] =>
  [...new Set(values)]
    .filter((one) => one !== from)
    .sort((a, b) => Math.abs(a - from) - Math.abs(b - from))

/** The least whole weight that would do, where weights count at all. */
function leastWeight(replay: Replay, won: (change: Change) => boolean): Change | null {
  const from = replay.target!.document.weight ?? 1
  const as = (to: number): Change => ({ on: 'weight', from, to })
  if (!won(as(MAX_WEIGHT))) return null
  let low = Math.floor(from)
  let high = MAX_WEIGHT
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (won(as(middle))) high = middle
    else low = middle
  }
  return as(high)
}

/** A setting of the strategy that allows more, or everybody at once. */
function strategies(replay: Replay, fate: Placed, won: (change: Change) => boolean): Change[] {
  if (!('node' in fate)) return []
  const from = replay.program.nodes.get(fate.node)?.config.strategy
  if (!isObject(from)) return []
  const found: Change[] = []
  const as = (setting: string | null, to: Strategy): Change => ({
    on: 'strategy',
    node: fate.node,
    setting,
    from: from as Strategy,
    to,
  })
  for (const [setting, value] of Object.entries(from)) {
    if (!Number.isInteger(value)) continue
    const raised = Array.from({ length: MAX_RAISE }, (_, i) =>
      as(setting, { ...(from as Strategy), [setting]: (value as number) + i + 1 })
    )
    const least = firstOf(raised, won)
    if (least) found.push(least)
  }
  const all = as(null, { use: 'send_to_all' })
  if (from.use !== 'send_to_all' && replay.plugins.get('strategy', 'send_to_all') && won(all))
    found.push(all)
  return found
}
