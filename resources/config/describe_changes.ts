/*
 * A list of changes of configuration as people say them: "price of SunCo 25.00 → 27.00". Paths are those of the server's
 * comparison (`assignments.sunco-ca.price`); rules and schedules, which it takes apart, are told whole.
 */
import type { Rule, RuleField } from '../rules/types.js'
import { describeRule } from '../rules/describe_rule.js'
import type { Manner } from '../rules/describe_rule.js'
import { describeRoute } from './describe_route.js'
import { keysOf } from './path_keys.js'
import { scheduleText } from './schedule_text.js'
import { tiersText } from './tiers_text.js'

export interface FieldChange {
  path: string
  from: unknown
  to: unknown
}

export interface ChangeLine {
  kind: 'add' | 'remove' | 'change'
  /** What changes: "price of SunCo". */
  what: string
  /** The language of `what`, where it is not the page's. */
  lang?: 'en'
  from?: string
  to?: string
  /** The node of a route it is about. */
  node?: string
}

type Form = Record<string, unknown>
export type Section =
  | 'account'
  | 'entities'
  | 'partners'
  | 'suppliers'
  | 'tags'
  | 'profiles'
  | 'mail_templates'
  | 'automations'
  | 'secrets'

export interface Words {
  t: (key: string, values?: Record<string, unknown>, plural?: number) => string
  te: (key: string) => boolean
  manner?: Manner
}

export interface Around {
  section: Section
  /** The whole object before and after, where they are at hand: rules and schedules are read from them. */
  before?: Form | null
  after?: Form | null
  fields?: readonly RuleField[]
  /** Names of partners by key. */
  partners?: Readonly<Record<string, string>>
  /** Names of strategies by id. */
  strategies?: Readonly<Record<string, string>>
  /** What a node is called; null where it is not known there. */
  nodeName?: (id: string) => string | null
}

const MAX_TEXT = 80
const isObject = (value: unknown): value is Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function describeChanges(
  changes: readonly FieldChange[],
  around: Around,
  words: Words
): ChangeLine[] {
  const lines: ChangeLine[] = []
  const told = new Set<string>()
  for (const change of orderFirst(changes)) {
    const keys = keysOf(change.path)
    // Where one side is drawn, the strategy of the other is that of its one offer.
    const isRoute = keys[0] === 'strategy' && Boolean(around.before?.route ?? around.after?.route)
    const whole = isRoute ? ['route'] : wholeOf(keys, around.section)
    const once = whole ? whole.join('\n') : change.path
    if (told.has(once)) continue
    told.add(once)
    if (whole?.[0] === 'route' && whole.length === 1 && (around.before || around.after)) {
      lines.push(...describeRoute(around, words))
      continue
    }
    const line = whole
      ? describeWhole(whole, around, words)
      : describeOne(keys, change, around, words)
    if (line) lines.push(line)
  }
  return lines
}

/** Priorities are the order written down: one line for both. */
function orderFirst(changes: readonly FieldChange[]): FieldChange[] {
  const priorities = changes.filter(({ path }) => /^assignments\..+\.priority$/.test(path))
  const reordered = changes.some(({ path, from }) => path === 'assignments' && Array.isArray(from))
  if (priorities.length < 2 && !(reordered && priorities.length > 0)) return [...changes]
  const rest = changes.filter((one) => !priorities.includes(one))
  return reordered ? rest : [...rest, { path: 'assignments', from: [], to: [] }]
}

/** Rules, schedules and routes are told as one, wherever inside they differ; null: told by itself. */
function wholeOf(keys: string[], section: Section): string[] | null {
  if (section === 'automations') return keys[0] === 'route' ? routePart(keys) : null
  if (section !== 'profiles') return null
  if (keys[0] === 'route') return routePart(keys)
  if (keys[0] === 'filter') return [keys[0]]
  if (keys[0] === 'assignments' && ['filter', 'schedule', 'prices', 'tiers'].includes(keys[2]))
    return keys.slice(0, 3)
  if (keys[0] === 'assignments' && keys[2] === 'delivery' && keys[3] === 'response')
    return keys.slice(0, 4)
  if (keys[0] === 'assignments' && keys[2] === 'delivery' && keys[3] === 'body')
    return keys.slice(0, 4)
  return null
}

const routePart = (keys: string[]) => (keys[1] === 'canvas' ? ['route', 'canvas'] : ['route'])

/** The value at a path of a form; entries of lists are found by their key. */
function valueAt(form: Form | null | undefined, keys: readonly string[]): unknown {
  let value: unknown = form ?? undefined
  for (const key of keys) {
    if (Array.isArray(value)) value = value.find((one) => isObject(one) && one.key === key)
    else if (isObject(value)) value = value[key]
    else return undefined
  }
  return value
}

/** "SunCo", or "SunCo (sunco-ca)" where it has more than one place. */
export function assignmentName(key: string, { before, after, partners = {} }: Around): string {
  const found = (valueAt(after, ['assignments', key]) ?? valueAt(before, ['assignments', key])) as
    { partner?: string } | undefined
  const partner = found?.partner
  if (!partner) return key
  const name = partners[partner] ?? partner
  const all = [valueAt(before, ['assignments']), valueAt(after, ['assignments'])].flat()
  const places = new Set(
    all.flatMap((one) => (isObject(one) && one.partner === partner ? [String(one.key)] : []))
  )
  return places.size > 1 ? `${name} (${key})` : name
}

function describeWhole(keys: string[], around: Around, words: Words): ChangeLine {
  const { t } = words
  const last = keys[keys.length - 1]
  if (last === 'canvas') return { kind: 'change', what: drawingText(around, words) }
  const name = keys[0] === 'assignments' ? assignmentName(keys[1], around) : null
  const what = name
    ? t(`blueprint.change.of.${last}`, { name })
    : t(`blueprint.change.profile.${last}`)
  if (!['filter', 'schedule', 'prices', 'tiers'].includes(last)) return { kind: 'change', what }
  if (!around.before && !around.after) return { kind: 'change', what }
  const show = (form: Form | null | undefined) =>
    wholeText(last, valueAt(form, keys), around, words)
  return { kind: 'change', what, from: show(around.before), to: show(around.after) }
}

function wholeText(kind: string, value: unknown, { fields = [] }: Around, { t, manner }: Words) {
  if (kind === 'filter') return describeRule(value as Rule | undefined, fields, t, manner)
  if (kind === 'tiers') return tiersText(value, t) || t('blueprint.change.no_tiers')
  if (kind === 'prices') return pricesText(value, fields, { t, manner })
  return scheduleText(value, t)
}

/** "40.00 where the bill is over 1000; 20.00 where it is over 100". */
function pricesText(value: unknown, fields: readonly RuleField[], words: Omit<Words, 'te'>) {
  const list = Array.isArray(value) ? value.filter(isObject) : []
  if (list.length === 0) return words.t('blueprint.change.no_prices')
  return list
    .map(({ price, filter }) =>
      words.t('blueprint.change.price_where', {
        price: String(price),
        rule: describeRule(filter as Rule | undefined, fields, words.t, words.manner),
      })
    )
    .join('; ')
}

/** "3 nodes moved, 1 note changed": how a route is drawn is never more than one line. */
function drawingText({ before, after }: Around, { t }: Words): string {
  const count = (part: string, differs: (from: Form, to: Form) => boolean) => {
    const [from, to] = [before, after].map((form) => valueAt(form, ['route', 'canvas', part]))
    const [one, other] = [isObject(from) ? from : {}, isObject(to) ? to : {}]
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    return keys.filter((key) => differs((one[key] ?? {}) as Form, (other[key] ?? {}) as Form))
      .length
  }
  const parts: [string, number][] = [
    ['moved', count('nodes', (from, to) => from.x !== to.x || from.y !== to.y)],
    ['titled', count('nodes', (from, to) => from.title !== to.title)],
    ['notes', count('notes', (from, to) => JSON.stringify(from) !== JSON.stringify(to))],
  ]
  const said = parts.flatMap(([part, n]) =>
    n > 0 ? [t(`blueprint.change.canvas.${part}`, { n }, n)] : []
  )
  return said.join(', ') || t('blueprint.change.canvas.any')
}

function describeOne(
  keys: string[],
  { path, from, to }: FieldChange,
  around: Around,
  words: Words
): ChangeLine | null {
  const { t } = words
  const { section } = around
  const list = { profiles: 'assignments', entities: 'fields' }[section as string]
  if (list && keys[0] === list) {
    if (keys.length === 1) return describeList(list, from, to, around, words)
    if (keys.length === 2) return describeEntry(list, keys[1], from, to, around, words)
    const name =
      list === 'assignments' ? assignmentName(keys[1], around) : fieldName(keys[1], around)
    return valued(partOf(keys.slice(2), name, words), from, to, words)
  }
  if (section === 'secrets')
    return { kind: from === null ? 'add' : 'change', what: t('blueprint.change.secret_value') }
  const known = `blueprint.change.${SINGULAR[section]}.${keys.join('_')}`
  return valued(words.te(known) ? t(known) : readable(path), from, to, words)
}

const SINGULAR: Record<Section, string> = {
  account: 'account',
  entities: 'entity',
  partners: 'partner',
  suppliers: 'supplier',
  tags: 'tag',
  profiles: 'profile',
  mail_templates: 'mail_template',
  automations: 'automation',
  secrets: 'secret',
}

function fieldName(key: string, { before, after }: Around): string {
  const found = valueAt(after, ['fields', key]) ?? valueAt(before, ['fields', key])
  return isObject(found) && found.label ? String(found.label) : key
}

/** "cap per day of SunCo", "url of the delivery of SunCo". */
function partOf(keys: string[], name: string, { t, te }: Words): string {
  const known = `blueprint.change.of.${keys.join('_')}`
  if (te(known)) return t(known, { name })
  const part = readable(keys.slice(keys[0] === 'delivery' ? 1 : 0).join('.'))
  return t(`blueprint.change.of.${keys[0] === 'delivery' ? 'delivery' : 'other'}`, { name, part })
}

/** `headers["X-Key"]` stays what it is, `payment_days` becomes words. */
const readable = (path: string) => (/^[a-z_]+$/.test(path) ? path.replaceAll('_', ' ') : path)

function describeList(list: string, from: unknown, to: unknown, around: Around, { t }: Words) {
  const keys = (value: unknown): string[] =>
    Array.isArray(value) ? value.map((one) => (isObject(one) ? String(one.key) : String(one))) : []
  if (!Array.isArray(from))
    return {
      kind: 'add' as const,
      what: t(`common.count.${list}`, { n: keys(to).length }, keys(to).length),
    }
  const ordered = keys(valueAt(around.after, [list]) ?? to)
  const names = sortedByPriority(ordered, around).map((key) =>
    list === 'assignments' ? assignmentName(key, around) : fieldName(key, around)
  )
  const what = t(`blueprint.change.order.${list}`)
  return { kind: 'change' as const, what, to: short(names.join(', ')) }
}

function sortedByPriority(keys: string[], { section, after }: Around): string[] {
  if (section !== 'profiles') return keys
  const priority = (key: string) => Number(valueAt(after, ['assignments', key, 'priority']) ?? 100)
  return [...keys].sort((a, b) => priority(a) - priority(b))
}

function describeEntry(
  list: string,
  key: string,
  from: unknown,
  to: unknown,
  around: Around,
  { t }: Words
): ChangeLine {
  const kind = from === null ? 'add' : 'remove'
  const entry = (from ?? to) as Form
  if (list === 'fields') {
    const values = { name: String(entry.label ?? key) }
    return { kind, what: t(`blueprint.change.field_${kind}`, values) }
  }
  const partner = String(entry.partner ?? key)
  const name = around.partners?.[partner] ?? partner
  const price = entry.price === undefined ? null : String(entry.price)
  const what = t(`blueprint.change.assignment_${kind}`, { name, key })
  return { kind, what, ...(price && { [kind === 'add' ? 'to' : 'from']: price }) }
}

function valued(what: string, from: unknown, to: unknown, words: Words): ChangeLine {
  const kind = from === null ? 'add' : to === null ? 'remove' : 'change'
  return {
    kind,
    what,
    ...(from !== null && { from: brief(from, words) }),
    ...(to !== null && { to: brief(to, words) }),
  }
}

function brief(value: unknown, { t }: Words): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'string') return short(value === '' ? t('common.empty') : value)
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return short(value.join(', '))
  return short(JSON.stringify(value))
}

const short = (text: string) =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text
