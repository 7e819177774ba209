import type { Plugin, PluginKind } from '#sdk'
import { pathProblems } from '#sdk/intake'

/** The methods every plugin of a kind must have. `upgrade` is optional everywhere. */
export const REQUIRED_METHODS: Record<PluginKind, readonly string[]> = {
  channel: ['prepare', 'send'],
  strategy: ['plan'],
  tax: ['applies', 'assess'],
  node: ['ports', 'decide'],
  document: ['render'],
  payment: ['checkout'],
  intake: ['read', 'answer'],
  trigger: ['occurs'],
  action: ['prepare'],
}

export const ID_PATTERN = /^[a-z][a-z0-9_]{0,63}$/
const VERSION_PATTERN = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/

/** "channel, strategy, … or action". */
export const KIND_WORDS = Object.keys(REQUIRED_METHODS)
  .join(', ')
  .replace(/, (\w+)$/, ' or $1')

export const isPluginKind = (value: unknown): value is PluginKind =>
  typeof value === 'string' && Object.hasOwn(REQUIRED_METHODS, value)

/**
 * What keeps an exported value from being a plugin, in plain sentences for the person who wrote it; an empty list
 * means it is one. The registry refuses by it and the contract tests assert it, so both say the same.
 */
export function manifestProblems(exported: unknown): string[] {
  if (typeof exported !== 'object' || exported === null)
    return ['it has no default export; write "export default definePlugin({ ... })"']
  const plugin = exported as Partial<Record<keyof Plugin | 'upgrade', unknown>>
  if (plugin.api !== 1)
    return [`it is written for plugin API ${show(plugin.api)}; this install runs API 1`]
  if (!isPluginKind(plugin.kind))
    return [`its kind is ${show(plugin.kind)}; it must be ${KIND_WORDS}`]

  const problems: string[] = []
  if (typeof plugin.id !== 'string' || !ID_PATTERN.test(plugin.id))
    problems.push(`its id is ${show(plugin.id)}; it must be snake_case, such as "first_match"`)
  if (typeof plugin.name !== 'string' || !plugin.name.trim() || plugin.name.length > 80)
    problems.push('its name must be a text of 1 to 80 characters')
  if (typeof plugin.version !== 'string' || !VERSION_PATTERN.test(plugin.version))
    problems.push(`its version is ${show(plugin.version)}; it must be semantic, such as "1.0.0"`)
  for (const key of ['description', 'icon'] as const) {
    const text = (exported as Record<string, unknown>)[key]
    if (text !== undefined && typeof text !== 'string') problems.push(`its ${key} must be a text`)
  }
  problems.push(...germanProblems((exported as { de?: unknown }).de))
  for (const method of REQUIRED_METHODS[plugin.kind]) {
    if (typeof (exported as Record<string, unknown>)[method] !== 'function')
      problems.push(`a ${plugin.kind} needs the method ${method}()`)
  }
  if (plugin.upgrade !== undefined && typeof plugin.upgrade !== 'function')
    problems.push('upgrade must be a function')
  if (plugin.kind === 'trigger' || plugin.kind === 'action')
    problems.push(...automationProblems(exported as Record<string, unknown>))
  if (plugin.kind === 'intake')
    problems.push(...pathProblems(String(plugin.id), (exported as { paths?: unknown }).paths))
  const schemaProblem = configProblem(plugin.config)
  if (schemaProblem) problems.push(schemaProblem)
  return problems
}

function automationProblems({ kind, about, events }: Record<string, unknown>): string[] {
  const known = kind === 'trigger' ? ['lead', 'partner'] : ['lead', 'partner', 'any']
  const problems: string[] = []
  if (!known.includes(about as string))
    problems.push(`its about is ${show(about)}; it must be ${known.join(' or ')}`)
  const listed = Array.isArray(events) && events.length > 0
  if (kind === 'trigger' && !(listed && events.every((type) => typeof type === 'string')))
    problems.push('its events must name types of the trail, such as ["lead.received"]')
  return problems
}

function germanProblems(de: unknown): string[] {
  if (de === undefined) return []
  if (typeof de !== 'object' || de === null) return ['its de must be { name, description }']
  return Object.entries(de).flatMap(([key, text]) =>
    !['name', 'description'].includes(key)
      ? [`its de has a ${key}; it may have name and description`]
      : typeof text === 'string' && text.trim() !== '' && (key !== 'name' || text.length <= 80)
        ? []
        : [`its de.${key} must be a text${key === 'name' ? ' of 1 to 80 characters' : ''}`]
  )
}

function configProblem(config: unknown): string | null {
  const schema = config as { toJSONSchema?: () => unknown; clone?: unknown } | null | undefined
  if (typeof schema?.toJSONSchema !== 'function' || typeof schema.clone !== 'function')
    return 'its config is not a Vine schema; write "config: vine.object({ ... })"'
  try {
    const json = schema.toJSONSchema() as { type?: unknown; anyOf?: unknown }
    if (json.type !== 'object' && !Array.isArray(json.anyOf))
      return 'its config must be vine.object'
  } catch (error) {
    return `its config gives no JSON Schema: ${error instanceof Error ? error.message : 'unknown error'}`
  }
  return null
}

const show = (value: unknown): string =>
  value === undefined ? 'missing' : (JSON.stringify(value)?.slice(0, 60) ?? typeof value)
