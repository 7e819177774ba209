/*
 * A profile's form as the editor's document, and back. The short form (a strategy, no route) is a route of one offer; it
 * stays short as long as nothing is said that it cannot say.
 */
import type { ProfileForm, RouteGraph, Strategy } from '../profiles.js'
import type { EditorDocument } from './types.js'

/** As the server calls the one node of the short form (app/routing/short_form.ts). */
export const SHORT_NODE = 'offer'

export function readForm(
  form: Pick<ProfileForm, 'price' | 'filter' | 'strategy' | 'route' | 'assignments'>
): EditorDocument {
  const { price, filter, strategy, route, assignments = [] } = form
  return {
    ...(price !== undefined && { price }),
    ...(filter && { filter }),
    route: route ?? (assignments.length > 0 ? routeOf(strategy) : { start: '', nodes: {} }),
    assignments,
  }
}

const routeOf = (strategy: Strategy = { use: 'first_match' }): RouteGraph => ({
  start: SHORT_NODE,
  nodes: { [SHORT_NODE]: { type: 'offer', strategy } },
})

/** The strategy of a route that is no more than the short form; null for any other. */
export function shortStrategy(route: RouteGraph): Strategy | null {
  const ids = Object.keys(route.nodes)
  if (route.canvas || route.start !== SHORT_NODE || ids.length !== 1 || ids[0] !== SHORT_NODE)
    return null
  const { type, strategy, assignments, ports, ...more } = route.nodes[SHORT_NODE]
  if (type !== 'offer' || assignments || Object.keys(more).length > 0) return null
  return Object.keys(ports ?? {}).length > 0 || !strategy?.use ? null : strategy
}

/** Nothing is drawn yet: what the profile had is kept as it is. */
const isBlank = ({ route, assignments }: EditorDocument): boolean =>
  Object.keys(route.nodes).length === 0 && !route.canvas && assignments.length === 0

/** What a save sends. `before` is the form it is saved on top of: what was short stays so where it can. */
export function writeForm(doc: EditorDocument, before: Pick<ProfileForm, 'strategy' | 'route'>) {
  const { price, filter, route, assignments } = doc
  const rest = { price: price ?? null, filter: filter ?? null, assignments }
  if (before.route) return { ...rest, route }
  if (isBlank(doc)) return { ...rest, strategy: before.strategy ?? { use: 'first_match' } }
  const strategy = shortStrategy(route)
  return strategy ? { ...rest, strategy } : { ...rest, route }
}

/** Saving turns the short form into a drawn route. */
export const goesLong = (
  doc: EditorDocument,
  before: Pick<ProfileForm, 'strategy' | 'route' | 'assignments'>
) => !before.route && Boolean(before.assignments?.length) && 'route' in writeForm(doc, before)
