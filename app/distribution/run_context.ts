import { resolveDelivery } from '#accounts/secrets'
import { capKeys } from '#routing/cap_windows'
import { type Ladder, ladderOf } from '#routing/ladder'
import type { CompiledAssignment } from '#routing/compile_profile'
import type { AssignmentDocument, DeliveryConfig } from '#routing/types'
import type { LeadView } from '#sdk'
import { parseAmount } from '#shared/money'
import { openValues } from '#entities/seal_values'
import { type Veil, veilOf } from '#entities/veil_values'
import {
  type AccountConfig,
  type CompiledVersion,
  type ProfileConfig,
  accountConfigWith,
  deletedProfile,
  versionOf,
} from '#distribution/account_config'
import { deliveryView } from '#distribution/delivery_view'
import { balanceKeyOf } from '#distribution/balance_room'
import type { Claimant } from '#distribution/reserve_wave'
import type { Delivery, OfferState, Run } from '#distribution/run'

/** A run with the configuration it runs under: the account's of this moment, the profile's version it is pinned to. */
export interface RunContext {
  config: AccountConfig
  profile: ProfileConfig
  version: CompiledVersion
}

/**
 * Throws, with a sentence for a person, when the run cannot go on under today's configuration: the lead is then held.
 * `deleted`: a profile that was deleted will do, for what is done about deliveries of the past.
 */
export async function contextOf(run: Run, { deleted = false } = {}): Promise<RunContext> {
  const config = await accountConfigWith(run.accountId, ({ profiles }) =>
    profiles.get(run.profileId)
  )
  const profile =
    config.profiles.get(run.profileId) ??
    (deleted ? await deletedProfile(config, run.profileId) : null)
  if (!profile) throw new Error('the profile was deleted')
  return { config, profile, version: await versionOf(config, profile, run.versionId) }
}

/** The lead as rules, templates and nodes see it now: after the transforms the run has passed. */
export function leadOf(run: Run, { config, profile }: RunContext): LeadView {
  if (!run.state.values) return run.lead.view
  return { ...run.lead.view, values: openValues(config.key, profile.entity, run.state.values) }
}

export function documentOf(context: RunContext, assignmentKey: string): AssignmentDocument {
  const document = context.version.compiled.byKey.get(assignmentKey)?.document
  if (!document) throw new Error(`the version has no assignment "${assignmentKey}"`)
  return document
}

/** Base price and override: the assignment's own price, else the profile's, else nothing. Minor units. */
export const basePriceOf = (context: RunContext, assignment: AssignmentDocument): number =>
  minorOf(context, assignment.price ?? context.version.compiled.document.price ?? '0')

/** What the first price rule that matches the lead asks; null where none does. */
export function ruledPriceOf(
  context: RunContext,
  { prices }: CompiledAssignment,
  lead: LeadView,
  at: number
): number | null {
  const ruled = prices.find((one) => one.filter.test(lead, at))
  return ruled ? minorOf(context, ruled.price) : null
}

/** What an assignment pays for this lead without a ladder: the price of a rule that matches, else its base price. */
export const priceOf = (
  context: RunContext,
  assignment: CompiledAssignment,
  lead: LeadView,
  at: number
): number =>
  ruledPriceOf(context, assignment, lead, at) ?? basePriceOf(context, assignment.document)

/** The ladder an assignment's leads are counted on; null where its price does not go by volume. */
export function ladderIn(
  { config, profile }: RunContext,
  key: string,
  document: AssignmentDocument,
  at: number
): Ladder | null {
  const partner = config.partnersByKey.get(document.partner)
  const row = profile.assignments.get(key)
  if (!document.tiers || !partner || !row) return null
  const ids = { assignment: row.id, partner: partner.id, profile: profile.profile.id }
  return ladderOf(document.tiers, ids, partner.timeZone, at, config.account.currency)
}

function minorOf({ config }: RunContext, amount: string): number {
  const price = parseAmount(amount, config.account.currency)
  return price.ok ? price.value : 0
}

/** What an assignment would take part in an offer with, at its base price unless the offer says another; null when its
 * partner or row is gone. */
export function claimantOf(
  context: RunContext,
  key: string,
  at: number,
  offer: Pick<OfferState, 'prices' | 'bids'> | null = null
): Claimant | null {
  const { config, profile } = context
  const document = documentOf(context, key)
  const partner = config.partnersByKey.get(document.partner)
  const row = profile.assignments.get(key)
  if (!partner || !row) return null
  const { currency } = config.account
  const named = offer?.prices?.[key]
  const ladder = ladderIn(context, key, document, at)
  return {
    assignmentId: row.id,
    assignmentKey: key,
    partnerId: partner.id,
    channel: document.delivery.use,
    price: named ?? basePriceOf(context, document),
    ladder: ladder && { ...ladder, prices: named === undefined },
    balance: balanceKeyOf(partner, currency),
    bid: bidOf(offer, key),
    caps: [
      ...capKeys('assignment', row.id, document.caps ?? {}, partner.timeZone, at, currency),
      ...capKeys('partner', partner.id, partner.caps, partner.timeZone, at, currency),
    ],
  }
}

function bidOf(offer: Pick<OfferState, 'bids'> | null, key: string): Claimant['bid'] {
  const bid = offer?.bids?.of[key]
  return bid && bid.bid !== null ? { ping: bid.ping, reference: bid.reference } : null
}

type Resolved = Promise<{ delivery: DeliveryConfig; secrets: string[] }>
const resolved = new WeakMap<AccountConfig, Map<DeliveryConfig, Resolved>>()

/** The delivery config with its secrets in place, once per configuration: one object, so templates compile once too. */
export function deliveryOf(context: RunContext, assignmentKey: string): Resolved {
  const { delivery } = documentOf(context, assignmentKey)
  const all = resolved.get(context.config) ?? new Map<DeliveryConfig, Resolved>()
  if (!all.size) resolved.set(context.config, all)
  let one = all.get(delivery)
  if (!one) {
    one = resolveDelivery(context.config.account.id, delivery) as Resolved
    all.set(delivery, one)
    one.catch(() => all.delete(delivery))
  }
  return one
}

/** What the templates of one delivery of a run may name. */
export const viewOf = ({ config, profile }: RunContext, lead: LeadView, delivery: Delivery) =>
  deliveryView(
    {
      account: config.account,
      entity: profile.entity,
      profile: profile.profile,
      partner: config.partners.get(delivery.partnerId)!,
    },
    lead,
    delivery
  )

/** Takes the lead's values, as they came and as transforms left them, out of a text. */
export const veilOfRun = (run: Run, context: RunContext): Veil =>
  veilOf(context.profile.entity, () => [run.lead.view.values, leadOf(run, context).values])
