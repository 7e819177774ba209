import type { RouteGraph } from '#routing/types'
import type { Strategy } from '#routing/run_route'

export const SHORT_NODE = 'offer'

/**
 * The route behind the short blueprint form `strategy` + `assignments`: one offer node for all assignments of the
 * profile. Without a strategy it is first match.
 */
export const expandShortForm = (strategy: Strategy = { use: 'first_match' }): RouteGraph => ({
  start: SHORT_NODE,
  nodes: { [SHORT_NODE]: { type: 'offer', strategy, assignments: null } },
})

/** The strategy of a route that says no more than the short form can; null for any other route, and for a drawn one. */
export function collapseToShortForm(route: RouteGraph): { strategy: Strategy } | null {
  if (route.canvas) return null
  const ids = Object.keys(route.nodes)
  if (route.start !== SHORT_NODE || ids.length !== 1 || ids[0] !== SHORT_NODE) return null
  const { type, strategy, assignments, ports = {}, ...more } = route.nodes[SHORT_NODE]
  if (type !== 'offer' || (assignments !== null && assignments !== undefined)) return null
  if (Object.keys(ports).length > 0 || Object.keys(more).length > 0) return null
  if (typeof strategy !== 'object' || strategy === null || !('use' in strategy)) return null
  return { strategy: strategy as Strategy }
}
