import { keyText } from '#shared/common_shapes'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { integer, isObject, object, oneOf, optional, text } from '#shared/shape'

/** What is said of an endpoint. */
export interface EndpointValues {
  key: string
  name: string
  plugin: string
  config: Record<string, unknown>
  /** What tells it apart in its path, by name. */
  parts: Record<string, string>
  entity: string
  source: string
  /** Key; null: those that run on arrival. */
  profile: string | null
  /** Field by key of the sender; an empty field: kept beside the fields. */
  mapping: Record<string, string>
  /** How long a sender waits for what becomes of its lead; 0: not at all. */
  waitSeconds: number
  /** How long a price that was told holds. */
  pingSeconds: number
  status: 'active' | 'paused'
}

export const WAIT_SECONDS = { most: 30, usual: 15 }
export const PING_SECONDS = { least: 10, most: 900, usual: 60 }
const MOST_MAPPED = 300
/** Nobody finds it by trying. */
export const PART = /^[A-Za-z0-9_-]{16,64}$/

const shape = object({
  key: keyText(),
  name: text({ max: 120 }),
  plugin: text({ max: 64 }),
  entity: text({ max: 64 }),
  source: text(),
  profile: optional(text({ max: 64 })),
  wait_seconds: optional(integer(0, WAIT_SECONDS.most)),
  ping_seconds: optional(integer(PING_SECONDS.least, PING_SECONDS.most)),
  status: optional(oneOf(['active', 'paused'])),
})

/** Reads an endpoint as a page or a program says it. Its plugin judges the config, its entity the fields of the mapping. */
export function parseEndpoint(input: unknown): Result<EndpointValues, Problem[]> {
  const problems: Problem[] = []
  const { config = {}, parts = {}, mapping = {}, ...rest } = isObject(input) ? input : {}
  const plain = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== null && value !== '')
  )
  const read = shape.parse(plain, '', problems)
  const known = {
    config: isObject(config) ? config : {},
    parts: texts(parts, 'parts', problems),
    mapping: texts(mapping, 'mapping', problems),
  }
  for (const [name, part] of Object.entries(known.parts))
    if (!PART.test(part))
      problems.push({
        field: `parts.${name}`,
        rule: 'format',
        message: 'must have 16 to 64 letters, digits, dashes or underscores',
      })
  if (Object.keys(known.mapping).length > MOST_MAPPED)
    problems.push({
      field: 'mapping',
      rule: 'max',
      message: `must have at most ${MOST_MAPPED} keys`,
    })
  if (!read || problems.length > 0) return fail(problems)
  const { wait_seconds: wait, ping_seconds: ping, profile, status, ...others } = read
  return ok({
    ...others,
    ...known,
    profile: profile ?? null,
    waitSeconds: wait ?? WAIT_SECONDS.usual,
    pingSeconds: ping ?? PING_SECONDS.usual,
    status: status ?? 'active',
  })
}

function texts(value: unknown, path: string, problems: Problem[]): Record<string, string> {
  const entries = isObject(value) ? Object.entries(value) : []
  for (const [key, one] of entries)
    if (typeof one !== 'string' || one.length > 255 || !key.trim() || key.length > 255)
      problems.push({ field: `${path}.${key}`, rule: 'string', message: 'must be a short text' })
  return Object.fromEntries(
    entries.flatMap(([key, one]) => (typeof one === 'string' ? [[key.trim(), one.trim()]] : []))
  )
}
