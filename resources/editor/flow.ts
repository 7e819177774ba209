/*
 * The document as the canvas draws it. Cards move under the hand while they are dragged; the document hears of it when
 * they are let go.
 */
import { startPlace } from './arrange.js'
import type { Box } from './edge_path.js'
import { wiresOf } from './graph.js'
import { CARD_WIDTH, START_HEIGHT, START_WIDTH } from './sizes.js'
import type { EditorDocument, Places, Point, Wire } from './types.js'
import { NOTE, START } from './types.js'

export interface FlowNode {
  id: string
  type: 'card' | 'start' | 'note'
  position: Point
  draggable: boolean
  width?: number
  height?: number
}

/** What stands on the canvas, in the order it is read by. */
export function flowNodes(doc: EditorDocument, places: Places, readonly: boolean): FlowNode[] {
  const notes = Object.entries(doc.route.canvas?.notes ?? {}).map(([key, { x, y }]): FlowNode => ({
    id: `${NOTE}${key}`,
    type: 'note',
    position: { x, y },
    draggable: !readonly,
  }))
  const cards = Object.keys(doc.route.nodes).map((id): FlowNode => ({
    id,
    type: 'card',
    position: places[id] ?? { x: 0, y: 0 },
    draggable: !readonly,
  }))
  const start: FlowNode = {
    id: START,
    type: 'start',
    position: startPlace(places[doc.route.start]),
    draggable: false,
  }
  return [...notes, start, ...cards]
}

export interface FlowWire extends Wire {
  /** `<node>:<port>` */
  id: string
  lane: number
  /** Others come in at the same card. */
  shared: boolean
}

/** Where a wire begins and ends at this moment, also while its cards are being dragged. */
export interface WireEndsAt {
  from: (wire: FlowWire) => Point
  to: (wire: FlowWire) => Point
  moving: (wire: FlowWire) => boolean
}

export const wireId = (from: string, port: string): string => `${from}:${port}`

/** `portNames`: the ports of a node from top to bottom. */
export function flowWires(
  doc: EditorDocument,
  places: Places,
  portNames: (id: string) => readonly string[]
): FlowWire[] {
  const wires = wiresOf(doc.route)
  const into = new Map<string, number>()
  for (const { to } of wires) into.set(to, (into.get(to) ?? 0) + 1)
  return wires.map((wire) => {
    const names = wire.from === START ? ['out'] : portNames(wire.from)
    const place = Math.max(0, names.indexOf(wire.port))
    const down = (places[wire.to]?.y ?? 0) >= (places[wire.from]?.y ?? 0) + place * 24
    return {
      ...wire,
      id: wireId(wire.from, wire.port),
      lane: Math.min(6, down ? names.length - 1 - place : place),
      shared: (into.get(wire.to) ?? 0) > 1,
    }
  })
}

/** What wires go round. */
export const boxesOf = (
  doc: EditorDocument,
  places: Places,
  heightOf: (id: string) => number
): Box[] =>
  [
    ...Object.keys(doc.route.nodes).map((id) => ({
      ...(places[id] ?? { x: 0, y: 0 }),
      width: CARD_WIDTH,
      height: heightOf(id),
    })),
    { ...startPlace(places[doc.route.start]), width: START_WIDTH, height: START_HEIGHT },
  ].map(({ x, y, width, height }) => ({ x, y, width, height }))

/** Wires on any way from the start into a node, and those that leave it: what is bold while it is selected. */
export function wiresThrough(doc: EditorDocument, id: string): Set<string> {
  const wires = wiresOf(doc.route)
  const into = new Map<string, Wire[]>()
  for (const wire of wires) into.set(wire.to, [...(into.get(wire.to) ?? []), wire])
  const found = new Set(
    wires.filter(({ from }) => from === id).map(({ from, port }) => wireId(from, port))
  )
  const seen = new Set([id])
  for (const node of seen)
    for (const { from, port } of into.get(node) ?? []) {
      found.add(wireId(from, port))
      seen.add(from)
    }
  return found
}

/** The next card in a direction: along the wires to the sides, beside it up and down. */
export function neighbour(
  doc: EditorDocument,
  places: Places,
  id: string,
  to: 'left' | 'right' | 'up' | 'down'
): string | null {
  const wires = wiresOf(doc.route)
  const at = (one: string) =>
    one === START ? startPlace(places[doc.route.start]) : (places[one] ?? { x: 0, y: 0 })
  const here = at(id)
  const nearest = (ids: string[], far: (point: Point) => number) =>
    ids.length === 0 ? null : ids.reduce((a, b) => (far(at(b)) < far(at(a)) ? b : a))
  if (to === 'right' || to === 'left') {
    const along = wires.flatMap((wire) =>
      to === 'right' ? (wire.from === id ? [wire.to] : []) : wire.to === id ? [wire.from] : []
    )
    return nearest([...new Set(along)], (point) => Math.abs(point.y - here.y))
  }
  const sign = to === 'down' ? 1 : -1
  const beside = Object.keys(doc.route.nodes).filter(
    (one) => one !== id && (at(one).y - here.y) * sign > 0
  )
  return nearest(beside, ({ x, y }) => Math.abs(y - here.y) + Math.abs(x - here.x) * 2)
}
