/*
 * Adding a node where it belongs: on a wire, behind a port, at a point; others make room.
 */
import { addNode, connect, freeId, insertOnEdge, moveNodes, targetOf } from './document.js'
import { wiresOf } from './graph.js'
import { freeSpot } from './layout.js'
import { newNode, wayOn } from './new_node.js'
import { CARD_WIDTH, GAP_X, START_WIDTH } from './sizes.js'
import type { EditorDocument, Places, Point, Port } from './types.js'
import { START } from './types.js'

const STEP = CARD_WIDTH + GAP_X

export interface Around {
  places: Places
  heightOf: (id: string) => number
  /** Ports of a node that is about to be added. */
  portsOf: (node: { type: string }) => readonly Port[] | null
  /** Height of a card with so many ports. */
  heightFor: (ports: number) => number
}

export interface Added {
  id: string
  document: EditorDocument
}

/** Where the marker of the start stands: before the first node, or where that will be. */
export const startPlace = (start: Point | undefined): Point => ({
  x: (start?.x ?? 0) - START_WIDTH - GAP_X,
  y: start?.y ?? 0,
})

const placeOf = (doc: EditorDocument, id: string, places: Places): Point =>
  id === START ? startPlace(places[doc.route.start]) : (places[id] ?? { x: 0, y: 0 })

/** Adds a node at a point, free of wires. */
export function addAt(doc: EditorDocument, type: string, at: Point, around: Around): Added {
  const id = freeId(doc.route.nodes, type)
  const node = newNode(type, doc)
  const height = around.heightFor(around.portsOf(node)?.length ?? 0)
  const place = freeSpot(at, height, around.places, around.heightOf)
  return { id, document: addNode(doc, id, node, place, around.places) }
}

/** Adds a node behind a port; where that led on already, it is put between. */
export function addBehind(
  doc: EditorDocument,
  type: string,
  { from, port, at }: { from: string; port: string; at?: Point },
  around: Around
): Added {
  const target = targetOf(doc, from, port)
  if (target !== undefined && Object.hasOwn(doc.route.nodes, target))
    return putBetween(doc, type, { from, port, target }, around)
  const origin = placeOf(doc, from, around.places)
  const ports = from === START ? ['out'] : Object.keys(doc.route.nodes[from]?.ports ?? {})
  const beside = {
    x: origin.x + (from === START ? START_WIDTH + GAP_X : STEP),
    y: origin.y + Math.max(0, ports.indexOf(port)) * 24,
  }
  const { id, document } = addAt(doc, type, at ?? beside, around)
  return { id, document: connect(document, from, port, id) }
}

function putBetween(
  doc: EditorDocument,
  type: string,
  { from, port, target }: { from: string; port: string; target: string },
  around: Around
): Added {
  const { places } = around
  const id = freeId(doc.route.nodes, type)
  const node = newNode(type, doc)
  const out = wayOn(type, around.portsOf(node))
  const origin = placeOf(doc, from, places)
  const right = origin.x + (from === START ? START_WIDTH + GAP_X : STEP)
  const end = places[target] ?? { x: right, y: origin.y }
  const room = end.x - right
  // Half of a gap on both sides is enough; else all that follows moves on.
  const moved = room >= STEP - GAP_X / 2 ? {} : shifted(doc, target, right + STEP - end.x, places)
  const place = { x: Math.min(right, end.x + Math.max(0, room)), y: end.y }
  const made = moveNodes(doc, moved, places)
  const settled = { ...places, ...moved }
  const height = around.heightFor(around.portsOf(node)?.length ?? 0)
  const spot = freeSpot(place, height, settled, around.heightOf)
  return { id, document: insertOnEdge(made, from, port, { id, node, place: spot, out }, settled) }
}

/** A node and all behind it, so much further to the right. */
function shifted(doc: EditorDocument, from: string, by: number, places: Places): Places {
  const behind = new Set([from])
  const wires = wiresOf(doc.route)
  const out = new Map<string, string[]>()
  for (const wire of wires) out.set(wire.from, [...(out.get(wire.from) ?? []), wire.to])
  for (const id of behind) for (const next of out.get(id) ?? []) behind.add(next)
  const left = places[from]?.x ?? 0
  return Object.fromEntries(
    [...behind].flatMap((id) => {
      const place = places[id]
      return place && place.x >= left ? [[id, { x: place.x + by, y: place.y }]] : []
    })
  )
}
