import { capsShape } from '#partners/caps_shape'
import { assignmentReturnsShape } from '#partners/returns_shape'
import { amountText, keyText } from '#shared/common_shapes'
import type { Problem } from '#shared/result'
import {
  type Json,
  type Shape,
  at,
  bool,
  custom,
  integer,
  isObject,
  list,
  number,
  object,
  oneOf,
  optional,
  text,
} from '#shared/shape'
import { canvasShape, refuseStrayPlaces } from '#routing/canvas_shape'
import { parseSchedule } from '#routing/parse_schedule'
import { validateRule } from '#routing/validate_rule'
import type { AssignmentDocument, DeliveryConfig, RouteGraph, Tiers } from '#routing/types'

const MAX_ASSIGNMENTS = 20_000
const MAX_NODES = 2_000
const MAX_PRICES = 100
const MAX_STEPS = 50

const rule = () => custom({ $ref: '#/$defs/rule' }, validateRule)

const schedule = () =>
  custom(
    {
      type: 'object',
      properties: {
        time_zone: { type: 'string' },
        hours: {
          type: 'object',
          additionalProperties: { type: 'array', items: { type: 'string' } },
        },
      },
      required: ['hours'],
      additionalProperties: false,
    },
    parseSchedule
  )

/** An object that names a plugin under `word`; the rest is the plugin's to check. */
const pluginUse = <T>(word: 'use' | 'type', properties: Json = {}): Shape<T> => ({
  schema: {
    type: 'object',
    properties: { [word]: { type: 'string' }, ...properties },
    required: [word],
  },
  parse(value, path, problems) {
    if (!isObject(value)) {
      problems.push({ field: path, rule: 'object', message: 'must be an object' })
      return undefined
    }
    const name = text({ max: 64 })
    if (value[word] === undefined || value[word] === null)
      problems.push({ field: at(path, word), rule: 'required', message: 'is required' })
    else name.parse(value[word], at(path, word), problems)
    return value as T
  },
})

const strategy = () => pluginUse<{ use: string; [key: string]: unknown }>('use')

const trigger: Shape<'on_arrival' | 'manual' | { stage: string }> = {
  schema: {
    anyOf: [
      { enum: ['on_arrival', 'manual'] },
      {
        type: 'object',
        properties: { stage: { type: 'string' } },
        required: ['stage'],
        additionalProperties: false,
      },
    ],
  },
  parse: (value, path, problems) =>
    isObject(value)
      ? object({ stage: text({ max: 64 }) }).parse(value, path, problems)
      : parseTriggerWord(value, path, problems),
}

function parseTriggerWord(value: unknown, path: string, problems: Problem[]) {
  if (value === 'on_arrival' || value === 'manual') return value
  const message = 'must be on_arrival, manual or { stage: <a stage of the entity> }'
  problems.push({ field: path, rule: 'enum', message })
  return undefined
}

const ports = { type: 'object', additionalProperties: { type: 'string' } }
const node = pluginUse<Json & { type: string }>('type', { ports })

/** A graph of nodes, and where they stand. */
export const routeShape: Shape<RouteGraph> = {
  schema: {
    type: 'object',
    properties: {
      start: { type: 'string' },
      nodes: { type: 'object', additionalProperties: node.schema },
      canvas: canvasShape.schema,
    },
    required: ['start', 'nodes'],
    additionalProperties: false,
  },
  parse(value, path, problems) {
    const before = problems.length
    const read = object({ start: startText, nodes: nodeMap, canvas: optional(canvasShape) }).parse(
      value,
      path,
      problems
    )
    if (problems.length > before || !read) return undefined
    if (read.canvas) refuseStrayPlaces(read.canvas, read.nodes, at(path, 'canvas'), problems)
    return problems.length === before ? read : undefined
  },
}

/** Empty while a route is being drawn; it cannot be published so. */
const startText = custom({ type: 'string', maxLength: 64 }, (value, field) => {
  if (typeof value === 'string' && value.length <= 64) return { ok: true, value: value.trim() }
  const message = 'must be the id of a node'
  return { ok: false, problem: [{ field, rule: 'string', message }] }
})

const nodeMap: Shape<RouteGraph['nodes']> = {
  schema: {},
  parse(value, path, problems) {
    const refuse = (field: string, broken: string, message: string) =>
      void problems.push({ field, rule: broken, message })
    if (!isObject(value)) return refuse(path, 'object', 'must be an object of nodes by id')
    const ids = Object.keys(value)
    if (ids.length > MAX_NODES) return refuse(path, 'max', `must have at most ${MAX_NODES} nodes`)
    for (const id of ids) {
      const here = at(path, id)
      keyText().parse(id, here, problems)
      const wires = node.parse(value[id], here, problems)?.ports
      if (wires === undefined) continue
      if (!isObject(wires)) refuse(at(here, 'ports'), 'object', 'must map port names to node ids')
      else
        for (const [port, target] of Object.entries(wires))
          if (typeof target !== 'string')
            refuse(at(at(here, 'ports'), port), 'string', 'must be the id of a node')
    }
    return value as RouteGraph['nodes']
  },
}

const step = (currency: string) =>
  object({ from: integer(1, 1_000_000_000), price: amountText(currency) })

const tiers = (currency: string): Shape<Tiers> => {
  const shape = object({
    per: oneOf(['month', 'total']),
    count: optional(oneOf(['assignment', 'partner'])),
    steps: list(step(currency), { max: MAX_STEPS }),
  })
  return {
    schema: shape.schema,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      if (!read) return undefined
      const refuse = (field: string, broken: string, message: string) =>
        void problems.push({ field, rule: broken, message })
      if (!read.steps.length) return refuse(at(path, 'steps'), 'min', 'must have a step')
      const wrong = read.steps.findIndex((one, i) => i > 0 && one.from <= read.steps[i - 1].from)
      if (wrong === -1) return read
      const field = at(at(at(path, 'steps'), wrong), 'from')
      return refuse(field, 'ascending', 'must begin behind the step before it')
    },
  }
}

const assignment = (currency: string): Shape<AssignmentDocument> =>
  object({
    key: keyText(),
    partner: keyText(),
    price: optional(amountText(currency)),
    prices: optional(
      list(object({ filter: rule(), price: amountText(currency) }), { max: MAX_PRICES })
    ),
    tiers: optional(tiers(currency)),
    priority: optional(integer(-1_000_000, 1_000_000)),
    weight: optional(number(0, 1_000_000)),
    filter: optional(rule()),
    caps: optional(capsShape(currency)),
    schedule: optional(schedule()),
    returns: optional(assignmentReturnsShape()),
    delivery: pluginUse<DeliveryConfig>('use', {
      transform: { type: 'string' },
      timeout_seconds: { type: 'number' },
      retry: { type: 'object', properties: { attempts: { type: 'integer' } } },
      on_unknown: oneOf(['retry', 'next']).schema,
    }),
  })

/** A profile as the blueprint writes it, short form or long; amounts are of the account's currency. */
export const profileShape = (currency: string) =>
  object({
    key: keyText(),
    name: optional(text()),
    entity: keyText(),
    trigger: optional(trigger),
    paused: optional(bool()),
    price: optional(amountText(currency)),
    filter: optional(rule()),
    strategy: optional(strategy()),
    route: optional(routeShape),
    assignments: optional(list(assignment(currency), { max: MAX_ASSIGNMENTS })),
  })
