import type { Entity } from '#entities/types'
import type { Problem } from '#shared/result'
import { type KnownAutomation, automationsPart } from '#distribution/blueprint/automation_form'
import type { World } from '#distribution/blueprint/load_world'
import type { Wish } from '#distribution/blueprint/parse_blueprint'
import type { Deletion } from '#distribution/blueprint/plan_changes'

/**
 * The automations a document wants, whole: what it does not say stays as it is. Problems carry their place in it, such as
 * `automations[0].route.nodes.mail.to`.
 */
export async function checkAutomations(
  world: World,
  wish: Wish,
  entities: ReadonlyMap<string, Entity>,
  deletions: readonly Deletion[]
): Promise<KnownAutomation['form'][]> {
  const { problems } = wish
  const add = (field: string, rule: string, message: string) =>
    problems.push({ field, rule, message })
  const gone = (section: Deletion['section']) =>
    new Set(deletions.filter((one) => one.section === section).map(({ key }) => key))
  const [goneProfiles, gonePartners] = [gone('profiles'), gone('partners')]
  const profiles = new Map(
    [...world.profiles.values(), ...wish.profiles.map(({ value }) => value)]
      .filter(({ key }) => !goneProfiles.has(key))
      .map(({ key, entity }) => [key, entity])
  )
  const partners = new Set(
    [...world.partners.keys(), ...wish.partners.map(({ value }) => value.key)].filter(
      (key) => !gonePartners.has(key)
    )
  )
  const forms: KnownAutomation['form'][] = []
  for (const { value, path } of wish.automations) {
    const known = world.automations.get(value.key)?.form
    if (known && known.entity !== value.entity) {
      const is = known.entity ? `"${known.entity}"` : 'none, it is about partners'
      add(`${path}.entity`, 'immutable', `the entity of an automation cannot change; it is ${is}`)
      continue
    }
    const entity = value.entity === undefined ? null : entities.get(value.entity)
    if (entity === undefined) {
      add(`${path}.entity`, 'unknown_reference', `there is no entity "${value.entity}"`)
      continue
    }
    const route = value.route ?? known?.route
    const limits = value.limits ?? known?.limits
    const form = {
      ...{ key: value.key, name: value.name ?? known?.name ?? value.key },
      ...(value.entity !== undefined && { entity: value.entity }),
      on: value.on ?? known?.on ?? false,
      ...(route && { route, limits: { per_subject_hour: 10, per_minute: 600, ...limits } }),
    }
    if (form.on && !route) add(`${path}.on`, 'no_route', 'without a route it cannot be on')
    if (value.route) {
      const found = await automationsPart()?.check(form, { entity, profiles, partners })
      problems.push(...(found ?? []).map((one) => placed(one, path)))
    }
    forms.push(form)
  }
  return forms
}

const placed = (problem: Problem, path: string): Problem => ({
  ...problem,
  field: `${path}.${problem.field}`,
})

/** Entities that are to be deleted and that an automation is about. */
export function entitiesInUse(world: World, wish: Wish, deletions: readonly Deletion[]): Problem[] {
  const gone = (section: Deletion['section']) =>
    new Set(deletions.filter((one) => one.section === section).map(({ key }) => key))
  const [entities, automations] = [gone('entities'), gone('automations')]
  const staying = [
    ...[...world.automations.values()].map(({ form }) => form),
    ...wish.automations.map(({ value }) => value),
  ].filter(({ key }) => !automations.has(key))
  const users = new Map(staying.map((one) => [one.key, one]))
  return [...users.values()].flatMap(({ key, entity }) =>
    entity !== undefined && entities.has(entity)
      ? [
          {
            field: `entities.${entity}`,
            rule: 'in_use',
            message: `the automation "${key}" still uses it`,
          },
        ]
      : []
  )
}
