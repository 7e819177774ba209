/*
 * What differs between two versions, drawn over the newer one: new and changed nodes and wires stand out, the rest fades.
 * What is gone has no place on it any more and is told beside it.
 */
import { type Route, routeOf, settingsOf } from '../config/describe_route.js'
import { START, type Overlay } from '../editor/types.js'

type Form = Record<string, unknown>

export interface RouteDifference {
  overlay: Overlay
  /** Ids of nodes that are gone. */
  removed: string[]
  added: number
  changed: number
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** `word` says a tone at its node: a colour never speaks alone. */
export function diffOverlay(
  before: Form,
  after: Form,
  word: (tone: 'added' | 'changed') => string | undefined = () => undefined
): RouteDifference {
  const [from, to] = [routeOf(before), routeOf(after)]
  const overlay: Overlay = { nodes: {}, edges: {}, dim: true }
  const touched = changedAssignments(before, after)
  let added = 0
  let changed = 0
  const mark = (id: string, tone: 'added' | 'changed') => {
    const badge = word(tone)
    overlay.nodes[id] = { tone, ...(badge !== undefined && { badge }) }
  }
  for (const [id, node] of Object.entries(to?.nodes ?? {})) {
    const old = from?.nodes[id]
    if (!old) {
      mark(id, 'added')
      added++
    } else if (
      old.type !== node.type ||
      !same(sorted(settingsOf(old)), sorted(settingsOf(node))) ||
      asksOneOf(node, touched)
    ) {
      mark(id, 'changed')
      changed++
    }
    for (const [port, target] of Object.entries(node.ports ?? {})) {
      const was = old?.ports?.[port]
      if (was !== target)
        overlay.edges[`${id}:${port}`] = { tone: was === undefined ? 'added' : 'changed' }
    }
  }
  if (!same(before.price, after.price) || !same(before.filter, after.filter)) mark(START, 'changed')
  if ((from?.start ?? '') !== (to?.start ?? ''))
    overlay.edges[`${START}:out`] = { tone: from?.start ? 'changed' : 'added' }
  const removed = Object.keys(from?.nodes ?? {}).filter((id) => !to?.nodes[id])
  return { overlay, removed, added, changed }
}

/** Keys in one order: how settings are written down says nothing. */
const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(sorted)
      : Object.fromEntries(
          Object.entries(value)
            .filter(([, one]) => one !== undefined && one !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)])
        )

interface Keyed {
  key: string
}
const byKey = (form: Form) =>
  new Map(((form.assignments ?? []) as Keyed[]).map((one) => [one.key, one]))

function changedAssignments(before: Form, after: Form): ReadonlySet<string> {
  const [from, to] = [byKey(before), byKey(after)]
  const keys = [...from.keys(), ...to.keys()]
  return new Set(keys.filter((key) => !same(sorted(from.get(key)), sorted(to.get(key)))))
}

function asksOneOf(node: Route['nodes'][string], touched: ReadonlySet<string>): boolean {
  if (node.type !== 'offer' || touched.size === 0) return false
  const names = node.assignments as string[] | null | undefined
  return names ? names.some((key) => touched.has(key)) : true
}
