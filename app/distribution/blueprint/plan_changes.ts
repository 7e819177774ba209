import { isDeepStrictEqual } from 'node:util'
import type { KnownAutomation } from '#distribution/blueprint/automation_form'
import { diffForms } from '#distribution/blueprint/diff_forms'
import type { World } from '#distribution/blueprint/load_world'
import type { Wish } from '#distribution/blueprint/parse_blueprint'
import {
  type AccountForm,
  type Change,
  type FieldChange,
  SECTIONS,
  type Section,
} from '#distribution/blueprint/types'
import {
  writeAccount,
  writeEntity,
  writeMailTemplate,
  writePartner,
  writeSupplier,
  writeTag,
} from '#distribution/blueprint/write_forms'
import type { MailTemplateValues } from '#crm/mail_templates/types'
import type { TagInput } from '#crm/tags/parse_tag'
import type { EntityDefinition } from '#entities/types'
import type { PartnerValues } from '#partners/repository'
import type { SupplierValues } from '#suppliers/repository'
import { type ProfileInput, writeProfile } from '#routing/parse_profile'
import type { RouteDocument } from '#routing/types'

/** A profile whose document was checked; `document` is what would be published. */
export interface CheckedProfile {
  input: ProfileInput
  document: RouteDocument
}

export interface Deletion {
  section: Section | 'automations'
  key: string
}

/** What has to be written, in this order, to get from the world to the wish. */
export interface Plan {
  changes: Change[]
  account: AccountForm | null
  secrets: Map<string, string>
  entities: EntityDefinition[]
  partners: PartnerValues[]
  suppliers: SupplierValues[]
  tags: TagInput[]
  profiles: (CheckedProfile & { paused: boolean; save: boolean; publish: boolean })[]
  mailTemplates: MailTemplateValues[]
  automations: KnownAutomation['form'][]
  deletions: Deletion[]
}

const HIDDEN = '••••'

/** Compares wish and world; what is the same already is no step of the plan. */
export function planChanges(
  world: World,
  wish: Wish,
  { profiles, automations }: { profiles: CheckedProfile[]; automations: Plan['automations'] },
  secrets: ReadonlyMap<string, string>,
  deletions: Deletion[]
): Plan {
  const plan: Plan = {
    changes: [],
    account: null,
    secrets: new Map(),
    entities: [],
    partners: [],
    suppliers: [],
    tags: [],
    profiles: [],
    mailTemplates: [],
    automations: [],
    deletions,
  }
  const { changes } = plan
  planAccount(world, wish, plan)
  for (const [name, plain] of secrets) {
    const stored = world.secrets.get(name)
    if (stored === plain) continue
    plan.secrets.set(name, plain)
    changes.push({
      action: stored === undefined ? 'create' : 'update',
      object: `secrets.${name}`,
      changes: [{ path: 'value', from: stored === undefined ? null : HIDDEN, to: HIDDEN }],
    })
  }
  for (const { value } of wish.entities) {
    const known = world.entities.get(value.key)
    const step = compare('entities', value.key, known && writeEntity(known), writeEntity(value))
    if (!step) continue
    plan.entities.push(value)
    changes.push(step)
  }
  for (const { value } of wish.partners) {
    const known = world.partners.get(value.key)
    const values: PartnerValues = {
      key: value.key,
      name: value.name ?? value.key,
      email: value.email ?? null,
      timeZone: value.time_zone ?? wish.account?.time_zone ?? world.account.timeZone,
      paused: value.paused ?? known?.paused ?? false,
      caps: value.caps ?? {},
      billing: value.billing ?? null,
      portal: value.portal ?? null,
    }
    const step = compare('partners', value.key, known && writePartner(known), writePartner(values))
    if (!step) continue
    plan.partners.push(values)
    changes.push(step)
  }
  for (const { value } of wish.suppliers) {
    const known = world.suppliers.get(value.key)
    const values: SupplierValues = {
      key: value.key,
      name: value.name ?? value.key,
      email: value.email ?? null,
      language: value.language ?? null,
      sources: value.sources ?? [],
      terms: value.terms ?? [],
      billing: value.billing ?? null,
      selfBilling: value.self_billing ?? null,
    }
    const step = compare(
      'suppliers',
      value.key,
      known && writeSupplier(known),
      writeSupplier(values)
    )
    if (!step) continue
    plan.suppliers.push(values)
    changes.push(step)
  }
  for (const { value } of wish.tags) {
    const known = world.tags.byKey.get(value.key)
    const step = compare('tags', value.key, known && writeTag(known), writeTag(value))
    if (!step) continue
    plan.tags.push(value)
    changes.push(step)
  }
  for (const checked of profiles) planProfile(world, checked, plan)
  planMailTemplates(world, wish, plan)
  for (const form of automations) {
    const step = compare('automations', form.key, world.automations.get(form.key)?.form, form)
    if (!step) continue
    plan.automations.push(form)
    changes.push(step)
  }
  for (const section of ['automations' as const, ...[...SECTIONS].reverse()])
    for (const { key } of deletions.filter((one) => one.section === section))
      changes.push({ action: 'delete', object: `${section}.${key}` })
  return plan
}

function planMailTemplates(world: World, wish: Wish, plan: Plan) {
  for (const { value } of wish.mail_templates) {
    const known = world.mail_templates.get(value.key)
    const values: MailTemplateValues = {
      ...{ key: value.key, name: value.name ?? value.key, entity: value.entity ?? null },
      ...{ language: value.language ?? null, subject: value.subject, text: value.text },
    }
    const form = writeMailTemplate(values)
    const step = compare('mail_templates', value.key, known && writeMailTemplate(known), form)
    if (!step) continue
    plan.mailTemplates.push(values)
    plan.changes.push(step)
  }
}

function planAccount(world: World, wish: Wish, plan: Plan) {
  if (!wish.account) return
  const known = writeAccount(world.account)
  const found = diffForms(known, { ...known, ...wish.account })
  if (found.length === 0) return
  plan.account = wish.account
  plan.changes.push({ action: 'update', object: 'account', changes: found })
}

function planProfile(world: World, { input, document }: CheckedProfile, plan: Plan) {
  const known = world.profiles.get(input.key)
  const paused = input.paused ?? known?.paused ?? false
  const object = `profiles.${input.key}`
  const head = (profile: Omit<ProfileInput, 'document'>) => writeProfile(profile, null)
  const body = (of: RouteDocument) => bodyOf(writeProfile(input, of))
  if (!known) {
    plan.profiles.push({ input, document, paused, save: true, publish: true })
    plan.changes.push({
      action: 'create',
      object,
      changes: diffForms({}, { ...head({ ...input, paused }), ...body(document) }),
    })
    return
  }
  const heads = diffForms(head(known), head({ ...input, paused }))
  const bodies: FieldChange[] = known.document
    ? diffForms(body(known.document), body(document))
    : firstBody(body(document))
  if (heads.length + bodies.length === 0) return
  const [save, publish] = [heads.length > 0, bodies.length > 0]
  plan.profiles.push({ input, document, paused, save, publish })
  if (save) plan.changes.push({ action: 'update', object, changes: heads })
  if (publish) plan.changes.push({ action: 'publish', object, changes: bodies })
}

/** What a profile that was never published gets; one that is written without any of it stays unpublished. */
function firstBody({ assignments = [], ...rest }: ReturnType<typeof bodyOf>): FieldChange[] {
  const { strategy, ...more } = rest
  const said = Object.values(more).some((one) => one !== undefined)
  if (!said && assignments.length === 0 && isDeepStrictEqual(strategy, { use: 'first_match' }))
    return []
  return [{ path: 'assignments', from: null, to: assignments }]
}

/** The part of a profile that is its route document. */
function bodyOf({ price, filter, strategy, route, assignments }: ReturnType<typeof writeProfile>) {
  return { price, filter, strategy, route, assignments }
}

function compare(
  section: Deletion['section'],
  key: string,
  from: object | undefined,
  to: object
): Change | null {
  const object = `${section}.${key}`
  if (!from) return { action: 'create', object, changes: diffForms({}, to) }
  const changes = diffForms(from, to)
  return changes.length > 0 ? { action: 'update', object, changes } : null
}
