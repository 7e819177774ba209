import { accountShape } from '#accounts/account_shape'
import type { Account } from '#accounts/types'
import { parseMailTemplate } from '#crm/mail_templates/parse_mail_template'
import type { MailTemplateInput } from '#crm/mail_templates/types'
import { type TagInput, parseTag } from '#crm/tags/parse_tag'
import { MAX_TAGS } from '#crm/tags/repository'
import { parseEntity } from '#entities/parse_entity'
import type { EntityDefinition } from '#entities/types'
import { type PartnerInput, parsePartner } from '#partners/parse_partner'
import { type ProfileInput, parseProfile } from '#routing/parse_profile'
import { type SupplierInput, parseSupplier } from '#suppliers/parse_supplier'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type Json, at, isObject, refuseUnknownKeys } from '#shared/shape'
import { type AutomationForm, automationFormShape } from '#distribution/blueprint/automation_form'
import { type AccountForm, SECTIONS, type Section } from '#distribution/blueprint/types'

export interface Placed<T> {
  value: T
  /** Where it stands in the document, such as `partners[2]`. */
  path: string
}

/** What a document wants to be so. A part that could not be read is missing, and `problems` says why. */
export interface Wish {
  account: AccountForm | null
  entities: Placed<EntityDefinition>[]
  partners: Placed<PartnerInput>[]
  suppliers: Placed<SupplierInput>[]
  tags: Placed<TagInput>[]
  profiles: Placed<ProfileInput>[]
  mail_templates: Placed<MailTemplateInput>[]
  automations: Placed<AutomationForm>[]
  prune: boolean
  problems: Problem[]
}

export const TOP_KEYS = ['sluice', 'prune', 'account', ...SECTIONS, 'automations'] as const
export const MAX_OBJECTS: Record<Section | 'automations', number> = {
  entities: 500,
  partners: 20_000,
  suppliers: 5_000,
  tags: MAX_TAGS,
  profiles: 5_000,
  mail_templates: 1_000,
  automations: 200,
}
const MAX_DEPTH = 60

/** Reads a blueprint of `sluice: 1`. Amounts are read in the currency the account has, or gets by this document. */
export function parseBlueprint(document: unknown, account: Account): Wish {
  const wish: Wish = {
    account: null,
    entities: [],
    partners: [],
    suppliers: [],
    tags: [],
    profiles: [],
    mail_templates: [],
    automations: [],
    prune: false,
    problems: [],
  }
  const safe = checkTree(document)
  if (!safe.ok) return { ...wish, problems: [safe.problem] }
  const { problems } = wish
  const add = (field: string, rule: string, message: string) =>
    problems.push({ field, rule, message })
  if (!isObject(document)) {
    add('', 'object', 'a blueprint is an object that begins with "sluice: 1"')
    return wish
  }
  refuseUnknownKeys(document, TOP_KEYS, '', problems)
  if (document.sluice !== 1)
    add('sluice', 'version', 'must be 1, the version of the blueprint format')
  if (document.prune !== undefined && typeof document.prune !== 'boolean')
    add('prune', 'boolean', 'must be true or false')
  wish.prune = document.prune === true
  if (document.account !== undefined && document.account !== null)
    wish.account =
      accountShape(currencyOf(document.account) ?? account.currency).parse(
        document.account,
        'account',
        problems
      ) ?? null

  const currency = wish.account?.currency ?? account.currency
  const context = {
    currency,
    country: wish.account?.country ?? account.country,
    timeZone: wish.account?.time_zone ?? account.timeZone,
  }
  wish.entities = readSection(document, 'entities', problems, (value, path) => {
    const entity = parseEntity(value, path, context)
    if (entity.ok) return entity.value
    problems.push(...entity.problem)
    return undefined
  })
  wish.partners = readSection(document, 'partners', problems, (value, path) =>
    parsePartner(value, path, currency, problems)
  )
  wish.suppliers = readSection(document, 'suppliers', problems, (value, path) =>
    parseSupplier(value, path, currency, problems)
  )
  wish.tags = readSection(document, 'tags', problems, (value, path) =>
    parseTag(value, path, problems)
  )
  wish.profiles = readSection(document, 'profiles', problems, (value, path) =>
    parseProfile(value, path, currency, problems)
  )
  wish.mail_templates = readSection(document, 'mail_templates', problems, (value, path) =>
    parseMailTemplate(value, path, problems)
  )
  wish.automations = readSection(document, 'automations', problems, (value, path) =>
    automationFormShape.parse(value, path, problems)
  )
  return wish
}

const currencyOf = (account: unknown): string | null =>
  isObject(account) && typeof account.currency === 'string' ? account.currency.trim() : null

/** Reads a list of objects by key; only those without a problem come through. */
function readSection<T extends { key: string }>(
  document: Json,
  section: Section | 'automations',
  problems: Problem[],
  read: (value: unknown, path: string) => T | undefined
): Placed<T>[] {
  const list = document[section]
  if (list === undefined || list === null) return []
  const add = (field: string, rule: string, message: string) =>
    problems.push({ field, rule, message })
  if (!Array.isArray(list)) {
    add(section, 'array', 'must be a list')
    return []
  }
  if (list.length > MAX_OBJECTS[section]) {
    add(section, 'max', `must have at most ${MAX_OBJECTS[section]} entries`)
    return []
  }
  const seen = new Map<string, string>()
  const placed: Placed<T>[] = []
  list.forEach((one: unknown, i) => {
    const path = at(section, i)
    const before = problems.length
    const value = read(one, path)
    const key = isObject(one) && typeof one.key === 'string' ? one.key.trim() : null
    if (key !== null && seen.has(key))
      add(at(path, 'key'), 'unique', `"${key}" is the key of ${seen.get(key)} already`)
    else if (key !== null) seen.set(key, path)
    if (value !== undefined && problems.length === before) placed.push({ value, path })
  })
  return placed
}

/** Without recursion: what is nested without end, or refers to itself, must not reach those who recurse. */
function checkTree(document: unknown): Result<null, Problem> {
  const stack: { value: unknown; path: string; depth: number }[] = [
    { value: document, path: '', depth: 0 },
  ]
  for (let here = stack.pop(); here; here = stack.pop()) {
    const { value, path, depth } = here
    if (typeof value !== 'object' || value === null) continue
    if (depth > MAX_DEPTH)
      return fail({
        field: path.slice(0, 200),
        rule: 'depth',
        message: `is nested deeper than ${MAX_DEPTH}`,
      })
    if (Array.isArray(value))
      value.forEach((one, i) => stack.push({ value: one, path: at(path, i), depth: depth + 1 }))
    else
      for (const [key, one] of Object.entries(value)) {
        if (key === '__proto__')
          return fail({ field: at(path, key), rule: 'unknown_key', message: 'is no key anywhere' })
        stack.push({ value: one, path: at(path, key), depth: depth + 1 })
      }
  }
  return ok(null)
}
