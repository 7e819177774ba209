/*
 * Every edit of a route as a pure function: a document in, a new document out, nothing of the old one changed. What is
 * not touched is shared with it, so that undo is a list of documents and a changed node is one that is not the same.
 */
import type {
  AssignmentForm,
  EditorDocument,
  NodeDraft,
  Places,
  Point,
  RouteNode,
} from './types.js'
import { START } from './types.js'
import { findCycle } from './graph.js'

type Doc = EditorDocument
export const GRID = 8
export const onGrid = (n: number): number => Math.round(n / GRID) * GRID || 0
export const snapped = ({ x, y }: Point): Point => ({ x: onGrid(x), y: onGrid(y) })

const KEY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
export const isNodeId = (id: string): boolean => KEY.test(id)

/** `offer`, then `offer_2`, `offer_3`. */
export function freeId(taken: Readonly<Record<string, unknown>>, wish: string): string {
  const base =
    wish
      .toLowerCase()
      .replace(/[^a-z0-9_-]+/g, '_')
      .replace(/^[^a-z0-9]+/, '') || 'node'
  const stem = base.slice(0, 56).replace(/_\d+$/, '') || base
  if (!Object.hasOwn(taken, stem)) return stem
  for (let n = 2; ; n++) if (!Object.hasOwn(taken, `${stem}_${n}`)) return `${stem}_${n}`
}

const withRoute = (doc: Doc, change: Partial<Doc['route']>): Doc => ({
  ...doc,
  route: { ...doc.route, ...change },
})
const withNode = (doc: Doc, id: string, node: RouteNode): Doc =>
  withRoute(doc, { nodes: { ...doc.route.nodes, [id]: node } })

// ---------------------------------------------------------------- nodes and wires

/** Adds a node at a place; the first one is where the route starts. `settled`: where all others stand by now. */
export function addNode(doc: Doc, id: string, node: NodeDraft, place: Point, settled: Places): Doc {
  if (!isNodeId(id) || Object.hasOwn(doc.route.nodes, id)) return doc
  const added = withNode(doc, id, node as RouteNode)
  const started = doc.route.start ? added : withRoute(added, { start: id })
  return moveNodes(started, { [id]: place }, settled)
}

export type Refusal = { reason: 'missing' } | { reason: 'cycle'; ring: string[] }

/** Why a wire may not be drawn; null: it may. */
export function whyNot(doc: Doc, from: string, to: string): Refusal | null {
  const { nodes } = doc.route
  if (!Object.hasOwn(nodes, to)) return { reason: 'missing' }
  if (from === START) return null
  if (!Object.hasOwn(nodes, from)) return { reason: 'missing' }
  const ring = findCycle(doc.route, from, to)
  return ring ? { reason: 'cycle', ring } : null
}

/** Leads a port to a node, whatever it led to before. What `whyNot` refuses leaves the document as it is. */
export function connect(doc: Doc, from: string, port: string, to: string): Doc {
  if (whyNot(doc, from, to)) return doc
  if (from === START) return setStart(doc, to)
  const node = doc.route.nodes[from]
  if (node.ports?.[port] === to) return doc
  return withNode(doc, from, { ...node, ports: { ...node.ports, [port]: to } })
}

export function disconnect(doc: Doc, from: string, port: string): Doc {
  if (from === START) return doc.route.start ? withRoute(doc, { start: '' }) : doc
  const node = doc.route.nodes[from]
  if (!node?.ports || !Object.hasOwn(node.ports, port)) return doc
  const ports = { ...node.ports }
  delete ports[port]
  return withNode(doc, from, withPorts(node, ports))
}

/** A node without wires has no `ports` at all, as people write it. */
function withPorts(node: RouteNode, ports: Record<string, string>): RouteNode {
  const next = { ...node, ports }
  if (Object.keys(ports).length === 0) delete (next as Partial<RouteNode>).ports
  return next
}

export const setStart = (doc: Doc, id: string): Doc =>
  id === doc.route.start || !Object.hasOwn(doc.route.nodes, id)
    ? doc
    : withRoute(doc, { start: id })

/** What a port leads to; undefined where it is open. */
export const targetOf = ({ route }: Doc, from: string, port: string): string | undefined =>
  from === START ? route.start || undefined : route.nodes[from]?.ports?.[port]

/** Puts a new node on a wire: what came before leads into it, it leads on by `out` (null: it has no way on). */
export function insertOnEdge(
  doc: Doc,
  from: string,
  port: string,
  added: { id: string; node: NodeDraft; place: Point; out: string | null },
  settled: Places
): Doc {
  const target = targetOf(doc, from, port)
  const placed = addNode(doc, added.id, added.node, added.place, settled)
  if (placed === doc) return doc
  const led = connect(placed, from, port, added.id)
  return target && added.out !== null ? connect(led, added.id, added.out, target) : led
}

/** Other settings of a node; wires stay. Ways that were renamed (one gone, one new, at the same place) keep theirs. */
export function setConfig(
  doc: Doc,
  id: string,
  config: Record<string, unknown>,
  names: { before: readonly string[]; after: readonly string[] } = { before: [], after: [] }
): Doc {
  const node = doc.route.nodes[id]
  if (!node) return doc
  const rest: Record<string, unknown> = { ...config }
  delete rest.type
  delete rest.ports
  const ports = renamedPorts(node.ports ?? {}, names.before, names.after)
  return withNode(doc, id, withPorts({ type: node.type, ...rest } as RouteNode, ports))
}

function renamedPorts(
  wires: Record<string, string>,
  before: readonly string[],
  after: readonly string[]
): Record<string, string> {
  if (before.length !== after.length) return wires
  const changed = before.filter((name, i) => name !== after[i])
  if (changed.length !== 1 || after.includes(changed[0])) return wires
  const to = after[before.indexOf(changed[0])]
  if (Object.hasOwn(wires, to)) return wires
  return Object.fromEntries(
    Object.entries(wires).map(([port, target]) => [port === changed[0] ? to : port, target])
  )
}

export interface Removal {
  document: Doc
  /** Wires that were led past what is gone. */
  healed: { from: string; port: string; to: string }[]
  /** Ports that lead nowhere now. */
  opened: { from: string; port: string }[]
}

/**
 * Takes nodes and notes out in one step. A way that led through a node with a single way on leads there now; any other
 * port that led into it is open, and is told.
 */
export function removal(doc: Doc, ids: readonly string[]): Removal {
  const gone = new Set(ids.filter((id) => Object.hasOwn(doc.route.nodes, id)))
  const notes = new Set(ids.flatMap((id) => (id.startsWith('note:') ? [id.slice(5)] : [])))
  const healed: Removal['healed'] = []
  const opened: Removal['opened'] = []
  const lead = (from: string, port: string, to: string): string | null => {
    if (!gone.has(to)) return to
    const next = throughOf(doc, to, gone)
    if (next === null) opened.push({ from, port })
    else healed.push({ from, port, to: next })
    return next
  }
  const nodes: Record<string, RouteNode> = {}
  for (const [id, node] of Object.entries(doc.route.nodes)) {
    if (gone.has(id)) continue
    const wires = Object.entries(node.ports ?? {})
    if (!wires.some(([, to]) => gone.has(to))) {
      nodes[id] = node
      continue
    }
    const ports: Record<string, string> = {}
    for (const [port, to] of wires) {
      const next = lead(id, port, to)
      if (next !== null) ports[port] = next
    }
    nodes[id] = withPorts(node, ports)
  }
  const { start } = doc.route
  const begin = start && gone.has(start) ? (lead(START, 'out', start) ?? '') : start
  const route = { ...doc.route, start: begin, nodes }
  const document = withoutPlaces({ ...doc, route }, gone, notes)
  return { document, healed, opened }
}

export const removeNodes = (doc: Doc, ids: readonly string[]): Doc => removal(doc, ids).document

/** Where everything that enters a node leaves it, past others that go too; null where that is not one place. */
function throughOf(doc: Doc, id: string, gone: ReadonlySet<string>): string | null {
  const seen = new Set<string>()
  let here = id
  while (gone.has(here)) {
    if (seen.has(here)) return null
    seen.add(here)
    const targets = new Set(Object.values(doc.route.nodes[here].ports ?? {}))
    if (targets.size !== 1) return null
    here = [...targets][0]
  }
  return Object.hasOwn(doc.route.nodes, here) ? here : null
}

function withoutPlaces(doc: Doc, gone: ReadonlySet<string>, notes: ReadonlySet<string>): Doc {
  const { canvas } = doc.route
  if (!canvas) return doc
  const keep = <T>(from: Record<string, T> | undefined, without: ReadonlySet<string>) =>
    from && Object.fromEntries(Object.entries(from).filter(([key]) => !without.has(key)))
  return withCanvas(doc, { nodes: keep(canvas.nodes, gone), notes: keep(canvas.notes, notes) })
}

/** Gives a node another id, wherever it is named. What is no key or taken leaves the document as it is. */
export function renameNode(doc: Doc, from: string, to: string): Doc {
  const { route } = doc
  if (from === to || !isNodeId(to) || !Object.hasOwn(route.nodes, from)) return doc
  if (Object.hasOwn(route.nodes, to)) return doc
  const named = (id: string) => (id === from ? to : id)
  const nodes = Object.fromEntries(
    Object.entries(route.nodes).map(([id, node]) => {
      const wires = Object.entries(node.ports ?? {})
      if (!wires.some(([, target]) => target === from)) return [named(id), node]
      const ports = Object.fromEntries(wires.map(([port, target]) => [port, named(target)]))
      return [named(id), { ...node, ports }]
    })
  )
  const renamed = withRoute(doc, { start: named(route.start), nodes })
  const places = route.canvas?.nodes
  if (!places) return renamed
  return withCanvas(renamed, {
    ...route.canvas,
    nodes: Object.fromEntries(Object.entries(places).map(([id, place]) => [named(id), place])),
  })
}

// ---------------------------------------------------------------- the canvas

type Canvas = NonNullable<Doc['route']['canvas']>

/** A canvas with nothing on it is none: the route may have its short form again. */
function withCanvas(doc: Doc, { nodes, notes }: Canvas): Doc {
  const canvas: Canvas = {
    ...(nodes && Object.keys(nodes).length > 0 && { nodes }),
    ...(notes && Object.keys(notes).length > 0 && { notes }),
  }
  const route = { ...doc.route, canvas }
  if (Object.keys(canvas).length === 0) delete (route as Partial<Doc['route']>).canvas
  return { ...doc, route }
}

/** Writes down where every node stands: from the first place that is chosen by hand on, the others stay where they are. */
function settle(doc: Doc, settled: Places): Record<string, Point & { title?: string }> {
  const known = doc.route.canvas?.nodes ?? {}
  return Object.fromEntries(
    Object.keys(doc.route.nodes).flatMap((id) => {
      if (known[id]) return [[id, known[id]]]
      return settled[id] ? [[id, snapped(settled[id])]] : []
    })
  )
}

/** Moves nodes and notes (`note:<key>`); `settled`: where all nodes stand by now. */
export function moveNodes(doc: Doc, moved: Places, settled: Places): Doc {
  const nodes = settle(doc, settled)
  const notes = { ...doc.route.canvas?.notes }
  let same = true
  for (const [id, point] of Object.entries(moved)) {
    const place = snapped(point)
    if (id.startsWith('note:')) {
      const note = notes[id.slice(5)]
      if (!note || (note.x === place.x && note.y === place.y)) continue
      notes[id.slice(5)] = { ...note, ...place }
    } else {
      if (!Object.hasOwn(doc.route.nodes, id)) continue
      const here = nodes[id]
      if (here && here.x === place.x && here.y === place.y) continue
      nodes[id] = { ...here, ...place }
    }
    same = false
  }
  return same ? doc : withCanvas(doc, { nodes, notes })
}

/** What a node is called; nothing: by its type again. */
export function setTitle(doc: Doc, id: string, title: string, settled: Places): Doc {
  if (!Object.hasOwn(doc.route.nodes, id)) return doc
  const nodes = settle(doc, settled)
  const { x, y, title: before } = nodes[id] ?? { x: 0, y: 0 }
  const next = title.slice(0, 120)
  if ((before ?? '') === next) return doc
  nodes[id] = { x, y, ...(next && { title: next }) }
  return withCanvas(doc, { ...doc.route.canvas, nodes })
}

/** Forgets every place, so that the route is laid out anew; titles and notes stay. */
export function layOut(doc: Doc, places: Places): Doc {
  const { canvas } = doc.route
  const nodes = Object.fromEntries(
    Object.keys(doc.route.nodes).map((id) => {
      const title = canvas?.nodes?.[id]?.title
      return [id, { ...snapped(places[id] ?? { x: 0, y: 0 }), ...(title && { title }) }]
    })
  )
  return withCanvas(doc, { ...canvas, nodes })
}

type Note = NonNullable<Canvas['notes']>[string]
export const setNote = (doc: Doc, key: string, note: Note): Doc => {
  const { x, y, width, height, text } = note
  const next = { ...snapped({ x, y }), width: onGrid(width), height: onGrid(height), text }
  return withCanvas(doc, {
    ...doc.route.canvas,
    notes: { ...doc.route.canvas?.notes, [key]: next },
  })
}

// ---------------------------------------------------------------- what it is for

export function setPrice(doc: Doc, price: string | undefined): Doc {
  const next = { ...doc, price }
  if (price === undefined) delete next.price
  return next
}

export function setFilter(doc: Doc, filter: Doc['filter'] | null): Doc {
  const next = { ...doc, filter: filter ?? undefined }
  if (!filter) delete next.filter
  return next
}

const isOffer = ({ type }: RouteNode) => type === 'offer'

/** Changes an assignment, also its key: offers that name it follow. */
export function setAssignment(doc: Doc, key: string, next: AssignmentForm): Doc {
  const assignments = doc.assignments.map((one) => (one.key === key ? next : one))
  const changed = { ...doc, assignments }
  return next.key === key ? changed : renameInOffers(changed, key, next.key)
}

function renameInOffers(doc: Doc, from: string, to: string): Doc {
  const nodes = mapNodes(doc, (node) =>
    isOffer(node) && node.assignments?.includes(from)
      ? { ...node, assignments: node.assignments.map((key) => (key === from ? to : key)) }
      : node
  )
  return withRoute(doc, { nodes })
}

const mapNodes = (doc: Doc, map: (node: RouteNode, id: string) => RouteNode) =>
  Object.fromEntries(Object.entries(doc.route.nodes).map(([id, node]) => [id, map(node, id)]))

/**
 * Adds an assignment to the profile and to one of its offers. An offer that asks all of the profile goes on asking those it
 * asked; only the one at hand asks the new one too.
 */
export function addAssignment(doc: Doc, added: AssignmentForm, offer: string | null): Doc {
  const known = doc.assignments.map(({ key }) => key)
  if (known.includes(added.key)) return doc
  const assignments = [...doc.assignments, added]
  const nodes = mapNodes(doc, (node, id) => {
    if (!isOffer(node)) return node
    if (id === offer)
      return node.assignments ? { ...node, assignments: [...node.assignments, added.key] } : node
    return node.assignments || offer === null || known.length === 0
      ? node
      : { ...node, assignments: known }
  })
  return { ...withRoute(doc, { nodes }), assignments }
}

export function removeAssignment(doc: Doc, gone: string): Doc {
  const nodes = mapNodes(doc, (node) =>
    isOffer(node) && node.assignments?.includes(gone)
      ? { ...node, assignments: node.assignments.filter((key) => key !== gone) }
      : node
  )
  return {
    ...withRoute(doc, { nodes }),
    assignments: doc.assignments.filter(({ key }) => key !== gone),
  }
}

/** The assignments an offer asks, in the order of the profile: those it names, or all. */
export const assignmentsOf = (doc: Doc, offer: string): AssignmentForm[] => {
  const names = doc.route.nodes[offer]?.assignments
  return names ? doc.assignments.filter(({ key }) => names.includes(key)) : doc.assignments
}

/** Writes down where every node stands by now, so that a change of the wires moves none of them. */
export const settled = (doc: Doc, places: Places): Doc =>
  Object.keys(doc.route.nodes).every((id) => doc.route.canvas?.nodes?.[id])
    ? doc
    : withCanvas(doc, { ...doc.route.canvas, nodes: settle(doc, places) })
