import type { PluginRegistry } from '#host/registry'
import { isObject } from '#shared/shape'
import type { PluginKind } from '#sdk'
import { configOf } from '#routing/compile_route'
import type { RouteDocument } from '#routing/types'

export type Upgrading = Pick<PluginRegistry, 'get' | 'readConfig'>

/**
 * A stored version with the configs today's plugins want: what an older version of a plugin was saved for goes through
 * its `upgrade`. A config whose upgrade fails stays as it is: the guard holds the leads that come to it. The document
 * itself is not touched, and comes back as it is where nothing of it is older.
 */
export function upgradeConfigs(document: RouteDocument, plugins: Upgrading): RouteDocument {
  const older = olderPlugins(document, plugins)
  if (older.size === 0) return document
  const current = <T extends object>(kind: PluginKind, id: unknown, config: T): T => {
    const version = older.get(`${kind}:${String(id)}`)
    if (version === undefined) return config
    const read = plugins.readConfig(kind, String(id), { version, config })
    return read.ok ? (read.value as T) : config
  }
  const nodes = Object.entries(document.route.nodes).map(([id, node]) => {
    const { type, ports } = node
    const config = current('node', type, configOf(node))
    const { strategy } = config
    if (isObject(strategy)) {
      const { use, ...rest } = strategy
      return [id, { type, ...config, strategy: { use, ...current('strategy', use, rest) }, ports }]
    }
    return [id, { type, ...config, ports }]
  })
  const assignments = document.assignments.map((one) => {
    const { use, transform, ...config } = one.delivery
    const delivery = { use, ...(transform !== undefined && { transform }) }
    return { ...one, delivery: { ...delivery, ...current('channel', use, config) } }
  })
  const versions = [...older.keys()].map((name) => [name, versionOf(name, plugins)])
  return {
    ...document,
    assignments,
    route: { ...document.route, nodes: Object.fromEntries(nodes) as typeof document.route.nodes },
    plugins: { ...document.plugins, ...(Object.fromEntries(versions) as Record<string, string>) },
  }
}

/** The plugins it was saved for in another version than today's that know how to take such a config, by `kind:id`. */
function olderPlugins({ plugins: saved = {} }: RouteDocument, plugins: Upgrading) {
  const found = Object.entries(saved).filter(([name, version]) => {
    const plugin = pluginOf(name, plugins)
    return plugin?.upgrade !== undefined && plugin.version !== version
  })
  return new Map(found)
}

function pluginOf(name: string, plugins: Upgrading) {
  const [kind, id] = name.split(/:(.*)/s)
  return plugins.get(kind as PluginKind, id)
}

const versionOf = (name: string, plugins: Upgrading) => pluginOf(name, plugins)!.version
