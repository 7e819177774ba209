/*
 * A route as an outline: each node below the way that leads to it. Where ways meet again the second one points to the
 * first; what nothing leads to stands at the end.
 */
import { readingOrder } from './graph.js'
import type { RouteGraph } from './types.js'

export interface OutlineWay {
  port: string
  /** Null: it leads nowhere. */
  to: string | null
  /** The node itself where it is told here; absent where it is told elsewhere. */
  item?: OutlineItem
}

export interface OutlineItem {
  id: string
  depth: number
  ways: OutlineWay[]
}

export interface Outline {
  first: OutlineItem | null
  /** What no way leads to. */
  apart: OutlineItem[]
}

/** `portNames`: the ports of a node from top to bottom. */
export function outlineOf(
  route: RouteGraph,
  portNames: (id: string) => readonly string[]
): Outline {
  const told = new Set<string>()
  const tell = (root: string): OutlineItem => {
    const first: OutlineItem = { id: root, depth: 0, ways: [] }
    told.add(root)
    const stack = [{ item: first, names: [...portNames(root)] }]
    while (stack.length > 0) {
      const here = stack[stack.length - 1]
      const port = here.names.shift()
      if (port === undefined) {
        stack.pop()
        continue
      }
      const to = route.nodes[here.item.id].ports?.[port]
      const known = to !== undefined && Object.hasOwn(route.nodes, to)
      const way: OutlineWay = { port, to: known ? to : null }
      here.item.ways.push(way)
      if (!known || told.has(to)) continue
      told.add(to)
      way.item = { id: to, depth: here.item.depth + 1, ways: [] }
      stack.push({ item: way.item, names: [...portNames(to)] })
    }
    return first
  }
  const first = Object.hasOwn(route.nodes, route.start) ? tell(route.start) : null
  const apart: OutlineItem[] = []
  for (const id of readingOrder(route)) if (!told.has(id)) apart.push(tell(id))
  return { first, apart }
}
