/*
 * What the server finds wrong with a draft, pinned to where it is drawn: a node, or the marker the route starts at.
 */
import { keysOf } from '../config/path_keys.js'
import { SHORT_NODE } from './read_form.js'
import type { EditorDocument } from './types.js'
import { START } from './types.js'

export interface FieldProblem {
  field: string
  rule: string
  message: string
}

export interface PinnedProblem extends FieldProblem {
  /** Below the node: `ports.yes`, `rule.all[0].value`; of an assignment: `assignments[2].price`. */
  path: string
}

/** Problems by node id, what concerns the route or the profile at `@start`. */
export function pinProblems(
  problems: readonly FieldProblem[],
  doc: EditorDocument
): Record<string, PinnedProblem[]> {
  const pinned: Record<string, PinnedProblem[]> = {}
  for (const problem of problems)
    for (const [id, path] of placesOf(problem, doc)) (pinned[id] ??= []).push({ ...problem, path })
  return pinned
}

function placesOf({ field }: FieldProblem, doc: EditorDocument): [id: string, path: string][] {
  const keys = keysOf(field)
  if (keys[0] === 'route' && keys[1] === 'nodes' && Object.hasOwn(doc.route.nodes, keys[2] ?? ''))
    return [[keys[2], field.slice(`route.nodes.${keys[2]}`.length).replace(/^\./, '')]]
  if (keys[0] === 'assignments') {
    const key = doc.assignments[Number(keys[1])]?.key
    const offers = Object.entries(doc.route.nodes).filter(
      ([, { type, assignments }]) =>
        type === 'offer' && (!assignments || (key !== undefined && assignments.includes(key)))
    )
    if (offers.length > 0) return offers.map(([id]) => [id, field])
  }
  return [[START, field]]
}

/** The short form has no route: what is said of its strategy is about its one node. */
export const asDrawn = <P extends FieldProblem>(problem: P, doc: EditorDocument): P =>
  /^strategy\b/.test(problem.field) && Object.hasOwn(doc.route.nodes, SHORT_NODE)
    ? { ...problem, field: `route.nodes.${SHORT_NODE}.${problem.field}` }
    : problem
