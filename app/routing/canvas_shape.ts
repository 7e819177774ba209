import { type Json, type Shape, at, custom, isObject, object, optional } from '#shared/shape'
import { keyText } from '#shared/common_shapes'
import type { Problem } from '#shared/result'
import type { RouteCanvas } from '#routing/types'

/** Pixels between two lines of the canvas: everything on it lies on one. */
export const GRID = 8
const FAR = 1_000_000
const MAX_SIDE = 4_000
const MAX_TITLE = 120
const MAX_TEXT = 4_000
const MAX_NOTES = 500

const onGrid = (min: number, max: number): Shape<number> =>
  custom({ type: 'integer', minimum: min, maximum: max, multipleOf: GRID }, (value, field) => {
    if (Number.isInteger(value) && (value as number) % GRID === 0)
      if ((value as number) >= min && (value as number) <= max)
        return { ok: true, value: value as number }
    const message = `must be a multiple of ${GRID} from ${min} to ${max}`
    return { ok: false, problem: [{ field, rule: 'integer', message }] }
  })

/** Words of the person who drew it, spaces and lines as typed. */
const words = (max: number): Shape<string> =>
  custom({ type: 'string', maxLength: max }, (value, field) => {
    if (typeof value === 'string' && value.length <= max) return { ok: true, value }
    const message = `must be text of at most ${max} characters`
    return { ok: false, problem: [{ field, rule: 'max', message }] }
  })

const place = object({
  x: onGrid(-FAR, FAR),
  y: onGrid(-FAR, FAR),
  title: optional(words(MAX_TITLE)),
})

const note = object({
  x: onGrid(-FAR, FAR),
  y: onGrid(-FAR, FAR),
  width: onGrid(GRID, MAX_SIDE),
  height: onGrid(GRID, MAX_SIDE),
  text: words(MAX_TEXT),
})

const mapOf = <T>(item: Shape<T>, max?: number): Shape<Record<string, T>> => ({
  schema: {
    type: 'object',
    additionalProperties: item.schema,
    ...(max !== undefined && { maxProperties: max }),
  },
  parse(value, path, problems) {
    if (!isObject(value)) return refuse(problems, path, 'object', 'must be an object by key')
    const keys = Object.keys(value)
    if (max !== undefined && keys.length > max)
      return refuse(problems, path, 'max', `must have at most ${max} entries`)
    const read: Record<string, T> = {}
    for (const key of keys) {
      keyText().parse(key, at(path, key), problems)
      const one = item.parse(value[key], at(path, key), problems)
      if (one !== undefined) read[key] = one
    }
    return read
  },
})

function refuse(problems: Problem[], field: string, rule: string, message: string): undefined {
  problems.push({ field, rule, message })
  return undefined
}

/** Where the nodes of a route stand when it is drawn, what they are called there, and the notes beside them. */
export const canvasShape: Shape<RouteCanvas> = object({
  nodes: optional(mapOf(place)),
  notes: optional(mapOf(note, MAX_NOTES)),
})

/** A place for a node that is not in the route was forgotten there, or is a slip of the key. */
export function refuseStrayPlaces(
  { nodes = {} }: RouteCanvas,
  known: Json,
  path: string,
  problems: Problem[]
) {
  for (const id of Object.keys(nodes))
    if (!Object.hasOwn(known, id))
      refuse(problems, at(at(path, 'nodes'), id), 'stray_place', `the route has no node "${id}"`)
}
