/*
 * An automation's document as the editor's, and back. Its first node is the trigger: the canvas draws it at the start, and
 * the others as it draws the nodes of a route.
 */
import { freeId } from '../editor/document.js'
import type { EditorDocument, Trigger } from '../editor/types.js'
import type { RouteCanvas, RouteNode } from '../profiles.js'
import type { AutomationDocument } from './types.js'

/** `isTrigger` tells the types that may stand at the start; any other first node stays where it is. */
export function readAutomation(
  { route, limits }: AutomationDocument,
  isTrigger: (type: string) => boolean
): EditorDocument {
  const { start, nodes, canvas } = route
  const first = nodes[start]
  if (!first || !isTrigger(first.type)) return { route, assignments: [], trigger: null, limits }
  const rest: Record<string, RouteNode> = { ...nodes }
  delete rest[start]
  const { ports, ...node } = first
  const places = { ...canvas?.nodes }
  const place = places[start]
  delete places[start]
  const drawn = withoutNothing({ ...canvas, nodes: places })
  return {
    route: { start: ports?.out ?? '', nodes: rest, ...(drawn && { canvas: drawn }) },
    assignments: [],
    trigger: { id: start, node, ...(place && { place }) },
    limits,
  }
}

const isEmpty = (of: object | undefined) => !of || Object.keys(of).length === 0

function withoutNothing({ nodes, notes }: RouteCanvas): RouteCanvas | null {
  if (isEmpty(nodes) && isEmpty(notes)) return null
  return { ...(!isEmpty(nodes) && { nodes }), ...(!isEmpty(notes) && { notes }) }
}

export function writeAutomation({ route, trigger, limits }: EditorDocument): AutomationDocument {
  if (!trigger) return { route, limits: limits! }
  const { start, nodes, canvas } = route
  const id = triggerId(trigger, nodes)
  const first = { ...trigger.node, ...(start && { ports: { out: start } }) } as RouteNode
  const drawn = trigger.place
    ? { ...canvas, nodes: { [id]: trigger.place, ...canvas?.nodes } }
    : canvas
  return {
    route: { start: id, nodes: { [id]: first, ...nodes }, ...(drawn && { canvas: drawn }) },
    limits: limits!,
  }
}

/** Its own key, unless another node was given that. */
export const triggerId = ({ id }: Trigger, nodes: Readonly<Record<string, unknown>>): string =>
  Object.hasOwn(nodes, id) ? freeId(nodes, id) : id

/** What sets it off is another thing now; settings of before are forgotten with another type. */
export function setTrigger(doc: EditorDocument, node: Trigger['node']): EditorDocument {
  const id = doc.trigger?.id ?? freeId(doc.route.nodes, 'trigger')
  const { place } = doc.trigger ?? {}
  return { ...doc, trigger: { id, node, ...(place && { place }) } }
}

/** A problem at the trigger is one at the start. */
export function asDrawnAtStart<P extends { field: string }>(problem: P, doc: EditorDocument): P {
  if (!doc.trigger) return problem
  const at = `route.nodes.${triggerId(doc.trigger, doc.route.nodes)}`
  const { field } = problem
  return field === at || field.startsWith(`${at}.`) || field.startsWith(`${at}[`)
    ? { ...problem, field: `trigger${field.slice(at.length)}` }
    : problem
}
