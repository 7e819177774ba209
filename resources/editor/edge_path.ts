/*
 * The way of a wire between two cards: along the grid's directions, round the corners, past what stands between.
 */
import type { Point } from './types.js'

export interface Box extends Point {
  width: number
  height: number
}

export interface WireEnds {
  /** Where it leaves, on the right side of a card. */
  from: Point
  /** Where it comes in, on the left side. */
  to: Point
  /** Ports further up go further out when they lead down, so that wires of one card do not cross. */
  lane: number
}

const STUB = 24
const LANE = 8
const CLEAR = 12

/** Corners of the way, ends included. `boxes`: what it has to go round. */
export function wirePoints({ from, to, lane }: WireEnds, boxes: readonly Box[] = []): Point[] {
  const room = to.x - from.x
  const out = from.x + Math.min(STUB + lane * LANE, Math.max(STUB, room - STUB / 2))
  const into = to.x - STUB
  if (room >= STUB * 2 && Math.abs(from.y - to.y) < 1 && !crosses(boxes, out, to.x, to.y))
    return [from, to]
  const y = runY(from, to, Math.min(out, into), Math.max(out, into), boxes)
  return clean([
    from,
    { x: out, y: from.y },
    { x: out, y },
    { x: into, y },
    { x: into, y: to.y },
    to,
  ])
}

/** Where the long way across lies: at the target, at the source, or past whatever is there. */
function runY(from: Point, to: Point, left: number, right: number, boxes: readonly Box[]): number {
  const free = (y: number) => !crosses(boxes, left, right, y)
  const forward = to.x - from.x >= STUB * 2
  if (forward && free(to.y)) return to.y
  if (forward && free(from.y)) return from.y
  const near = boxes.filter((box) => box.x < right && left < box.x + box.width)
  const ways = near
    .flatMap(({ y, height }) => [y - CLEAR, y + height + CLEAR])
    .filter(free)
    .sort((a, b) => detour(from, to, a) - detour(from, to, b))
  return ways[0] ?? (forward ? to.y : Math.max(from.y, to.y) + STUB * 2)
}

const detour = (from: Point, to: Point, y: number) => Math.abs(from.y - y) + Math.abs(to.y - y)

const crosses = (boxes: readonly Box[], left: number, right: number, y: number): boolean =>
  boxes.some(
    (box) => box.x < right && left < box.x + box.width && box.y < y && y < box.y + box.height
  )

/** Without corners that are none. */
function clean(points: Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const [one, two] = kept.slice(-2)
    const last = kept.at(-1)
    if (last && last.x === point.x && last.y === point.y) continue
    if (two && ((one.x === two.x && two.x === point.x) || (one.y === two.y && two.y === point.y)))
      kept.pop()
    kept.push(point)
  }
  return kept
}

const RADIUS = 8

export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points
  let path = `M${first.x} ${first.y}`
  rest.forEach((point, i) => {
    const next = rest[i + 1]
    if (!next) return (path += `L${point.x} ${point.y}`)
    const before = i === 0 ? first : rest[i - 1]
    const radius = Math.min(RADIUS, span(before, point) / 2, span(point, next) / 2)
    const a = towards(point, before, radius)
    const b = towards(point, next, radius)
    path += `L${a.x} ${a.y}Q${point.x} ${point.y} ${b.x} ${b.y}`
  })
  return path
}

const span = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
const towards = (from: Point, to: Point, by: number): Point => ({
  x: from.x + Math.sign(to.x - from.x) * by,
  y: from.y + Math.sign(to.y - from.y) * by,
})

/** Where the name of the way stands: on the stretch no other wire shares. `shared`: others come in at the same card. */
export function labelPoint(points: readonly Point[], shared: boolean): Point {
  const stretches = points.slice(1).map((end, i) => ({ begin: points[i], end, i }))
  const last = stretches.length - 1
  const own = shared && last > 0 ? stretches.filter(({ i }) => i < last) : stretches
  const from = own.length > 1 ? own.filter(({ i }) => i > 0) : own
  const best = from.reduce((a, b) => (span(b.begin, b.end) > span(a.begin, a.end) ? b : a))
  return { x: (best.begin.x + best.end.x) / 2, y: (best.begin.y + best.end.y) / 2 }
}
