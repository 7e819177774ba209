/*
 * Where nodes stand that nobody has placed: from left to right by how far a lead has come, each branch in a strip of its
 * own, branches in the order of their ports.
 */
import { onGrid, snapped } from './document.js'
import { readingOrder, wiresOf } from './graph.js'
import { CARD_WIDTH, GAP_X, GAP_Y } from './sizes.js'
import type { Places, Point, RouteGraph } from './types.js'

type HeightOf = (id: string) => number

/** Every node laid out anew; the first stands at 0, 0. */
export function layoutOf(route: RouteGraph, heightOf: HeightOf): Record<string, Point> {
  const order = readingOrder(route)
  if (order.length === 0) return {}
  const reading = readBranches(route, order)
  const columns = columnsOf(route, reading.onwards)
  const tops = placeBranches(reading, heightOf)
  const first = tops.get(Object.hasOwn(route.nodes, route.start) ? route.start : order[0])!
  return Object.fromEntries(
    order.map((id) => {
      const x = columns.get(id)! * (CARD_WIDTH + GAP_X)
      return [id, { x: onGrid(x), y: onGrid(tops.get(id)! - first) }]
    })
  )
}

interface Reading {
  /** Nodes nothing before has led to. */
  roots: string[]
  /** Each node below the one it is first reached from, in the order of the ports. */
  children: Map<string, string[]>
  /** Every node after all that lead to it, as far as no way leads back. */
  onwards: string[]
}

/** Depth first along the ports, on a stack of its own. */
function readBranches(route: RouteGraph, order: readonly string[]): Reading {
  const children = new Map<string, string[]>()
  const done: string[] = []
  const roots: string[] = []
  const seen = new Set<string>()
  const targets = (id: string) => Object.values(route.nodes[id].ports ?? {})[Symbol.iterator]()
  for (const root of order) {
    if (seen.has(root)) continue
    roots.push(root)
    seen.add(root)
    children.set(root, [])
    const stack = [{ id: root, ways: targets(root) }]
    while (stack.length > 0) {
      const here = stack[stack.length - 1]
      const { value: to, done: over } = here.ways.next() as IteratorResult<string>
      if (over) {
        done.push(here.id)
        stack.pop()
      } else if (!seen.has(to) && Object.hasOwn(route.nodes, to)) {
        seen.add(to)
        children.get(here.id)!.push(to)
        children.set(to, [])
        stack.push({ id: to, ways: targets(to) })
      }
    }
  }
  return { roots, children, onwards: done.reverse() }
}

/** How many nodes a lead has passed at most when it comes to one; ways that lead back count for nothing. */
function columnsOf(route: RouteGraph, onwards: readonly string[]): Map<string, number> {
  const place = new Map(onwards.map((id, i) => [id, i]))
  const columns = new Map<string, number>(onwards.map((id) => [id, 0]))
  for (const id of onwards)
    for (const to of Object.values(route.nodes[id].ports ?? {}))
      if ((place.get(to) ?? -1) > place.get(id)!)
        columns.set(to, Math.max(columns.get(to)!, columns.get(id)! + 1))
  return columns
}

/**
 * Heights of the strips from the last node to the first, then the nodes into them: one that branches stands between its
 * first and its last.
 */
function placeBranches(
  { roots, children, onwards }: Reading,
  heightOf: HeightOf
): Map<string, number> {
  const strips = new Map<string, number>()
  for (const id of [...onwards].reverse()) {
    const next = children.get(id)!
    const sum = next.reduce((all, child) => all + strips.get(child)!, 0)
    const gaps = Math.max(0, next.length - 1) * GAP_Y
    strips.set(id, Math.max(heightOf(id), sum + gaps))
  }
  const begins = new Map<string, number>()
  let bottom = 0
  for (const root of roots) {
    begins.set(root, bottom)
    bottom += strips.get(root)! + GAP_Y
  }
  for (const id of onwards) {
    let y = begins.get(id)!
    for (const child of children.get(id)!) {
      begins.set(child, y)
      y += strips.get(child)! + GAP_Y
    }
  }
  const tops = new Map<string, number>()
  for (const id of [...onwards].reverse()) {
    const next = children.get(id)!
    const wish = next.length
      ? (tops.get(next[0])! + tops.get(next[next.length - 1])!) / 2
      : begins.get(id)!
    const last = begins.get(id)! + strips.get(id)! - heightOf(id)
    tops.set(id, Math.min(Math.max(wish, begins.get(id)!), last))
  }
  return tops
}

/** Where every node stands: as it was placed; the rest beside what leads to it, or laid out where nothing is placed. */
export function placesOf(route: RouteGraph, heightOf: HeightOf): Record<string, Point> {
  const known = route.canvas?.nodes ?? {}
  const ids = Object.keys(route.nodes)
  const missing = ids.filter((id) => !known[id])
  if (missing.length === ids.length) return layoutOf(route, heightOf)
  const places: Record<string, Point> = {}
  for (const id of ids) if (known[id]) places[id] = { x: known[id].x, y: known[id].y }
  if (missing.length === 0) return places
  const wires = wiresOf(route)
  for (const id of readingOrder(route)) {
    if (places[id]) continue
    const from = wires.find((wire) => wire.to === id && places[wire.from])?.from
    const beside = from && { x: places[from].x + CARD_WIDTH + GAP_X, y: places[from].y }
    places[id] = freeSpot(beside || below(places, heightOf), heightOf(id), places, heightOf)
  }
  return places
}

function below(places: Places, heightOf: HeightOf): Point {
  const all = Object.entries(places)
  const x = Math.min(...all.map(([, point]) => point.x))
  const y = Math.max(...all.map(([id, point]) => point.y + heightOf(id)))
  return all.length ? { x, y: onGrid(y + GAP_Y) } : { x: 0, y: 0 }
}

/** The wished place, or the next one below it that no card covers. */
export function freeSpot(wish: Point, height: number, places: Places, heightOf: HeightOf): Point {
  const spot = snapped(wish)
  const covers = (id: string, { x, y }: Point) =>
    x < spot.x + CARD_WIDTH &&
    spot.x < x + CARD_WIDTH &&
    y < spot.y + height &&
    spot.y < y + heightOf(id)
  for (let tries = 0; tries < 2_000; tries++) {
    const hit = Object.entries(places).find(([id, point]) => covers(id, point))
    if (!hit) return spot
    spot.y = onGrid(hit[1].y + heightOf(hit[0]) + GAP_Y / 2 + 3)
  }
  return spot
}
