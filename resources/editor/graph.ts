/*
 * Ways through a route. Without recursion and safe on what is broken: wires into nothing, routes that go round.
 */
import type { RouteGraph, Wire } from './types.js'
import { START } from './types.js'

/** Every wire that leads somewhere, in the order of the nodes and their ports. */
export function wiresOf({ start, nodes }: RouteGraph): Wire[] {
  const wires: Wire[] = []
  if (start && Object.hasOwn(nodes, start)) wires.push({ from: START, port: 'out', to: start })
  for (const [from, node] of Object.entries(nodes))
    for (const [port, to] of Object.entries(node.ports ?? {}))
      if (Object.hasOwn(nodes, to)) wires.push({ from, port, to })
  return wires
}

/** The ring a wire from `from` into `to` would close: the way from `to` back to `from`; null where there is none. */
export function findCycle(route: RouteGraph, from: string, to: string): string[] | null {
  if (from === to) return [from]
  const before = new Map<string, string | null>([[to, null]])
  const queue = [to]
  for (const id of queue) {
    for (const next of Object.values(route.nodes[id]?.ports ?? {})) {
      if (before.has(next) || !Object.hasOwn(route.nodes, next)) continue
      before.set(next, id)
      if (next === from) return wayBack(before, from)
      queue.push(next)
    }
  }
  return null
}

function wayBack(before: ReadonlyMap<string, string | null>, end: string): string[] {
  const way: string[] = []
  for (let id: string | null = end; id !== null; id = before.get(id) ?? null) way.unshift(id)
  return way
}

/** Every node a wire out of `from` would make go round: `from` itself and all that lead to it. */
export function leadingTo(route: RouteGraph, from: string): Set<string> {
  const into = new Map<string, string[]>()
  for (const wire of wiresOf(route)) into.set(wire.to, [...(into.get(wire.to) ?? []), wire.from])
  const found = new Set([from])
  for (const id of found) for (const one of into.get(id) ?? []) if (one !== START) found.add(one)
  return found
}

/** Nodes in the order they are read: from the start along the ports, each once; what nothing leads to comes last. */
export function readingOrder({ start, nodes }: RouteGraph): string[] {
  const order = new Set<string>()
  const visit = (root: string) => {
    const stack = [root]
    while (stack.length > 0) {
      const id = stack.pop()!
      if (order.has(id) || !Object.hasOwn(nodes, id)) continue
      order.add(id)
      stack.push(...Object.values(nodes[id].ports ?? {}).reverse())
    }
  }
  if (start) visit(start)
  const targets = new Set(Object.values(nodes).flatMap((node) => Object.values(node.ports ?? {})))
  for (const id of Object.keys(nodes)) if (!targets.has(id)) visit(id)
  for (const id of Object.keys(nodes)) visit(id)
  return [...order]
}
