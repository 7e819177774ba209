import type { CompiledAssignment } from '#routing/compile_profile'
import { applyChanges } from '#routing/why_not/apply_change'
import { type Change, keyOf, rankOf } from '#routing/why_not/change'
import { repairBalance, repairCaps, repairSchedule } from '#routing/why_not/repair_limits'
import { repairAnswers, repairOrder } from '#routing/why_not/repair_order'
import { repairRoute } from '#routing/why_not/repair_route'
import { repairRule } from '#routing/why_not/repair_rule'
import type { Fate, Replay } from '#routing/why_not/replay'
import { retell } from '#routing/why_not/retell'

/** Changes that together, and none of them missing, would have had the assignment offered the lead. */
export interface Alternative {
  changes: Change[]
  /** Assignments that would have been asked before it, in order. */
  before: string[]
  /** Minor units it would have been offered at. */
  price: number
}

export interface WhyNot {
  fate: Fate
  /** Fewest changes first. Empty where it was offered the lead, or where nothing could be found that would do. */
  alternatives: Alternative[]
}

/** More than so many things that would all have to be different is no answer any more. */
const MAX_CHANGES = 8
const MAX_ALTERNATIVES = 8
/** Runs told again at most: a profile may have ten thousand assignments. */
const MAX_TELLINGS = 240

/**
 * Why an assignment was not offered the lead, and what would have had to be different. Every alternative has been told
 * again with its changes and, for each of them, without it: all of them are needed, and together they do. `spare` is the
 * assignment to ask about where the profile had none.
 */
export function whyNot(replay: Replay, spare: CompiledAssignment | null = null): WhyNot {
  const fate = retell(replay)
  if (fate.kind === 'offered') return { fate, alternatives: [] }
  const found = new Map<string, Alternative>()
  const seen = new Set<string>()
  let open: { replay: Replay; changes: Change[]; fate: Fate }[] = [{ replay, changes: [], fate }]
  let tellings = 0

  while (open.length > 0 && tellings < MAX_TELLINGS) {
    const next: typeof open = []
    for (const one of open)
      for (const repair of repairsOf(one.replay, one.fate, spare)) {
        const changes = [...one.changes, ...repair]
        const key = changes.map(keyOf).sort().join()
        if (repair.length === 0 || changes.length > MAX_CHANGES || seen.has(key)) continue
        if (repair.some((change) => isRewritten(change, one.changes))) continue
        seen.add(key)
        if (tellings++ >= MAX_TELLINGS) break
        const changed = applyChanges(one.replay, repair)
        if (!changed) continue
        const told = retell(changed)
        if (told.kind === 'offered') keep(found, replay, changes)
        else if (isElsewhere(told, one.fate)) next.push({ replay: changed, changes, fate: told })
      }
    open = next.sort((a, b) => a.changes.length - b.changes.length)
  }
  const alternatives = [...found.values()].sort(
    (a, b) => a.changes.length - b.changes.length || rankOf(a.changes) - rankOf(b.changes)
  )
  return { fate, alternatives: alternatives.slice(0, MAX_ALTERNATIVES) }
}

/** Keeps what is left when everything that is not needed is taken out, if it does. */
function keep(found: Map<string, Alternative>, replay: Replay, changes: Change[]) {
  let needed = changes
  // One that was needed before may not be any more when another is out: so from the start again after each.
  for (;;) {
    const spared = needed.find((change) => {
      const rest = needed.filter((one) => one !== change)
      return rest.length > 0 && offered(replay, rest) !== null
    })
    if (!spared) break
    needed = needed.filter((one) => one !== spared)
  }
  const told = offered(replay, needed)
  if (told)
    found.set(needed.map(keyOf).sort().join(), {
      changes: needed,
      before: told.before,
      price: told.price,
    })
}

function offered(replay: Replay, changes: Change[]) {
  const changed = applyChanges(replay, changes)
  const fate = changed && retell(changed)
  return fate?.kind === 'offered' ? fate : null
}

/** Conditions are named by their place in the rule as it was: a rule is rewritten once. */
const isRewritten = (change: Change, by: readonly Change[]) =>
  'owner' in change &&
  by.some((one) => 'owner' in one && JSON.stringify(one.owner) === JSON.stringify(change.owner))

const isElsewhere = (now: Fate, before: Fate) => JSON.stringify(now) !== JSON.stringify(before)

/** What could be different about one reason; several changes stand together where one alone does nothing. */
function repairsOf(
  replay: Replay,
  fate: Fate,
  spare: CompiledAssignment | null
): readonly Change[][] {
  const { target } = replay
  const lead = replay.late ?? replay.lead
  switch (fate.kind) {
    case 'offered':
    case 'held':
      return []
    case 'unassigned':
      return spare ? [[{ on: 'assignment', added: spare }]] : []
    case 'profile_filter': {
      const owner = { of: 'profile', node: null } as const
      return repairRule(replay, { rule: replay.filter!, owner, lead: replay.lead, wanted: true })
    }
    case 'filter': {
      const owner = { of: 'assignment', node: null } as const
      return repairRule(replay, { rule: target!.filter, owner, lead, wanted: true })
    }
    case 'route':
      return repairRoute(replay, fate)
    case 'paused':
      return [[{ on: 'pause', whose: fate.whose }]]
    case 'schedule':
      return repairSchedule(replay, fate)
    case 'endpoint':
      return [[{ on: 'endpoint' }]]
    case 'cap':
      return repairCaps(replay, fate)
    case 'balance':
      return repairBalance(replay, fate)
    case 'strategy':
      return repairOrder(replay, fate, fate.planned)
    case 'order':
      return [...repairOrder(replay, fate, fate.soldTo), ...repairAnswers(replay, fate.soldTo)]
    case 'duplicate':
      if (fate.by === null) return [[{ on: 'history', partner: target!.partner }]]
      return [...repairOrder(replay, fate, [fate.by]), [{ on: 'answer', assignment: fate.by }]]
  }
}
