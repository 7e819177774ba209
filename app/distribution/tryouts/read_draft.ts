import { loadSecrets } from '#accounts/secrets'
import type { Entity } from '#entities/types'
import { plugins } from '#host/registry'
import type { Partner } from '#partners/types'
import { loadVersionByNumber } from '#routing/repository'
import type { AssignmentDocument, DeliveryConfig } from '#routing/types'
import { notFound } from '#shared/http_problem'
import { parseAmount } from '#shared/money'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig, ProfileConfig } from '#distribution/account_config'
import { checkDelivery } from '#distribution/blueprint/check_profile'
import { entityByKey, unknownEntity } from '#distribution/take_lead'

/**
 * An assignment as somebody is writing it: what is left out is as it is stored, and a profile that is not stored yet
 * has its entity named instead.
 */
export interface DraftWish {
  profile?: string
  entity?: string
  assignment?: string
  partner?: string
  price?: string
  delivery?: DeliveryConfig
}

/** A draft that could be sent. The secrets of `delivery` stand there by name; `secretOf` answers each. */
export interface Draft {
  entity: Entity
  profile: { key: string; name: string }
  /** Null where none is chosen yet. */
  partner: Partner | null
  assignmentKey: string
  /** Minor units. */
  price: number
  delivery: DeliveryConfig
  secretOf(name: string): string
  /** The name was made up for a text that stands in a secret place of the draft itself. */
  isLiteral(name: string): boolean
}

/** Throws the 404 of a profile or assignment that is not there. Problems carry the path in the delivery's config. */
export async function readDraft(
  config: AccountConfig,
  wish: DraftWish
): Promise<Result<Draft, Problem[]>> {
  const profile = wish.profile === undefined ? null : config.profilesByKey.get(wish.profile)
  if (profile === undefined) throw notFound('profile')
  const entity = profile?.entity ?? entityByKey(config, wish.entity ?? '')
  if (!entity) return fail([unknownEntity(wish.entity ?? '')])
  const stored =
    profile && wish.assignment ? await storedAssignment(profile, wish.assignment) : null
  const written = wish.delivery ?? stored?.delivery
  if (!written) throw notFound('assignment')

  const problems: Problem[] = []
  const partnerKey = wish.partner ?? stored?.partner
  const partner = partnerKey === undefined ? null : config.partnersByKey.get(partnerKey)
  if (partner === undefined)
    problems.push({
      field: 'partner',
      rule: 'unknown_reference',
      message: `there is no partner "${partnerKey}"`,
    })
  const price = parseAmount(
    wish.price || stored?.price || profile?.live?.compiled.document.price || '0',
    config.account.currency
  )
  if (!price.ok) problems.push({ field: 'price', rule: 'amount', message: price.problem })

  const known = await loadSecrets(config.account.id)
  const literals = new Map<string, string>()
  const secret = (name: string) => literals.get(name) ?? known.get(name) ?? null
  const assignmentKey = wish.assignment ?? stored?.key ?? 'draft'
  const delivery = await checkDelivery(
    { delivery: written },
    [profile?.profile.key ?? '', assignmentKey],
    '',
    { registry: plugins(), secret, keep: (name, plain) => void literals.set(name, plain) },
    problems
  )
  if (problems.length || !price.ok || partner === undefined) return fail(problems)
  return ok({
    entity,
    profile: profile?.profile ?? { key: wish.profile ?? 'new', name: entity.name },
    partner,
    assignmentKey,
    price: price.value,
    delivery,
    secretOf: (name) => secret(name) ?? '',
    isLiteral: (name) => literals.has(name),
  })
}

/** As it is live, or as the saved draft of the profile has it. */
async function storedAssignment(
  { profile, live }: ProfileConfig,
  key: string
): Promise<AssignmentDocument | null> {
  const published = live?.compiled.byKey.get(key)?.document
  if (published) return published
  const draft = await loadVersionByNumber(profile.accountId, profile.id, 0)
  return draft?.document.assignments.find((one) => one.key === key) ?? null
}
