import { plugins } from '#host/registry'
import { compileRule } from '#routing/compile_rule'
import { type CompiledAssignment, DEFAULT_PRIORITY } from '#routing/compile_profile'
import type { Answer, OfferFacts, Replay } from '#routing/why_not/replay'
import type { CapTrace, PathStep } from '#routing/types'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import type { BidTold } from '#distribution/bids'
import type { TurnTold } from '#distribution/turns'
import type { JudgedRun } from '#distribution/story/judged_run'

/**
 * A run as it can be told again: what only its moment knew is read off its rows. `counted` are the caps of the assignment
 * where the run itself has not looked at them.
 */
export function replayOf(
  config: AccountConfig,
  run: JudgedRun,
  deliveries: Row[],
  assignment: string | null,
  counted: CapTrace[] = []
): Replay {
  const { profile, version, verdicts } = run
  const { compiled } = version
  const { currency, timeZone } = config.account
  const asked = new Set(deliveries.map((one) => one.partner_id as string))
  const refused = (reason: string) =>
    Object.keys(verdicts.refused).filter((key) => verdicts.refused[key].reason === reason)
  // Who was refused as a duplicate without having been asked in this run had the lead from another.
  const holders = refused('duplicate')
    .map((key) => compiled.byKey.get(key)?.partner ?? '')
    .filter((partner) => !asked.has(config.partnersByKey.get(partner)?.id ?? ''))
  const options = new Map(profile.entity.fields.map((field) => [field.key, field.options]))
  return {
    profile: compiled,
    program: compiled.program,
    filter: compiled.filter,
    target: assignment === null ? null : (compiled.byKey.get(assignment) ?? null),
    lead: run.lead,
    late: run.late,
    at: run.at,
    timeZone,
    currency,
    facts: run.facts,
    plugins: plugins(),
    caps: new Map([
      ...(assignment !== null && counted.length > 0 ? [[assignment, counted] as const] : []),
      ...Object.entries(verdicts.caps),
    ]),
    tiers: new Map(Object.entries(verdicts.tiers ?? {})),
    balances: new Map(Object.entries(verdicts.balances ?? {})),
    silent: new Set(refused('paused')),
    holders: new Set(holders),
    answers: new Map(deliveries.map((one) => [one.assignment_key as string, answerOf(one)])),
    offers: offersOf(run.path),
    forced: new Map(),
    options: (field) => options.get(field) ?? null,
  }
}

/** How turns stood and what was bid, as the offers wrote it down. */
function offersOf(path: PathStep[]): Replay['offers'] {
  const offers = new Map<string, OfferFacts>()
  for (const { node, type, detail } of path) {
    if (type !== 'offer') continue
    const turns = (detail.turns ?? []) as TurnTold[]
    const bids = (detail.bids ?? []) as BidTold[]
    offers.set(node, {
      turns: new Map(
        turns.map(({ assignment, had, due, share }) => [
          assignment,
          { had, due: due - had - share },
        ])
      ),
      bids: new Map(bids.map((one) => [one.assignment, one.minor])),
    })
  }
  return offers
}

/** A sale that was taken back later was a sale then. */
function answerOf(delivery: Row): Answer {
  const status = delivery.status as string
  if (['accepted', 'sent', 'cancelled'].includes(status)) return 'sold'
  if (status === 'rejected' || status === 'failed') return 'no'
  return status === 'unknown' && !delivery.reserved ? 'no' : 'open'
}

/**
 * What to ask about where a version has no such assignment: the one the profile has today, or one for the partner that
 * takes every lead.
 */
export function spareOf(
  run: JudgedRun,
  wanted: { assignment: string | null; partner: string }
): CompiledAssignment | null {
  const live = run.profile.live?.compiled
  const today = wanted.assignment === null ? undefined : live?.byKey.get(wanted.assignment)
  const theirs = today ?? live?.assignments.find(({ partner }) => partner === wanted.partner)
  if (theirs && !run.version.compiled.byKey.has(theirs.key)) return theirs
  const filter = compileRule(null, run.version.compiled.schema)
  if (!filter.ok) return null
  const key = freeKey(wanted.partner, run)
  const document = { key, partner: wanted.partner, delivery: { use: 'portal' } }
  const { partner } = wanted
  return { document, key, partner, priority: DEFAULT_PRIORITY, filter: filter.value, prices: [] }
}

function freeKey(partner: string, { version }: JudgedRun): string {
  let key = partner
  for (let n = 2; version.compiled.byKey.has(key); n++) key = `${partner}-${n}`
  return key
}
