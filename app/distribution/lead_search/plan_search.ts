import type { Rule } from '#sdk/rule'
import { type Problem, type Result, ok } from '#shared/result'
import { at as below } from '#shared/shape'
import { COLUMN, WORDS } from '#distribution/lead_search/lead_terms'
import { type Node, costOf } from '#distribution/lead_search/node'
import { type PlanContext, planCondition } from '#distribution/lead_search/plan_condition'
import { beginning, exactly } from '#distribution/lead_search/term'

const all = (nodes: Node[]): Node => ({
  type: 'all',
  nodes: nodes.toSorted((a, b) => costOf(a) - costOf(b)),
})
const any = (nodes: Node[]): Node => ({ type: 'any', nodes })

/** A rule, which must be a valid one of the schema, as the index answers it. */
export function planRule(rule: Rule, path: string, context: PlanContext): Result<Node, Problem[]> {
  if ('not' in rule) {
    const inner = planRule(rule.not, below(path, 'not'), context)
    return inner.ok ? ok({ type: 'not', node: inner.value }) : inner
  }
  if (!('all' in rule) && !('any' in rule)) return planCondition(rule, path, context)
  const [group, rules] = 'all' in rule ? (['all', rule.all] as const) : (['any', rule.any] as const)
  const nodes: Node[] = []
  for (const [i, one] of rules.entries()) {
    const node = planRule(one, below(below(path, group), i), context)
    if (!node.ok) return node
    nodes.push(node.value)
  }
  return ok(group === 'all' ? all(nodes) : any(nodes))
}

/** Leads whose column is exactly one of these. */
export function planColumn(space: string, wanted: readonly string[]): Node {
  return {
    type: 'leaf',
    leaf: {
      space,
      missing: false,
      narrow: true,
      ranges: () => wanted.map((text) => exactly(space, 'r', text)),
      accept: (_kind, text) => wanted.includes(text),
    },
  }
}

/** Leads of somebody of these; null: those of nobody. */
export function planAssignees(wanted: readonly (string | null)[]): Node {
  const people = wanted.filter((one) => one !== null)
  const nodes: Node[] = people.length ? [planColumn(COLUMN.assignee, people)] : []
  if (people.length < wanted.length)
    nodes.push({ type: 'not', node: { type: 'present', space: COLUMN.assignee } })
  return any(nodes)
}

export function planTest(wanted: boolean): Node {
  const text = wanted ? '1' : '0'
  return {
    type: 'leaf',
    leaf: {
      space: COLUMN.test,
      missing: false,
      narrow: true,
      ranges: () => [exactly(COLUMN.test, 'b', text)],
      accept: (_kind, one) => one === text,
    },
  }
}

/** Leads of which every piece of one of the lists begins a word; one that begins with `lead_` begins their id. */
export function planWords(lists: readonly string[][]): Node {
  return any(lists.map((pieces) => all(pieces.map(planPiece))))
}

function planPiece(piece: string): Node {
  const word: Node = {
    type: 'leaf',
    leaf: {
      space: WORDS,
      missing: false,
      narrow: true,
      ranges: () => [beginning(WORDS, 'w', piece)],
      accept: () => true,
    },
  }
  return isLeadId(piece) ? any([{ type: 'id', test: (id) => id.startsWith(piece) }, word]) : word
}

export const isLeadId = (piece: string): boolean => /^lead_[0-9a-z]/.test(piece)
export const planAll = all
