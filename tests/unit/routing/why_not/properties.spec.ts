import { test } from '@japa/runner'
import fc from 'fast-check'
import type { LeadView } from '#sdk'
import type { Rule } from '#sdk/rule'
import { compileProfile } from '#routing/compile_profile'
import { expandShortForm } from '#routing/short_form'
import type { AssignmentDocument, CapTrace } from '#routing/types'
import type { Change } from '#routing/why_not/change'
import type { Answer, Replay } from '#routing/why_not/replay'
import { retell } from '#routing/why_not/retell'
import { whyNot } from '#routing/why_not/why_not'
import { builtIn, documentWith, facts } from '#tests/unit/routing/helpers'
import { filters, leads, rules } from '#tests/unit/routing/rule_arbitraries'
import { everything } from '#tests/unit/routing/rule_helpers'
import { holds } from '#tests/unit/routing/rule_reference'
import { NOON } from './helpers.js'

/** A run as plain data, with one offer: what the reference below walks through without any of the code under test. */
interface World {
  lead: LeadView
  filter: Rule | null
  strategy: { use: string; max_buyers?: number }
  assignments: AssignmentDocument[]
  pausedPartners: string[]
  pausedAssignments: string[]
  holders: string[]
  silent: string[]
  answers: Record<string, Answer>
  caps: Record<string, CapTrace[]>
}

const KEYS = ['a', 'b', 'c', 'd', 'e']
const some = (most: number) => fc.subarray(KEYS, { maxLength: most })
const rarely = <T>(value: fc.Arbitrary<T>, otherwise: T) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value })

const cap: fc.Arbitrary<CapTrace> = fc.record({
  scope: fc.constantFrom('partner' as const, 'assignment' as const),
  window: fc.constantFrom('day' as const, 'month' as const),
  limit: fc.integer({ min: 0, max: 3 }),
  used: fc.integer({ min: 0, max: 3 }),
  resets_at: fc.constant(null),
})

const nameOf = ({ scope, window }: CapTrace) => `${scope}:${window}`

const worlds: fc.Arbitrary<World> = fc
  .record({
    lead: leads,
    filter: rarely(filters, null),
    strategy: fc.constantFrom(
      { use: 'first_match' },
      { use: 'send_to_all' },
      { use: 'send_to_all', max_buyers: 2 }
    ),
    settings: fc.array(
      fc.record({
        // Partners may stand in a profile twice.
        partner: fc.constantFrom('p', 'q', 'r', 's'),
        priority: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
        price: fc.constantFrom('5.00', '10.00', '10.01', undefined),
        filter: fc.option(fc.oneof(filters, rules), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 5 }
    ),
    pausedPartners: rarely(fc.subarray(['p', 'q', 'r', 's'], { maxLength: 2 }), []),
    pausedAssignments: rarely(some(2), []),
    holders: rarely(fc.subarray(['p', 'q', 'r', 's'], { maxLength: 1 }), []),
    silent: rarely(some(1), []),
    answers: fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom('sold', 'no', 'open')),
    caps: rarely(
      fc.dictionary(
        fc.constantFrom(...KEYS),
        fc.uniqueArray(cap, { maxLength: 2, selector: nameOf })
      ),
      {}
    ),
  })
  .map(({ settings, ...world }) => ({
    ...world,
    answers: world.answers as Record<string, Answer>,
    assignments: settings.map(({ filter, ...one }, i) => ({
      key: KEYS[i],
      ...one,
      ...(filter && { filter }),
      delivery: { use: 'webhook' },
    })),
  }))

const full = (one: CapTrace) => Number(one.used) + 1 > Number(one.limit)

/** Who is offered the lead, by the plainest walk there is. */
function offeredIn(world: World): string[] {
  const { lead, strategy, answers } = world
  if (world.filter && !holds(world.filter, lead, NOON)) return []
  const able = world.assignments
    .filter(({ filter }) => !filter || holds(filter, lead, NOON))
    .filter(({ key, partner }) => {
      const { pausedPartners, pausedAssignments, silent } = world
      return ![...pausedPartners, ...pausedAssignments, ...silent].some(
        (one) => one === key || one === partner
      )
    })
  const order = able.toSorted((a, b) => (a.priority ?? 100) - (b.priority ?? 100))
  const stop = strategy.use === 'first_match' ? 1 : (strategy.max_buyers ?? Infinity)
  const atOnce = strategy.use === 'first_match' ? 1 : (strategy.max_buyers ?? order.length)
  // More buyers than there are candidates is everybody at once.
  const waves =
    strategy.use === 'send_to_all' && order.length <= stop
      ? [order]
      : [order.slice(0, atOnce), ...order.slice(atOnce).map((one) => [one])]
  const holders = new Set(world.holders)
  const offered: string[] = []
  let sold = 0
  for (const wave of waves) {
    if (sold >= stop) break
    const asked: AssignmentDocument[] = []
    for (const one of wave) {
      if (holders.has(one.partner) || asked.some(({ partner }) => partner === one.partner)) continue
      if ((world.caps[one.key] ?? []).some(full)) continue
      asked.push(one)
    }
    for (const { key, partner } of asked) {
      offered.push(key)
      if (answers[key] === 'no') continue
      sold++
      holders.add(partner)
    }
  }
  return offered
}

async function replayIn(world: World, target: string): Promise<Replay | null> {
  const plugins = await builtIn()
  const document = documentWith({
    filter: world.filter,
    route: expandShortForm(world.strategy),
    assignments: world.assignments,
  })
  const profile = compileProfile(document, everything, plugins)
  if (!profile.ok) return null
  return {
    profile: profile.value,
    program: profile.value.program,
    filter: profile.value.filter,
    target: profile.value.byKey.get(target) ?? null,
    lead: world.lead,
    late: null,
    at: NOON,
    timeZone: 'UTC',
    currency: 'USD',
    facts: facts({
      pausedPartners: new Set(world.pausedPartners),
      pausedAssignments: new Set(world.pausedAssignments),
    }),
    plugins,
    caps: new Map(Object.entries(world.caps)),
    silent: new Set(world.silent),
    holders: new Set(world.holders),
    answers: new Map(Object.entries(world.answers)),
    offers: new Map(),
    forced: new Map(),
    options: (field) => everything.fields.find(({ key }) => key === field)?.options ?? null,
  }
}

/** The world with these changes made to it, as somebody would who reads them. */
function changedBy(world: World, target: string, changes: readonly Change[]): World {
  const now = structuredClone(world)
  const mine = now.assignments.find(({ key }) => key === target)!
  const conditions = changes.filter((one) => one.on === 'condition')
  for (const whose of ['assignment', 'profile'] as const) {
    const edits = conditions.filter(({ owner }) => owner.of === whose)
    if (edits.length === 0) continue
    const rule = whose === 'profile' ? now.filter : mine.filter
    const edited = rewrite(rule!, new Map(edits.map(({ index, to }) => [index, to])))
    if (whose === 'profile') now.filter = edited
    else mine.filter = edited ?? undefined
  }
  for (const one of changes)
    if (one.on === 'lead') now.lead = leadWith(now.lead, one.field, one.to)
    else if (one.on === 'rule' && one.owner.of === 'profile') now.filter = null
    else if (one.on === 'rule') mine.filter = undefined
    else if (one.on === 'pause')
      if (one.whose === 'partner') now.pausedPartners = drop(now.pausedPartners, mine.partner)
      else now.pausedAssignments = drop(now.pausedAssignments, target)
    else if (one.on === 'cap') {
      for (const mark of now.caps[target])
        if (mark.scope === one.scope && mark.window === one.window) mark.limit = one.to
    } else if (one.on === 'price') mine.price = String(one.to / 100)
    else if (one.on === 'priority') mine.priority = one.to
    else if (one.on === 'weight') mine.weight = one.to
    else if (one.on === 'strategy') now.strategy = one.to as World['strategy']
    else if (one.on === 'answer') now.answers[one.assignment] = 'no'
    else if (one.on === 'endpoint') now.silent = drop(now.silent, target)
    else if (one.on === 'history') now.holders = drop(now.holders, one.partner)
    else if (one.on !== 'condition') throw new Error(`nobody could do that: ${one.on}`)
  return now
}

const drop = (list: string[], one: string) => list.filter((other) => other !== one)

function leadWith(lead: LeadView, field: string, value: unknown): LeadView {
  const [key, part] = field.split('.')
  if (key === 'lead') return { ...lead, [part]: value }
  const before = lead.values[key]
  const whole = part ? { ...(typeof before === 'object' ? before : {}), [part]: value } : value
  return { ...lead, values: { ...lead.values, [key]: whole } }
}

/** Leaves are counted as they are written; an emptied group is gone with them. */
function rewrite(rule: Rule, edits: Map<number, unknown>): Rule | null {
  let n = 0
  const visit = (one: any): any => {
    for (const word of ['all', 'any'])
      if (word in one) {
        const kept = one[word].map(visit).filter(Boolean)
        return kept.length || !one[word].length ? { [word]: kept } : null
      }
    if ('not' in one) {
      const inner = visit(one.not)
      return inner && { not: inner }
    }
    const place = n++
    return edits.has(place) ? edits.get(place) : one
  }
  return visit(rule)
}

const RUNS = { numRuns: 400 }

test.group('why not: whatever the run', () => {
  test('the run is told again as the plain walk goes it', async ({ assert }) => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const offered = offeredIn(world)
        for (const { key } of world.assignments) {
          const replay = await replayIn(world, key)
          if (!replay) return true
          compared++
          const fate = retell(replay)
          if ((fate.kind === 'offered') !== offered.includes(key)) return false
        }
        return true
      }),
      RUNS
    )
    assert.isAbove(compared, 500)
  })

  test('every alternative has it offered, and none of its changes can be spared', async ({
    assert,
  }) => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const offered = offeredIn(world)
        for (const { key } of world.assignments) {
          if (offered.includes(key)) continue
          const replay = await replayIn(world, key)
          if (!replay) return
          for (const { changes } of whyNot(replay).alternatives) {
            const names = changes.map(({ on }) => on).join('+')
            if (!offeredIn(changedBy(world, key, changes)).includes(key))
              throw new Error(`${key} is not offered with ${JSON.stringify(changes)}`)
            for (const change of changes) {
              const rest = changes.filter((one) => one !== change)
              if (offeredIn(changedBy(world, key, rest)).includes(key))
                throw new Error(`${key} needs no ${change.on} of ${names}`)
            }
            changes.forEach(({ on }) => seen.add(on))
          }
        }
      }),
      RUNS
    )
    const expected = ['lead', 'condition', 'pause', 'cap', 'priority', 'strategy', 'answer']
    assert.includeMembers([...seen], [...expected, 'endpoint', 'history', 'rule'])
  })

  test('who is not offered the lead and could be by our settings alone is told how', async ({
    assert,
  }) => {
    // Filters of single conditions can always be made wider, so something can always be done.
    const simple = worlds.map((world) => ({
      ...world,
      filter: null,
      assignments: world.assignments.map(({ filter: _, ...one }) => one),
    }))
    let asked = 0
    await fc.assert(
      fc.asyncProperty(simple, async (world) => {
        const offered = offeredIn(world)
        for (const { key } of world.assignments) {
          if (offered.includes(key)) continue
          const replay = await replayIn(world, key)
          asked++
          if (whyNot(replay!).alternatives.length === 0)
            throw new Error(`${key}: ${JSON.stringify(whyNot(replay!))}`)
        }
      }),
      RUNS
    )
    assert.isAbove(asked, 200)
  })
})
