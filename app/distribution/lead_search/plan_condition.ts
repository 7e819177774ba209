import type { LeadView } from '#sdk'
import type { Condition, Operator } from '#sdk/rule'
import { type AccountKey, blindIndex } from '#entities/field_crypto'
import type { Entity } from '#entities/types'
import { booleanForm, moneyForm, numberForm, textForm } from '#routing/compare'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import type { Key, Term } from '#routing/operators/built'
import type { RuleSchema } from '#routing/rule_schema'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { COLUMN, hashText } from '#distribution/lead_search/lead_terms'
import type { Leaf, Node } from '#distribution/lead_search/node'
import {
  type Kind,
  type TermRange,
  beginning,
  exactly,
  numberText,
  valueOfTerm,
} from '#distribution/lead_search/term'

export interface PlanContext {
  schema: RuleSchema<LeadView>
  entity: Entity | null
  key: AccountKey
  /** What `within_last` counts from (ms). */
  now: number
}

const MAX_NARROW = 200
const LEAD_SPACES: Record<string, string> = {
  'lead.source': COLUMN.source,
  'lead.stage': COLUMN.stage,
  'lead.test': COLUMN.test,
}
const POSITIVE: Partial<Record<Operator, Operator>> = {
  not_equals: 'equals',
  not_in: 'in',
  not_contains: 'contains',
}
const NUMERIC = new Set<unknown>([numberForm, moneyForm])
/** Kinds of values that a form makes something of, whatever the value is. */
const COMPARABLE = new Map<unknown, string>([
  [textForm, 'snbru'],
  [numberForm, 'nu'],
  [moneyForm, 'nmu'],
  [booleanForm, 'bu'],
])

/** A condition of a rule as the index answers it: every term of its field is judged by the rule's own operator. */
export function planCondition(
  condition: Condition,
  path: string,
  context: PlanContext
): Result<Node, Problem[]> {
  const { schema } = context
  const compiled = compileRule(condition, schema, path)
  if (!compiled.ok) return compiled
  const { field, operator } = condition
  if (field === 'lead.created_at') return ok(planTime(condition, context))
  if (field === 'lead.id')
    return ok({ type: 'id', test: (id) => compiled.value.test(leadWith(field, id), context.now) })
  const term = compiled.value.plan.terms[0]?.term
  if (term?.kind === 'empty') {
    const present: Node = { type: 'present', space: spaceOf(field) }
    return ok(term.empty ? { type: 'not', node: present } : present)
  }
  if (schema.masked?.(field)) return planEncrypted(condition, path, term, compiled.value, context)
  const positive = POSITIVE[operator]
  if (schema.typeOf(field) === 'multi_select' && positive)
    return ok(
      operator === 'not_equals'
        ? { type: 'leaf', leaf: leafOf(condition, compiled.value, context) }
        : not(planLeaf({ ...condition, operator: positive }, context))
    )
  return ok(planLeaf(condition, context))
}

const not = (node: Node): Node => ({ type: 'not', node })
const spaceOf = (field: string): string => LEAD_SPACES[field] ?? field
const addressOf = (field: string): string => field.replace(/\.(?:lat|long)itude$/, '')

function planLeaf(condition: Condition, context: PlanContext): Node {
  const compiled = compile(condition, context)
  const leaf = leafOf(condition, compiled, context)
  const positive = POSITIVE[condition.operator]
  const term = compiled.plan.terms[0]?.term
  if (positive && term?.kind === 'keys') {
    const opposite = { ...condition, operator: positive }
    const comparable = COMPARABLE.get(term.form) ?? 'u'
    leaf.except = { leaf: leafOf(opposite, compile(opposite, context), context), comparable }
  }
  return { type: 'leaf', leaf }
}

function compile(condition: Condition, { schema }: PlanContext): CompiledRule<LeadView> {
  const compiled = compileRule(condition, schema)
  if (!compiled.ok) throw new Error('a condition that was compiled compiles again')
  return compiled.value
}

function leafOf(
  { field, operator }: Condition,
  compiled: CompiledRule<LeadView>,
  { schema, now }: PlanContext
): Leaf {
  const space = operator === 'within_radius' ? addressOf(field) : spaceOf(field)
  const holds = (value: unknown) => compiled.test(leadWith(field, value), now)
  const isList = schema.typeOf(field) === 'multi_select'
  const byEntry = isList && (operator === 'contains' || operator === 'in')
  const term = compiled.plan.terms[0]?.term
  return {
    space,
    missing: holds(undefined),
    ranges: (kinds) => rangesOf(term, space, kinds),
    narrow: isNarrow(term),
    accept(kind, text) {
      // Folded text is not what a pattern or a radius is asked of; other kinds stand for more than one value.
      if (operator === 'matches' || operator === 'within_radius') return 'unsure'
      if (kind === 'h' || (kind === 'l' && !byEntry) || (kind === 'm' && isList)) return 'unsure'
      return holds(valueOfTerm(kind, text))
    },
  }
}

const isNarrow = (term: Term | undefined): boolean =>
  (term?.kind === 'keys' && !term.except && term.keys.size <= MAX_NARROW) || term?.kind === 'prefix'

/** What lies outside cannot hold; what lies inside is judged. */
function rangesOf(term: Term | undefined, space: string, kinds: string): TermRange[] {
  return [...kinds].flatMap((kind) => rangesOfKind(term, space, kind as Kind))
}

function rangesOfKind(term: Term | undefined, space: string, kind: Kind): TermRange[] {
  const whole = [beginning(space, kind)]
  if (!term || term.kind === 'empty' || !'smn'.includes(kind)) return whole
  if (term.kind === 'keys' && !term.except && term.keys.size <= MAX_NARROW)
    return keyRanges(term.form, [...term.keys], space, kind)
  if (term.kind === 'prefix')
    return kind === 's' && term.form === textForm ? [beginning(space, 's', term.prefix)] : whole
  if (term.kind === 'range' && kind !== 's')
    return [
      {
        low: exactly(space, kind, numberText(term.low)).low,
        high: exactly(space, kind, numberText(term.high)).high,
      },
    ]
  return whole
}

function keyRanges(form: unknown, keys: Key[], space: string, kind: Kind): TermRange[] {
  const whole = [beginning(space, kind)]
  if (kind === 's')
    return form === textForm ? keys.map((key) => exactly(space, 's', String(key))) : whole
  const numbers = keys.map(numberForm).filter((number) => number !== undefined)
  if (form !== textForm && !NUMERIC.has(form)) return whole
  return numbers.map((number) => exactly(space, kind, numberText(number)))
}

/** `between` and `equals` as what they are made of: each part holds before or after a moment. */
function planTime({ field, operator, value }: Condition, context: PlanContext): Node {
  const one = (part: Operator, bound: unknown): Node => {
    const rule = compile({ field, operator: part, value: bound }, context)
    const test = (at: number) => rule.test(leadWith(field, new Date(at).toISOString()), context.now)
    return { type: 'time', test }
  }
  if (operator === 'within_last') {
    const { test } = one(operator, value) as Extract<Node, { type: 'time' }>
    const { now } = context
    const since: Node = { type: 'time', test: (at) => test(Math.min(at, now)) }
    return { type: 'all', nodes: [since, { type: 'time', test: (at) => at <= now }] }
  }
  const from = (bound: unknown) => one('greater_or_equal', bound)
  const to = (bound: unknown) => one('less_or_equal', bound)
  const on = (bound: unknown): Node => ({ type: 'all', nodes: [from(bound), to(bound)] })
  const list = value as unknown[]
  if (operator === 'between') return { type: 'all', nodes: [from(list[0]), to(list[1])] }
  if (operator === 'equals') return on(value)
  if (operator === 'not_equals') return not(on(value))
  if (operator === 'in') return { type: 'any', nodes: list.map(on) }
  if (operator === 'not_in') return not({ type: 'any', nodes: list.map(on) })
  return one(operator, value)
}

/** Nothing is decrypted to search: equal values have equal blind indexes, and that is all there is. */
function planEncrypted(
  condition: Condition,
  path: string,
  term: Term | undefined,
  compiled: CompiledRule<LeadView>,
  context: PlanContext
): Result<Node, Problem[]> {
  const { key, entity } = context
  const { field, operator } = condition
  const forms: unknown[] = [textForm, numberForm, booleanForm]
  if (!entity || term?.kind !== 'keys' || !forms.includes(term.form) || field.includes('.')) {
    const message = `${field} is encrypted: it can be searched by equals, not_equals, in, not_in, is_empty and is_not_empty only`
    return fail([{ field: path ? `${path}.operator` : 'operator', rule: 'encrypted', message }])
  }
  const positive = POSITIVE[operator]
  if (positive) {
    const opposite = { ...condition, operator: positive }
    const inner = planEncrypted(
      opposite,
      path,
      { ...term, except: false },
      compile(opposite, context),
      context
    )
    return inner.ok ? ok(not(inner.value)) : inner
  }
  const hashes = new Set(
    [...term.keys].map((one) => hashText(blindIndex(key, entity.id, field, one)))
  )
  const leaf = leafOf(condition, compiled, context)
  return ok({
    type: 'leaf',
    leaf: {
      ...leaf,
      ranges: (kinds) =>
        [...kinds].flatMap((kind) =>
          kind === 'h'
            ? [...hashes].map((hash) => exactly(field, 'h', hash))
            : rangesOfKind(term, field, kind as Kind)
        ),
      accept: (kind, text) => (kind === 'h' ? hashes.has(text) : leaf.accept(kind, text)),
    },
  })
}

/** A lead that has nothing but one value. */
function leadWith(field: string, value: unknown): LeadView {
  const lead: Record<string, unknown> = {
    id: '',
    entity: '',
    values: {},
    source: null,
    test: false,
  }
  if (field.startsWith('lead.')) lead[field.slice('lead.'.length)] = value
  else {
    const [key, part] = field.split('.')
    lead.values = { [key]: part === undefined ? value : { [part]: value } }
  }
  return lead as unknown as LeadView
}
