import { type ComputedRef, type Ref, computed } from 'vue'
import type { Around } from './arrange'
import type { Plugins } from './context'
import { assignmentsOf } from './document'
import { wiresOf } from './graph'
import { placesOf } from './layout'
import { portsKey, portsOf, shownPorts } from './ports'
import { cardHeight } from './sizes'
import type { EditorDocument, Point, Port, RouteNode } from './types'

/** Ports, sizes and places of the nodes of a document; what did not change is not worked out again. */
export function useGeometry(
  document: Readonly<Ref<EditorDocument>>,
  plugins: ComputedRef<Plugins>,
  checked: Readonly<Ref<ReadonlyMap<string, Port[]>>>
) {
  const pluginOf = computed(() => new Map(plugins.value.nodes.map((plugin) => [plugin.id, plugin])))
  const known = new WeakMap<RouteNode, { from: unknown; ports: readonly Port[] | null }>()
  function portsOfNode(node: RouteNode): readonly Port[] | null {
    const kept = known.get(node)
    if (kept && kept.from === checked.value) return kept.ports
    const told = checked.value.size > 0 ? checked.value.get(portsKey(node)) : null
    const ports = portsOf(node, pluginOf.value.get(node.type), told)
    known.set(node, { from: checked.value, ports })
    return ports
  }
  const nodeOf = (id: string): RouteNode | undefined => document.value.route.nodes[id]
  const portsOfId = (id: string) => {
    const node = nodeOf(id)
    return node ? portsOfNode(node) : null
  }
  const shownPortsOf = (id: string) => {
    const node = nodeOf(id)
    return node ? shownPorts(node, portsOfNode(node)) : []
  }
  const levels = new WeakMap<RouteNode, { from: unknown; level: boolean }>()
  /** An offer shows how full its caps are, where it has any. */
  function hasLevel(id: string): boolean {
    const node = nodeOf(id)
    if (node?.type !== 'offer') return false
    const { assignments } = document.value
    const kept = levels.get(node)
    if (kept && kept.from === assignments) return kept.level
    const level = assignmentsOf(document.value, id).some(
      ({ caps }) => Object.keys(caps ?? {}).length > 0
    )
    levels.set(node, { from: assignments, level })
    return level
  }
  const heightOf = (id: string) => cardHeight(shownPortsOf(id).length, hasLevel(id))

  let last: { key: string; places: Record<string, Point> } | null = null
  const places = computed(() => {
    const { route } = document.value
    const ids = Object.keys(route.nodes)
    const placed = route.canvas?.nodes ?? {}
    if (ids.every((id) => placed[id])) return placed as Record<string, Point>
    // Settings that change no wire move nothing.
    const wires = wiresOf(route).map(({ from, port, to }) => `${from}:${port}>${to}`)
    const cards = ids.map((id) => `${id}=${heightOf(id)}@${placed[id]?.x},${placed[id]?.y}`)
    const key = [route.start, ...wires, ...cards].join('\n')
    if (last?.key !== key) last = { key, places: placesOf(route, heightOf) }
    return last.places
  })

  const around = (): Around => ({
    places: places.value,
    heightOf,
    portsOf: (node) => portsOfNode(node as RouteNode),
    heightFor: (ports) => cardHeight(ports),
  })
  return {
    sizes: { places, heightOf, hasLevel, portsOf: portsOfId, portsOfNode, shownPortsOf },
    around,
  }
}
