import type { Candidate, LeadView } from '#sdk'
import { guardCall } from '#host/guard'
import type { CompiledAssignment } from '#routing/compile_profile'
import { planContext } from '#routing/plan_context'
import { nodeDecider, startRoute } from '#routing/decide_node'
import { judge } from '#routing/judge'
import { type Decide, type Step, resumeRun } from '#routing/run_route'
import { isOpen, nextOpening } from '#routing/schedule'
import type { PathStep } from '#routing/types'
import { ok } from '#shared/result'
import {
  type Fate,
  type OfferFacts,
  type Replay,
  isFull,
  priceIn,
  roomOf,
} from '#routing/why_not/replay'
import { formatAmount } from '#shared/money'

type Offer = Extract<Step, { kind: 'offer' }>

/** Tells a run again as `replay` says and finds what becomes of its target. Pure; asks plugins through the guard. */
export function retell(replay: Replay): Fate {
  const { target } = replay
  const story = new Story(replay)
  const decide = (lead: LeadView) => story.decider(lead)
  let lead = replay.lead
  const profile = { ...replay.profile, filter: replay.filter, program: replay.program }
  let advance = startRoute(profile, lead, replay.at, decide(lead))
  const path: PathStep[] = []
  const offers: string[] = []
  let fate: Fate | null = null

  // A way through a route passes a node once: there are no circles.
  for (let i = 0; i <= replay.program.nodes.size; i++) {
    path.push(...advance.path)
    const { next } = advance
    if (next.kind === 'end') {
      if (fate) return fate
      if (next.node === 'filter' && next.reason === 'filter')
        return { kind: 'profile_filter', path }
      if (isBroken(path)) return { kind: 'held', node: next.node, reason: next.reason }
      return target ? { kind: 'route', path, offers } : { kind: 'unassigned' }
    }
    if (next.kind === 'transform') {
      if (!replay.late) return { kind: 'held', node: next.node, reason: null }
      lead = replay.late
      advance = resumeRun(replay.program, next.node, 'out', decide(lead))
      continue
    }
    const told = story.offer(next, lead)
    if ('held' in told) return fate ?? { kind: 'held', node: next.node, reason: told.held }
    if (told.fate?.kind === 'offered') return told.fate
    offers.push(next.node)
    fate ??= told.fate
    const port = told.sold.length > 0 ? 'sold' : 'unsold'
    const detail = { sold: told.sold }
    advance = resumeRun(replay.program, next.node, port, decide(lead), detail)
  }
  return fate ?? { kind: 'route', path, offers }
}

/** Held by a node that could not answer; one that holds on purpose is a way like any other. */
const isBroken = (path: PathStep[]) => path.at(-1)?.detail.error !== undefined

class Story {
  /** Partners that hold the lead, by the assignment they have it from; null: from another run. */
  #holders = new Map<string, string | null>()
  #asked: string[] = []

  constructor(private replay: Replay) {
    for (const partner of replay.holders) this.#holders.set(partner, null)
  }

  decider(lead: LeadView): Decide {
    const { profile, at, timeZone, plugins, forced } = this.replay
    const decide = nodeDecider(profile, lead, { at, seed: lead.id, timeZone }, plugins)
    return (node) => {
      const port = forced.get(node.id)
      return port === undefined ? decide(node) : ok({ port })
    }
  }

  /** One offer node: who may be asked, in which order, who bought, and what became of the target. */
  offer(step: Offer, lead: LeadView): { sold: string[]; fate: Fate | null } | { held: string } {
    const { replay } = this
    const { target } = replay
    const named = step.assignments && new Set(step.assignments)
    const here = target !== null && (!named || named.has(target.key))
    const barred = here ? barredBy(replay, target, lead) : null
    const candidates = this.#candidates(lead, named, here && !barred ? target : null).map((one) =>
      asThen(one, replay.offers.get(step.node))
    )
    const { use, ...config } = step.strategy
    const plugin = replay.plugins.get('strategy', use)
    if (!plugin) return { held: `the strategy "${use}" is not available` }
    const plan = guardCall(plugin, 'plan', () =>
      plugin.plan(candidates, config, lead.id, planContext(replay.currency))
    )
    if (!plan.ok) return { held: plan.problem.message }
    const stopAfter = plan.value.stopAfter === 'never' ? Infinity : plan.value.stopAfter
    const able = new Set(candidates.map((one) => one.assignment))
    const assignmentOf = (key: string) =>
      key === target?.key ? target : replay.profile.byKey.get(key)

    const sold: string[] = []
    let fate: Fate | null = barred
    for (const wave of plan.value.waves) {
      if (sold.length >= stopAfter) break
      const taken: CompiledAssignment[] = []
      for (const key of wave) {
        const one = able.has(key) ? assignmentOf(key) : undefined
        if (!one) continue
        const mine = key === target?.key
        const refusal = this.#refusal(one, taken)
        if (!refusal) {
          if (mine) return { sold, fate: this.#offered(step.node, one) }
          taken.push(one)
        } else if (mine) fate = refusal
      }
      for (const one of taken) {
        this.#asked.push(one.key)
        if ((replay.answers.get(one.key) ?? 'sold') === 'no') continue
        sold.push(one.key)
        this.#holders.set(one.partner, one.key)
      }
    }
    if (here && !fate) {
      const planned = plan.value.waves.flat()
      fate = planned.includes(target.key)
        ? { kind: 'order', node: step.node, use, soldTo: sold, stopAfter }
        : { kind: 'strategy', node: step.node, use, planned }
    }
    return { sold, fate }
  }

  #offered(node: string, one: CompiledAssignment): Fate {
    return { kind: 'offered', node, before: [...this.#asked], price: priceIn(this.replay, one) }
  }

  /** In the order they are offered; the target at the place its priority gives it. */
  #candidates(
    lead: LeadView,
    named: Set<string> | null,
    target: CompiledAssignment | null
  ): Candidate[] {
    const { profile, silent, target: asked } = this.replay
    const able = ableOnes(this.replay, lead)
    const leftOut = (key: string) =>
      key === asked?.key || silent.has(key) || (named !== null && !named.has(key))
    const others = able.filter(({ assignment }) => !leftOut(assignment))
    if (!target) return others
    const defined = placesOf(profile.document.assignments)
    const mine = defined.get(target.key) ?? Infinity
    const after = others.findIndex(
      ({ assignment, priority }) =>
        priority > target.priority ||
        (priority === target.priority && (defined.get(assignment) ?? Infinity) > mine)
    )
    const place = after === -1 ? others.length : after
    return others.toSpliced(place, 0, asCandidate(this.replay, target))
  }

  #refusal(one: CompiledAssignment, taken: CompiledAssignment[]): Fate | null {
    const { caps: known, at, currency } = this.replay
    const twin = taken.find(({ partner }) => partner === one.partner)
    if (twin) return { kind: 'duplicate', by: twin.key }
    if (this.#holders.has(one.partner))
      return { kind: 'duplicate', by: this.#holders.get(one.partner)! }
    const caps = known.get(one.key) ?? []
    const price = priceIn(this.replay, one)
    const full = caps.filter((cap) => isFull(cap, price, at, currency))
    if (full.length > 0) return { kind: 'cap', full, caps }
    const balance = this.replay.balances?.get(one.key)
    return balance && price > roomOf(balance, currency)
      ? { kind: 'balance', balance: { ...balance, price: formatAmount(price, currency) }, currency }
      : null
  }
}

/** What keeps the target from being a candidate at all. */
function barredBy(replay: Replay, one: CompiledAssignment, lead: LeadView): Fate | null {
  const { facts, at, silent } = replay
  const { key, partner, filter, document } = one
  if (!filter.test(lead, at)) return { kind: 'filter' }
  if (facts.pausedPartners.has(partner)) return { kind: 'paused', whose: 'partner' }
  if (facts.pausedAssignments.has(key)) return { kind: 'paused', whose: 'assignment' }
  const zone = document.schedule?.time_zone ?? facts.zoneOf(partner)
  if (!isOpen(document.schedule, at, zone))
    return { kind: 'schedule', opensAt: nextOpening(document.schedule, at, zone), zone }
  return silent.has(key) ? { kind: 'endpoint' } : null
}

const asCandidate = (replay: Replay, one: CompiledAssignment): Candidate => ({
  assignment: one.key,
  partner: one.partner,
  priority: one.priority,
  price: priceIn(replay, one),
  weight: one.document.weight ?? 1,
})

/** As it stood in an offer of that moment. */
function asThen(candidate: Candidate, offer: OfferFacts | undefined): Candidate {
  if (!offer) return candidate
  const turns = offer.turns.get(candidate.assignment)
  const bid = offer.bids.get(candidate.assignment)
  return {
    ...candidate,
    ...(turns && { turns }),
    ...(bid !== undefined && { pings: true as const, bid }),
  }
}

interface Able {
  replay: Pick<Replay, 'profile' | 'facts' | 'at'>
  candidates: Candidate[]
}
const judged = new WeakMap<LeadView, Able>()

/** All that may have the lead. A run is told again some hundred times, mostly with the same lead at the same moment. */
function ableOnes(replay: Replay, lead: LeadView): Candidate[] {
  const { profile, facts, at } = replay
  const known = judged.get(lead)
  if (known?.replay.profile === profile && known.replay.facts === facts && known.replay.at === at)
    return known.candidates
  const candidates = judge(profile, lead, facts, at).eligible.map((place) =>
    asCandidate(replay, profile.assignments[place])
  )
  judged.set(lead, { replay: { profile, facts, at }, candidates })
  return candidates
}

const places = new WeakMap<object, Map<string, number>>()

function placesOf(assignments: readonly { key: string }[]): Map<string, number> {
  const known = places.get(assignments) ?? new Map(assignments.map(({ key }, i) => [key, i]))
  places.set(assignments, known)
  return known
}
