import { checkMailTemplate } from '#crm/mail_templates/parse_mail_template'
import type { Entity } from '#entities/types'
import { plugins } from '#host/registry'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { checkAutomations, entitiesInUse } from '#distribution/blueprint/check_automations'
import { checkProfile } from '#distribution/blueprint/check_profile'
import { checkSurroundings } from '#distribution/blueprint/check_surroundings'
import { type Environment, NO_ENVIRONMENT } from '#distribution/blueprint/environment'
import type { World } from '#distribution/blueprint/load_world'
import { type Wish, parseBlueprint } from '#distribution/blueprint/parse_blueprint'
import {
  type CheckedProfile,
  type Deletion,
  type Plan,
  planChanges,
} from '#distribution/blueprint/plan_changes'
import { SECTIONS } from '#distribution/blueprint/types'

export interface PlanOptions {
  /** Deletes what the document does not name, as `prune: true` in it does. */
  prune?: boolean
  /** Single objects to delete beside what the document says. */
  deletions?: Deletion[]
  /** Absent: the account's own secrets are all there is, as for everything that comes over HTTP. */
  environment?: Environment
  /** `keep`: a secret that is stored wins over the environment; without it the environment does. */
  secrets?: 'refresh' | 'keep'
}

/** What has to be done to make the world what a document says; or all that is wrong with the document. */
export async function makePlan(
  world: World,
  document: unknown,
  options: PlanOptions
): Promise<Result<Plan, Problem[]>> {
  const wish = parseBlueprint(document, world.account)
  const { problems } = wish
  const deletions = [...(options.deletions ?? [])]
  // What could not be read is not in the wish: nothing may be taken for absent then.
  if (problems.length === 0 && (wish.prune || options.prune)) deletions.push(...absent(world, wish))
  const registry = plugins()
  const entities = new Map<string, Entity>(world.entities)
  for (const { value } of wish.entities)
    entities.set(value.key, {
      ...value,
      id: world.entities.get(value.key)?.id ?? '',
      accountId: world.account.id,
    })

  const secrets = new Map<string, string>()
  const checked = await checkProfiles(world, wish, entities, secrets, options)
  for (const { value, path } of wish.mail_templates)
    checkMailTemplate(value, path, entities, problems)
  const automations = await checkAutomations(world, wish, entities, deletions)
  problems.push(...checkSurroundings(world, wish, entities, deletions, registry))
  problems.push(...entitiesInUse(world, wish, deletions))
  if (problems.length > 0) return fail(problems)
  return ok(planChanges(world, wish, { profiles: checked, automations }, secrets, deletions))
}

async function checkProfiles(
  world: World,
  wish: Wish,
  entities: ReadonlyMap<string, Entity>,
  secrets: Map<string, string>,
  { environment = NO_ENVIRONMENT, secrets: mode = 'refresh' }: PlanOptions
): Promise<CheckedProfile[]> {
  const { problems } = wish
  const partners = new Set([
    ...world.partners.keys(),
    ...wish.partners.map(({ value }) => value.key),
  ])
  // An entity or partner of this document that could not be read has its own problems: it is not missing too.
  const unread = problems.some(({ field }) => /^(entities|partners)/.test(field))
  const checked: CheckedProfile[] = []
  for (const { value: input, path } of wish.profiles) {
    const known = world.profiles.get(input.key)
    if (known && known.entity !== input.entity) {
      const message = `the entity of a profile cannot change; it is "${known.entity}"`
      problems.push({ field: `${path}.entity`, rule: 'immutable', message })
      continue
    }
    const entity = entities.get(input.entity)
    if (!entity) {
      const message = `there is no entity "${input.entity}"`
      if (!unread) problems.push({ field: `${path}.entity`, rule: 'unknown_reference', message })
      continue
    }
    const around = {
      registry: plugins(),
      entity,
      hasPartner: (key: string) => unread || partners.has(key),
      secret(name: string) {
        const stored = secrets.get(name) ?? world.secrets.get(name) ?? null
        const plain =
          mode === 'keep' ? (stored ?? environment(name)) : (environment(name) ?? stored)
        if (plain !== null) secrets.set(name, plain)
        return plain
      },
      keep: (name: string, plain: string) => void secrets.set(name, plain),
    }
    checked.push({ input, document: await checkProfile(input, path, around, problems) })
  }
  return checked
}

export interface DraftProfile extends CheckedProfile {
  secrets: Map<string, string>
  /** What keeps it from being published. */
  problems: Problem[]
}

/** Reads a profile that need not work yet; only what cannot be read at all is refused. */
export async function draftProfile(
  world: World,
  form: unknown
): Promise<Result<DraftProfile, Problem[]>> {
  const wish = parseBlueprint({ sluice: 1, profiles: [form] }, world.account)
  if (wish.problems.length > 0) return fail(wish.problems)
  const secrets = new Map<string, string>()
  const [checked] = await checkProfiles(world, wish, world.entities, secrets, { secrets: 'keep' })
  if (!checked) return fail(wish.problems)
  return ok({ ...checked, secrets, problems: wish.problems })
}

function absent(world: World, wish: Wish): Deletion[] {
  return ([...SECTIONS, 'automations'] as const).flatMap((section) => {
    const named = new Set<string>(wish[section].map(({ value }) => value.key))
    const known = section === 'tags' ? world.tags.byKey : world[section]
    return [...known.keys()].filter((key) => !named.has(key)).map((key) => ({ section, key }))
  })
}
