import { plugins } from '#host/registry'
import type { AccountConfig } from '#distribution/account_config'
import type { RouteDocument } from '#routing/types'
import type { Named } from '#insights/read_names'
import { store } from '#store/store'

export interface PluginUse {
  /** Or an automation. */
  profile?: Named
  automation?: Named
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

/** Where automations use each: of the live version of each, whether it is on or off. */
export async function pluginsInAutomations(accountId: string): Promise<Map<string, PluginUse[]>> {
  const rows = await store.all(
    `select a.key, a.name, v.document from automations a
     join automation_versions v on v.automation_id = a.id and v.version = a.version
     where a.account_id = ? and a.deleted_at is null order by a.name`,
    [accountId]
  )
  const uses = new Map<string, PluginUse[]>()
  for (const { key, name, document } of rows) {
    const { route } = JSON.parse(document as string) as Pick<RouteDocument, 'route'>
    const counts = new Map<string, number>()
    for (const { type } of Object.values(route.nodes)) {
      const kind = KINDS.find((one) => plugins().get(one, type))
      if (kind) counts.set(`${kind}:${type}`, (counts.get(`${kind}:${type}`) ?? 0) + 1)
    }
    const automation = { key: key as string, name: name as string }
    for (const [plugin, places] of counts)
      uses.set(plugin, [...(uses.get(plugin) ?? []), { automation, places }])
  }
  return uses
}

const KINDS = ['trigger', 'action', 'node'] as const

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
