import { MAX_TAGS } from '#crm/tags/repository'
import type { Entity } from '#entities/types'
import type { PluginRegistry } from '#host/registry'
import { compileProfile } from '#routing/compile_profile'
import { parseAmount } from '#shared/money'
import type { Problem } from '#shared/result'
import type { KnownProfile, World } from '#distribution/blueprint/load_world'
import type { Wish } from '#distribution/blueprint/parse_blueprint'
import type { Deletion } from '#distribution/blueprint/plan_changes'

/**
 * What a change would break that it does not speak of: profiles that stay as they are but whose entity changes, or loses
 * a stage; amounts that do not fit a new currency; deletions of what others still use.
 */
export function checkSurroundings(
  world: World,
  wish: Wish,
  entities: ReadonlyMap<string, Entity>,
  deletions: Deletion[],
  registry: PluginRegistry
): Problem[] {
  const gone = (section: Deletion['section']) =>
    new Set(deletions.filter((one) => one.section === section).map((one) => one.key))
  const [goneEntities, gonePartners, goneProfiles] = [
    gone('entities'),
    gone('partners'),
    gone('profiles'),
  ]
  const wished = new Set(wish.profiles.map(({ value }) => value.key))
  const staying = [...world.profiles.values()].filter(
    ({ key }) => !wished.has(key) && !goneProfiles.has(key)
  )
  const users = [
    ...staying.map(({ key, entity, document }) => ({ key, entity, document })),
    ...wish.profiles.map(({ value }) => value),
  ]
  const problems: Problem[] = []
  const inUse = (section: Deletion['section'], key: string, user: string) =>
    problems.push({
      field: `${section}.${key}`,
      rule: 'in_use',
      message: `the profile "${user}" still uses it`,
    })
  const kept = new Map([...world.mail_templates.values()].map(({ key, entity }) => [key, entity]))
  for (const { value } of wish.mail_templates) kept.set(value.key, value.entity ?? null)
  for (const key of gone('mail_templates')) kept.delete(key)
  for (const [key, entity] of kept)
    if (entity !== null && goneEntities.has(entity))
      problems.push({
        ...{ field: `entities.${entity}`, rule: 'in_use' },
        message: `the mail template "${key}" is for its leads`,
      })
  for (const { key, entity, document } of users) {
    if (goneEntities.has(entity)) inUse('entities', entity, key)
    const partners = new Set(document?.assignments.map(({ partner }) => partner))
    for (const partner of partners) if (gonePartners.has(partner)) inUse('partners', partner, key)
  }
  for (const { value, path } of wish.entities) {
    const [before, after] = [world.entities.get(value.key), entities.get(value.key)!]
    if (!before) continue
    for (const profile of staying)
      if (profile.entity === value.key)
        problems.push(...brokenBy(profile, before, after, path, registry))
  }
  problems.push(...checkSources(world, wish, gone('suppliers')))
  problems.push(...checkTags(world, wish, gone('tags')))
  if (wish.account?.currency && wish.account.currency !== world.account.currency)
    problems.push(...checkCurrency(staying, wish, world, gonePartners))
  return problems
}

function brokenBy(
  profile: KnownProfile,
  before: Entity,
  after: Entity,
  path: string,
  registry: PluginRegistry
): Problem[] {
  const stage = profile.triggerStage
  if (stage !== null && before.stages.includes(stage) && !after.stages.includes(stage))
    return [
      {
        field: `${path}.stages`,
        rule: 'in_use',
        message: `the profile "${profile.key}" is triggered by the stage "${stage}"`,
      },
    ]
  if (!profile.document || JSON.stringify(before.fields) === JSON.stringify(after.fields)) return []
  const now = compileProfile(profile.document, after, registry)
  // What did not compile before is not this change's fault.
  if (now.ok || !compileProfile(profile.document, before, registry).ok) return []
  return now.problem.map(({ field, message }) => ({
    field: `${path}.fields`,
    rule: 'in_use',
    message: `the profile "${profile.key}" would no longer work: ${field}: ${message}`,
  }))
}

function checkTags(world: World, wish: Wish, gone: ReadonlySet<string>): Problem[] {
  const { byKey } = world.tags
  const made = wish.tags.filter(({ value }) => !byKey.has(value.key))
  const room = MAX_TAGS - byKey.size + gone.size
  return made.slice(Math.max(0, room)).map(({ path }) => ({
    field: `${path}.key`,
    rule: 'max',
    message: `there are ${byKey.size} tags, and an account has ${MAX_TAGS} at most`,
  }))
}

/** A source belongs to one supplier, whether this document speaks of the other or not. */
function checkSources(world: World, wish: Wish, goneSuppliers: ReadonlySet<string>): Problem[] {
  const wished = new Set(wish.suppliers.map(({ value }) => value.key))
  const owner = new Map<string, string>()
  for (const { key, sources } of world.suppliers.values())
    if (!wished.has(key) && !goneSuppliers.has(key))
      for (const source of sources) owner.set(source, key)
  const problems: Problem[] = []
  for (const { value, path } of wish.suppliers)
    value.sources?.forEach((source, i) => {
      const other = owner.get(source)
      if (other === undefined) owner.set(source, value.key)
      else if (other !== value.key)
        problems.push({
          field: `${path}.sources[${i}]`,
          rule: 'unique',
          message: `the source "${source}" belongs to the supplier "${other}"`,
        })
    })
  return problems
}

function checkCurrency(
  staying: KnownProfile[],
  wish: Wish,
  world: World,
  gonePartners: ReadonlySet<string>
): Problem[] {
  const currency = wish.account!.currency!
  const wished = new Set(wish.partners.map(({ value }) => value.key))
  const partners = [...world.partners.values()].filter(
    ({ key }) => !wished.has(key) && !gonePartners.has(key)
  )
  const amounts: [string, unknown][] = [
    ...partners.flatMap(({ key, caps }) => spends(`partners.${key}`, caps)),
    ...[...world.suppliers.values()].flatMap(({ key, terms }) =>
      wish.suppliers.some(({ value }) => value.key === key)
        ? []
        : terms.flatMap(({ received, accepted, sold }) =>
            [received, accepted, sold].map((one): [string, unknown] => [`suppliers.${key}`, one])
          )
    ),
    ...staying.flatMap(({ key, document }) => [
      [`profiles.${key}`, document?.price] as [string, unknown],
      ...(document?.assignments ?? []).flatMap((one): [string, unknown][] => {
        const owner = `profiles.${key}.assignments.${one.key}`
        return [[owner, one.price], ...spends(owner, one.caps ?? {})]
      }),
    ]),
  ]
  const wrong = amounts.filter(
    ([, amount]) => typeof amount === 'string' && !parseAmount(amount, currency).ok
  )
  return wrong.slice(0, 20).map(([owner, amount]) => ({
    field: 'account.currency',
    rule: 'in_use',
    message: `${owner} has the amount ${String(amount)}, which is none of ${currency}`,
  }))
}

const spends = (owner: string, caps: object): [string, unknown][] =>
  Object.entries(caps)
    .filter(([window]) => window.startsWith('spend_'))
    .map(([, amount]) => [owner, amount])
