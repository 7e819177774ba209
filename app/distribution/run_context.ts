import { resolveDelivery } from '#accounts/secrets'
import { capKeys } from '#routing/cap_windows'
import type { AssignmentDocument, DeliveryConfig } from '#routing/types'
import type { DeliveryView, LeadView } from '#sdk'
import { parseAmount, formatAmount } from '#shared/money'
import { openValues } from '#entities/seal_values'
import { type Veil, veilOf } from '#entities/veil_values'
import { callbackUrl } from '#distribution/callback_token'
import {
  type AccountConfig,
  type CompiledVersion,
  type ProfileConfig,
  accountConfigWith,
  versionOf,
} from '#distribution/account_config'
import type { Claimant } from '#distribution/reserve_wave'
import type { Delivery, Run } from '#distribution/run'

/** A run with the configuration it runs under: the account's of this moment, the profile's version it is pinned to. */
export interface RunContext {
  config: AccountConfig
  profile: ProfileConfig
  version: CompiledVersion
}

/** Throws, with a sentence for a person, when the run cannot go on under today's configuration: the lead is then held. */
export async function contextOf(run: Run): Promise<RunContext> {
  const config = await accountConfigWith(run.accountId, ({ profiles }) =>
    profiles.get(run.profileId)
  )
  const profile = config.profiles.get(run.profileId)
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
export function priceOf(context: RunContext, assignment: AssignmentDocument): number {
  const text = assignment.price ?? context.version.compiled.document.price ?? '0'
  const price = parseAmount(text, context.config.account.currency)
  return price.ok ? price.value : 0
}

/** What an assignment would take part in an offer with; null when its partner or row is gone. */
export function claimantOf(context: RunContext, key: string, at: number): Claimant | null {
  const { config, profile } = context
  const document = documentOf(context, key)
  const partner = config.partnersByKey.get(document.partner)
  const row = profile.assignments.get(key)
  if (!partner || !row) return null
  const { currency } = config.account
  return {
    assignmentId: row.id,
    assignmentKey: key,
    partnerId: partner.id,
    channel: document.delivery.use,
    price: priceOf(context, document),
    caps: [
      ...capKeys('assignment', row.id, document.caps ?? {}, partner.timeZone, at, currency),
      ...capKeys('partner', partner.id, partner.caps, partner.timeZone, at, currency),
    ],
  }
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

/** What templates may name. Fields of the entity that this lead has no value for are null, so they render as nothing. */
export function viewOf(context: RunContext, lead: LeadView, delivery: Delivery): DeliveryView {
  const { config, profile } = context
  const partner = config.partners.get(delivery.partnerId)!
  const values: Record<string, unknown> = {}
  for (const field of profile.entity.fields) values[field.key] = lead.values[field.key] ?? null
  for (const key of Object.keys(lead.values)) if (!(key in values)) values[key] = lead.values[key]
  const { currency } = config.account
  return {
    lead: { ...lead, values },
    delivery: {
      id: delivery.id,
      callback_url: callbackUrl(delivery.id),
      price: formatAmount(delivery.price, currency),
      currency,
      attempt: delivery.attempts,
    },
    partner: {
      key: partner.key,
      name: partner.name,
      email: partner.email,
      portal:
        partner.portal?.accept_reject === undefined
          ? undefined
          : { accept_reject: partner.portal.accept_reject },
    },
    assignment: { key: delivery.assignmentKey },
    profile: { key: profile.profile.key, name: profile.profile.name },
    account: { key: config.account.key, name: config.account.name },
  }
}

/** Takes the lead's values, as they came and as transforms left them, out of a text. */
export const veilOfRun = (run: Run, context: RunContext): Veil =>
  veilOf(context.profile.entity, () => [run.lead.view.values, leadOf(run, context).values])

/** Values of encrypted fields: masked wherever a request or answer is stored. */
export function maskedValues({ profile }: RunContext, lead: LeadView): unknown[] {
  const values: unknown[] = []
  for (const field of profile.entity.fields)
    if (field.encrypted && lead.values[field.key] !== undefined) values.push(lead.values[field.key])
  return values
}
