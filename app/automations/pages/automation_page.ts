import { listTeam } from '#accounts/list_team'
import { loadTags } from '#crm/tags/repository'
import { writeEntity } from '#distribution/blueprint/write_forms'
import { loadEntities } from '#entities/repository'
import type { PluginKind } from '#sdk'
import { plugins } from '#host/registry'
import { listPartners } from '#partners/repository'
import { readPorts } from '#routing/read_ports'
import { listProfiles } from '#routing/repository'
import { configOf } from '#routing/compile_route'
import { nodePlugin } from '#automations/compile_automation'
import { loadVersion } from '#automations/kept/repository'
import type { Automation, AutomationDocument } from '#automations/types'

export const OUT = [{ name: 'out', required: false }] as const

/** Of a trigger, an action, or a node that branches; null where they cannot be read. */
export function portsOf(type: string, config: Record<string, unknown>) {
  const found = nodePlugin(type, plugins())
  if (!found) return null
  if (found.kind === 'trigger') return [{ name: 'out', required: true }]
  return found.kind === 'action' ? OUT : readPorts(found.plugin, config)
}

/** The ways out of every node with the settings it has there. */
export const portsOfNodes = ({ route }: AutomationDocument) =>
  Object.fromEntries(
    Object.entries(route.nodes).map(([id, node]) => [id, portsOf(node.type, configOf(node))])
  )

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** An automation as its pages show it: the draft, and what is live. */
export async function automationPage(automation: Automation) {
  const { id, accountId, entityId, key, name, status, version, draft, ...info } = automation
  const entities = await loadEntities(accountId)
  const entity = entities.find((one) => one.id === entityId)
  const live = version === null ? null : await loadVersion(id, version)
  return {
    ...{ key, name, status, version },
    revision: String(info.revision),
    entity: entity ? writeEntity(entity) : null,
    document: { route: draft.route, limits: draft.limits },
    /** Something of the draft is not live. */
    draft: live === null || JSON.stringify(live.document) !== JSON.stringify(draft),
    enabled_at: iso(info.enabledAt),
    ...{ saved_at: iso(info.updatedAt)!, saved_by: info.updatedBy },
  }
}

const KINDS: readonly PluginKind[] = ['trigger', 'action', 'node']

/** What the forms of automations are drawn with: their plugins, and what settings may name. */
export async function automationForms(accountId: string) {
  const registry = plugins()
  const [partners, profiles, entities, team, tags] = await Promise.all([
    listPartners(accountId),
    listProfiles(accountId),
    loadEntities(accountId),
    listTeam(accountId),
    loadTags(accountId),
  ])
  return {
    partners: partners.map(({ key, name }) => ({ key, name })),
    profiles: profiles.map(({ key, name, entityId }) => ({
      ...{ key, name },
      entity: entities.find(({ id }) => id === entityId)?.key ?? '',
    })),
    members: team,
    tags: tags.list.map(({ key }) => key),
    plugins: registry
      .list()
      .filter(({ kind }) => KINDS.includes(kind as PluginKind))
      .flatMap((entry) => {
        const found = registry.get(entry.kind as 'trigger' | 'action' | 'node', entry.id)
        if (entry.kind === 'node' && !(found && 'branches' in found && found.branches)) return []
        const about = found && 'about' in found ? found.about : null
        return [{ ...entry, about, ports: found && portsOf(entry.id, {}) }]
      }),
  }
}
