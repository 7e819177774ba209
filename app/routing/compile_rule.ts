import type { Condition, ConditionTrace, Operator, Rule } from '#sdk/rule'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { at as below } from '#shared/shape'
import { NOT_COMPARABLE, type Verdict, YES, isMissing } from '#routing/compare'
import { type IndexPlan, NO_PLAN, planAll, planAny } from '#routing/plan_index'
import { type Build, type Built, refuse } from '#routing/operators/built'
import { operatorsOf } from '#routing/operators/operators_of'
import type { Reader } from '#routing/read_field'
import type { RuleSchema } from '#routing/rule_schema'
import { cutValue } from '#routing/cut_value'
import { WITHOUT_VALUE, validateRule } from '#routing/validate_rule'

/** A rule ready to judge subjects. `at` in ms: what `within_last` counts from. */
export interface CompiledRule<S> {
  readonly rule: Rule | null
  /** Fields it asks for, each once. */
  readonly fields: string[]
  /** Stops at the first condition that decides. */
  test(subject: S, at: number): boolean
  /** Every condition's own verdict, in the order they are written, also after the one that decided. */
  trace(subject: S, at: number): ConditionTrace[]
  /** What an index may use of it. */
  readonly plan: IndexPlan<S>
}

interface Node<S> {
  test(subject: S, at: number): boolean
  trace(subject: S, at: number, into: ConditionTrace[]): void
  plan: IndexPlan<S>
}

/** True for a missing value: it equals nothing. */
const TRUE_FOR_MISSING: ReadonlySet<Operator> = new Set<Operator>([
  'is_empty',
  'not_equals',
  'not_in',
  'not_contains',
])

/**
 * Compiles a rule once to closures. An absent rule matches everything. Everything that could not mean anything (unknown
 * field, an operator the field's type has not, a value of a wrong type) is refused with its path (`all[1].value`).
 */
export function compileRule<S>(
  rule: Rule | null | undefined,
  schema: RuleSchema<S>,
  path = ''
): Result<CompiledRule<S>, Problem[]> {
  if (rule === null || rule === undefined) return ok({ ...EVERYTHING, rule: null, fields: [] })
  const valid = validateRule(rule, path)
  if (!valid.ok) return valid
  const problems: Problem[] = []
  const fields = new Set<string>()
  const node = compileNode(valid.value, path, { schema, problems, fields })
  if (problems.length > 0) return fail(problems)
  const { test, plan } = node
  const trace = (subject: S, at: number) => {
    const traces: ConditionTrace[] = []
    node.trace(subject, at, traces)
    return traces
  }
  return ok({ rule, fields: [...fields], test, trace, plan })
}

interface Context<S> {
  schema: RuleSchema<S>
  problems: Problem[]
  fields: Set<string>
}

const EVERYTHING = { test: () => true, trace: () => [], plan: NO_PLAN }

function compileNode<S>(rule: Rule, path: string, context: Context<S>): Node<S> {
  if ('all' in rule) return all(compileList(rule.all, below(path, 'all'), context))
  if ('any' in rule) return any(compileList(rule.any, below(path, 'any'), context))
  if ('not' in rule) {
    const inner = compileNode(rule.not, below(path, 'not'), context)
    const { test, trace } = inner
    return { test: (subject, at) => !test(subject, at), trace, plan: { terms: [], exact: false } }
  }
  const leaf = compileLeaf(rule, path, context)
  if (leaf.ok) return leaf.value
  context.problems.push(...leaf.problem)
  return EVERYTHING
}

const compileList = <S>(rules: Rule[], path: string, context: Context<S>): Node<S>[] =>
  rules.map((rule, i) => compileNode(rule, below(path, i), context))

function all<S>(nodes: Node<S>[]): Node<S> {
  if (nodes.length === 1) return nodes[0]
  const tests = nodes.map((node) => node.test)
  const test: Node<S>['test'] = (subject, at) => {
    for (let i = 0; i < tests.length; i++) if (!tests[i](subject, at)) return false
    return true
  }
  return { test, trace: traceAll(nodes), plan: planAll(nodes.map((node) => node.plan)) }
}

function any<S>(nodes: Node<S>[]): Node<S> {
  if (nodes.length === 1) return nodes[0]
  const tests = nodes.map((node) => node.test)
  const test: Node<S>['test'] = (subject, at) => {
    for (let i = 0; i < tests.length; i++) if (tests[i](subject, at)) return true
    return false
  }
  return { test, trace: traceAll(nodes), plan: planAny(nodes.map((node) => node.plan)) }
}

const traceAll =
  <S>(nodes: Node<S>[]): Node<S>['trace'] =>
  (subject, at, into) => {
    for (const node of nodes) node.trace(subject, at, into)
  }

function compileLeaf<S>(
  condition: Condition,
  path: string,
  { schema, fields }: Context<S>
): Result<Node<S>, Problem[]> {
  const { field, operator, value } = condition
  const found = find(condition, path, schema)
  if (!found.ok) return found
  const built = found.value.build(value, below(path, 'value'))
  if (!built.ok) return built
  fields.add(field)
  const { read, masked } = found.value
  const { term, missing = isMissing, show } = built.value
  const judge = judgeOf(built.value, TRUE_FOR_MISSING.has(operator))
  const asked = WITHOUT_VALUE.has(operator) ? null : value
  return ok({
    test: (subject, at) => judge(read(subject), at) === YES,
    trace: (subject, at, into) => {
      const actual = read(subject)
      const verdict = judge(actual, at)
      const trace: ConditionTrace = {
        field,
        operator,
        value: asked,
        actual: missing(actual) ? null : masked ? MASK : cutValue(show ? show(actual) : actual),
        matched: verdict === YES,
      }
      if (verdict === NOT_COMPARABLE) trace.not_comparable = true
      into.push(trace)
    },
    plan: term ? { terms: [{ field, read, term }], exact: true } : { terms: [], exact: false },
  })
}

/** Stands for the value of an encrypted field. */
const MASK = '••••'

const judgeOf =
  ({ check, missing = isMissing }: Built, whenMissing: boolean) =>
  (actual: unknown, at: number): Verdict =>
    missing(actual) ? (whenMissing ? YES : 0) : check(actual, at)

interface Found<S> {
  build: Build
  read: Reader<S>
  masked: boolean
}

/** The field and what its type has for the operator. Coordinates lend their address to `within_radius`. */
function find<S>(
  { field, operator }: Condition,
  path: string,
  schema: RuleSchema<S>
): Result<Found<S>, Problem[]> {
  const type = schema.typeOf(field)
  if (type === null) {
    const hint = schema.hint?.(field)
    const message = `unknown field "${field}"${hint ? `; ${hint}` : ''}`
    return refuse(below(path, 'field'), 'unknown_field', message)
  }
  const parent = operator === 'within_radius' ? /^(.+)\.l(?:at|ong)itude$/.exec(field)?.[1] : null
  const name = parent && schema.typeOf(parent) === 'address' ? parent : field
  const operators = operatorsOf(name === field ? type : 'address')
  const build = operators[operator]
  if (!build) {
    const part = type === 'address' ? `; ask a part of it, such as ${field}.state` : ''
    const message = `${operator} makes no sense for a ${type} field: use ${Object.keys(operators).join(', ')}${part}`
    return refuse(below(path, 'operator'), 'operator', message)
  }
  const read = schema.reader?.(name) ?? ((subject: S) => schema.read(subject, name))
  return ok({ build, read, masked: schema.masked?.(field) ?? false })
}
