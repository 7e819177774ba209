import { type PluginRegistry, plugins } from '#host/registry'
import { configOf } from '#routing/compile_route'
import type { Problem } from '#shared/result'
import { at } from '#shared/shape'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { type Surroundings, compileAutomation, kindOfNode } from '#automations/compile_automation'
import type { AutomationDocument } from '#automations/types'

/** What an automation of an entity (null: about partners) may name of the account. */
export function surroundingsOf(config: AccountConfig, entityId: string | null): Surroundings {
  const profiles = [...config.profilesByKey.values()]
  return {
    entity: entityId === null ? null : (config.entities.get(entityId) ?? null),
    profiles: new Map(profiles.map(({ profile, entity }) => [profile.key, entity.key])),
    partners: new Set(config.partnersByKey.keys()),
  }
}

/** Everything that keeps a document from being published, each problem with its path in it. */
export async function checkAutomation(
  accountId: string,
  entityId: string | null,
  document: AutomationDocument
): Promise<Problem[]> {
  const around = surroundingsOf(await accountConfig(accountId), entityId)
  const registry = plugins()
  const compiled = compileAutomation(document, around, registry)
  const configs = await checkConfigs(document, registry)
  return compiled.ok ? configs : [...compiled.problem, ...configs]
}

/** What the plugins say about their configs; those that are not there are the compiler's to name. */
export async function checkConfigs(
  { route }: AutomationDocument,
  registry: PluginRegistry
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [id, node] of Object.entries(route.nodes)) {
    const kind = kindOfNode(node.type, registry)
    if (!kind) continue
    const place = at('route.nodes', id)
    const checked = await registry.checkConfig(kind, node.type, configOf(node), place)
    if (!checked.ok) problems.push(...checked.problem)
  }
  return problems
}
