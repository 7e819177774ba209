/*
 * Nodes on the clipboard, as text that also another route, another tab and another account can read.
 */
import { freeId, moveNodes, setNote, snapped } from './document.js'
import type {
  AssignmentForm,
  CanvasNote,
  EditorDocument,
  Places,
  Point,
  RouteNode,
} from './types.js'
import { isNote } from './types.js'

const MARK = 'application/route-nodes'

export interface Clip {
  type: typeof MARK
  version: 1
  nodes: Record<string, RouteNode>
  /** Relative to the upper left corner of all. */
  places: Record<string, Point & { title?: string }>
  notes: CanvasNote[]
  /** What the offers among them name. */
  assignments: AssignmentForm[]
}

/** Nodes and notes with the wires between them; wires out of them stay behind. Null where there is nothing to copy. */
export function copyNodes(
  doc: EditorDocument,
  ids: readonly string[],
  settled: Places
): Clip | null {
  const taken = ids.filter((id) => Object.hasOwn(doc.route.nodes, id))
  const known = doc.route.canvas?.notes ?? {}
  const notes = ids.filter(isNote).flatMap((id) => (known[id.slice(5)] ? [known[id.slice(5)]] : []))
  if (taken.length + notes.length === 0) return null
  const points = [...taken.map((id) => settled[id] ?? { x: 0, y: 0 }), ...notes]
  const corner = {
    x: Math.min(...points.map(({ x }) => x)),
    y: Math.min(...points.map(({ y }) => y)),
  }
  const inside = new Set(taken)
  const nodes: Clip['nodes'] = {}
  const places: Clip['places'] = {}
  for (const id of taken) {
    nodes[id] = withInnerWires(doc.route.nodes[id], (to) => (inside.has(to) ? to : null))
    const { x, y } = settled[id] ?? corner
    const title = doc.route.canvas?.nodes?.[id]?.title
    places[id] = { x: x - corner.x, y: y - corner.y, ...(title && { title }) }
  }
  const named = new Set(taken.flatMap((id) => doc.route.nodes[id].assignments ?? []))
  return {
    type: MARK,
    version: 1,
    nodes,
    places,
    notes: notes.map((note) => ({ ...note, x: note.x - corner.x, y: note.y - corner.y })),
    assignments: doc.assignments.filter(({ key }) => named.has(key)),
  }
}

function withInnerWires(node: RouteNode, led: (to: string) => string | null): RouteNode {
  const ports = Object.fromEntries(
    Object.entries(node.ports ?? {}).flatMap(([port, to]) => {
      const next = led(to)
      return next === null ? [] : [[port, next]]
    })
  )
  const copy = { ...node, ports }
  if (Object.keys(ports).length === 0) delete (copy as Partial<RouteNode>).ports
  return copy
}

export interface Pasted {
  document: EditorDocument
  /** What was added, notes among them: to be selected. */
  ids: string[]
}

/** Adds what was copied, under new ids, with the wires among it, its upper left corner at a place. */
export function pasteNodes(doc: EditorDocument, clip: Clip, at: Point, settled: Places): Pasted {
  const taken: Record<string, unknown> = { ...doc.route.nodes }
  const ids = new Map<string, string>()
  for (const id of Object.keys(clip.nodes)) {
    const fresh = freeId(taken, id)
    taken[fresh] = true
    ids.set(id, fresh)
  }
  const nodes = { ...doc.route.nodes }
  const moved: Record<string, Point> = {}
  for (const [id, node] of Object.entries(clip.nodes)) {
    nodes[ids.get(id)!] = withInnerWires(node, (to) => ids.get(to) ?? null)
    const place = clip.places[id] ?? { x: 0, y: 0 }
    moved[ids.get(id)!] = { x: at.x + place.x, y: at.y + place.y }
  }
  const known = new Set(doc.assignments.map(({ key }) => key))
  const assignments = [...doc.assignments, ...clip.assignments.filter(({ key }) => !known.has(key))]
  const start = doc.route.start || (ids.size > 0 ? [...ids.values()][0] : '')
  let document = moveNodes(
    { ...doc, assignments, route: { ...doc.route, start, nodes } },
    moved,
    settled
  )
  document = titled(document, clip, ids)
  const notes: string[] = []
  for (const note of clip.notes) {
    const key = freeId(document.route.canvas?.notes ?? {}, 'note')
    document = setNote(document, key, {
      ...note,
      ...snapped({ x: at.x + note.x, y: at.y + note.y }),
    })
    notes.push(`note:${key}`)
  }
  return { document, ids: [...ids.values(), ...notes] }
}

function titled(doc: EditorDocument, clip: Clip, ids: ReadonlyMap<string, string>): EditorDocument {
  const places = { ...doc.route.canvas?.nodes }
  for (const [id, fresh] of ids) {
    const title = clip.places[id]?.title
    if (title && places[fresh]) places[fresh] = { ...places[fresh], title: title.slice(0, 120) }
  }
  return ids.size === 0
    ? doc
    : { ...doc, route: { ...doc.route, canvas: { ...doc.route.canvas, nodes: places } } }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A clip out of a clipboard's text; null where it is something else. */
export function readClip(text: string): Clip | null {
  if (!text.includes(MARK)) return null
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value) || value.type !== MARK || !isObject(value.nodes)) return null
    const nodes = Object.entries(value.nodes).filter(
      ([, node]) => isObject(node) && typeof node.type === 'string'
    )
    return {
      type: MARK,
      version: 1,
      nodes: Object.fromEntries(nodes) as Clip['nodes'],
      places: isObject(value.places) ? (value.places as Clip['places']) : {},
      notes: Array.isArray(value.notes) ? (value.notes as CanvasNote[]) : [],
      assignments: Array.isArray(value.assignments) ? (value.assignments as AssignmentForm[]) : [],
    }
  } catch {
    return null
  }
}
