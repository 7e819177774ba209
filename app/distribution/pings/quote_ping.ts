import { intakeGate } from '#accounts/plans/intake_gate'
import { acceptLead } from '#entities/accept_lead'
import { duplicateKeys } from '#entities/duplicate_keys'
import type { Entity } from '#entities/types'
import { type SourceRules, NO_RULES, narrowValues, refusedOptions } from '#intake/bind_source'
import { type SuppressionHit, arrivalHit } from '#intake/suppression_lists'
import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import { type AccountConfig, type ProfileConfig, accountConfig } from '#distribution/account_config'
import { newDistribution } from '#distribution/new_distribution'
import { wayTo } from '#distribution/pings/begin_claimed'
import { bidsFor } from '#distribution/pings/bids_for'
import { holdPlace } from '#distribution/pings/hold_place'
import { lookFor } from '#distribution/pings/look_for'
import type { KeptBid, PingHashes, Place } from '#distribution/pings/place'
import type { RunContext } from '#distribution/run_context'
import { simulation } from '#distribution/simulate'
import type { Claimant } from '#distribution/take_claimant'
import { unknownProfile } from '#distribution/take_lead'

export interface PingInput {
  entity: Entity
  values: Record<string, unknown>
  hashes: PingHashes
  source: string | null
  /** Key; null: the profiles that run on arrival. */
  profile: string | null
  test: boolean
  /** How long the price holds. */
  seconds: number
  /** What the source of the request's token says; absent: nothing. */
  rules?: SourceRules
}

export type Quote =
  { outcome: 'accepted'; place: Place } | { outcome: 'rejected'; id: string; reason: string }

interface Offered {
  context: RunContext
  claimant: Claimant
  node: string
  bids: KeptBid[]
}

/** What is looked at once for all profiles. */
interface Pinged {
  id: string
  values: Record<string, unknown>
  hits: readonly SuppressionHit[]
  /** Bids by id of the profile they were asked for. */
  asked: Map<string, KeptBid[]>
}

/** Somebody else may take the last place between looking and holding. */
const TRIES = 4

/**
 * What a lead with these values would be sold for now, and to whom: the place is held at that price for a while. Of several
 * profiles the one that pays most is asked for its place.
 */
export async function quotePing(
  accountId: string,
  input: PingInput
): Promise<Result<Quote, Problem[]>> {
  const config = await accountConfig(accountId)
  const at = Date.now()
  const read = readValues(config, input, at)
  if (!read.ok) return read
  const values = read.value
  const profiles = profilesOf(config, input)
  if (!profiles) return fail([unknownProfile(input.profile ?? '')])
  const id = newId('ping', at)
  const rejected = (reason: string): Result<Quote, Problem[]> =>
    ok({ outcome: 'rejected', id, reason })
  const stop = await planStop(accountId, input.test, at)
  if (stop) return rejected(stop)
  if (await isKnown(config, input, values, at)) return rejected('duplicate')
  const hits = await lookFor(config, input.entity, values, input.hashes, at)
  if (arrivalHit(hits)) return rejected('suppressed')

  const asked = new Map<string, KeptBid[]>()
  for (let i = 0; i < TRIES; i++) {
    const offers = await Promise.all(
      profiles.map((profile) => offerOf(config, profile, input, { values, id, hits, asked }))
    )
    const [best] = offers
      .filter((one) => one !== null)
      .sort((a, b) => b.claimant.price - a.claimant.price)
    if (!best) return rejected('no_eligible_partner')
    const place = await hold(config, best, input, values, id)
    if (place) return ok({ outcome: 'accepted', place })
  }
  return rejected('cap')
}

/** The normal forms of what was pinged, as the source may give them. */
function readValues(
  { account }: AccountConfig,
  { entity, values, rules = NO_RULES }: PingInput,
  at: number
): Result<Record<string, unknown>, Problem[]> {
  const accepted = acceptLead(
    narrowValues(values, entity, rules).values,
    partly(entity),
    at,
    account
  )
  if (!accepted.ok) return accepted
  const refused = refusedOptions(accepted.value.values, entity, rules)
  return refused.length ? fail(refused) : ok(accepted.value.values)
}

const partial = new WeakMap<Entity, Entity>()

/** An entity that asks for nothing: of a lead that is only pinged a part is known. */
function partly(entity: Entity): Entity {
  let known = partial.get(entity)
  if (!known) {
    const fields = entity.fields.map((one) => ({ ...one, required: false, default: null }))
    known = { ...entity, fields }
    partial.set(entity, known)
  }
  return known
}

function profilesOf(config: AccountConfig, { entity, profile }: PingInput): ProfileConfig[] | null {
  if (profile === null) return config.onArrival.get(entity.id) ?? []
  const named = config.profilesByKey.get(profile)
  if (!named || named.entity.id !== entity.id) return null
  return named.live && !named.profile.paused ? [named] : []
}

async function planStop(accountId: string, test: boolean, at: number): Promise<string | null> {
  const gate = await intakeGate(accountId, at)
  const stop = gate.enter()
  if (stop === null) gate.leave(false)
  return stop === 'plan_limit' && test ? null : stop
}

/** Whether the lead would be a duplicate that is not taken as a lead of its own. */
async function isKnown(
  config: AccountConfig,
  { entity, test, rules }: PingInput,
  values: Record<string, unknown>,
  at: number
): Promise<boolean> {
  const action = rules?.duplicate ?? entity.duplicate?.action
  if (test || action === 'create') return false
  const keys = duplicateKeys(config.key, entity, values).map(({ id }) => id)
  if (!keys.length) return false
  const rows = await store.all(
    'select seen_at from lead_keys where id in (??) and lead_id is not null',
    [keys]
  )
  const days = entity.duplicate?.within_days ?? null
  const since = days === null ? 0 : at - days * 86_400_000
  return rows.some((row) => Number(row.seen_at) >= since)
}

/** The first partner of a profile that would be sold the lead. */
async function offerOf(
  config: AccountConfig,
  profile: ProfileConfig,
  input: PingInput,
  { values, id, hits, asked }: Pinged
): Promise<Offered | null> {
  const at = Date.now()
  const facts = {
    ...{ id, revision: 1, values, source: input.source, externalId: null },
    ...{ test: input.test, createdAt: at, hits },
  }
  const bids = asked.get(profile.profile.id) ?? []
  asked.set(profile.profile.id, bids)
  const done = await simulation(config.account.id, profile.profile.key, {
    values,
    stored: { lead: facts, holders: new Set() },
    bid: bidsFor(bids),
  })
  const first = done.ok ? done.value.walk.offers[0] : undefined
  if (!done.ok || !first) return null
  const { context } = done.value
  const { run } = newDistribution(config, profile, facts, 'ping', null, at)
  if (!wayTo(run, context, first.node, at)) return null
  const { claimant } = first
  const won = bids.find(({ assignment }) => assignment === claimant.assignmentKey)
  const bid = won ? { ping: won.ping, reference: won.reference } : null
  return { context, claimant: { ...claimant, bid }, node: first.node, bids }
}

function hold(
  config: AccountConfig,
  { context, claimant, node, bids }: Offered,
  input: PingInput,
  values: Record<string, unknown>,
  id: string
): Promise<Place | null> {
  const at = Date.now()
  const { source, test, hashes, entity } = input
  const facts = { id, revision: 1, values, source, externalId: null, test, createdAt: at }
  const { run } = newDistribution(config, context.profile, facts, 'ping', null, at)
  const wish = {
    id,
    accountId: config.account.id,
    entityId: entity.id,
    profileId: context.profile.profile.id,
    versionId: context.version.id,
    assignmentKey: claimant.assignmentKey,
    partnerId: claimant.partnerId,
    node,
    currency: config.account.currency,
    source,
    values,
    hashes,
    bids,
    test,
    expiresAt: at + input.seconds * 1000,
  }
  return store.submit(holdPlace(run, claimant, wish, { key: config.key, entity }, at))
}
