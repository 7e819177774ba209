import type { AccountConfig } from '#distribution/account_config'
import type { RouteDocument } from '#routing/types'
import type { Named } from '#insights/read_names'

export interface PluginUse {
  profile: Named
  /** In how many assignments or nodes of its live version. */
  places: number
}

/** Where the live versions of an account's profiles use each plugin, by `kind:id`. */
export function pluginsInUse(config: Pick<AccountConfig, 'profiles'>): Map<string, PluginUse[]> {
  const uses = new Map<string, PluginUse[]>()
  for (const { profile, live } of config.profiles.values()) {
    if (!live) continue
    const named = { key: profile.key, name: profile.name }
    for (const [plugin, places] of countPlugins(live.compiled.document))
      uses.set(plugin, [...(uses.get(plugin) ?? []), { profile: named, places }])
  }
  return uses
}

function countPlugins({ route, assignments }: RouteDocument): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (kind: string, id: unknown) => {
    if (typeof id === 'string') counts.set(`${kind}:${id}`, (counts.get(`${kind}:${id}`) ?? 0) + 1)
  }
  for (const { delivery } of assignments) count('channel', delivery.use)
  for (const node of Object.values(route.nodes)) {
    count('node', node.type)
    count('strategy', (node.strategy as { use?: unknown } | undefined)?.use)
  }
  return counts
}
