import type { Account } from '#accounts/types'
import type { WorkingProfile } from '#distribution/configuration/working_profile'
import { assignmentStates, profileForms } from '#distribution/setup/profile_pages'
import type { Scope } from '#entities/entity_scope'
import { plugins } from '#host/registry'
import { readPorts } from '#routing/read_ports'

/** What the drawn route of a profile needs: its forms, every node type with its ports, how full caps are. */
export async function routeForms(account: Account, working: WorkingProfile, scope: Scope) {
  const registry = plugins()
  const forms = await profileForms(account, scope)
  const nodes = registry
    .list()
    .filter(({ kind }) => kind === 'node')
    .map((entry) => {
      const plugin = registry.get('node', entry.id)
      // Ports that need a config are told by the check of a draft.
      return { ...entry, ports: plugin && readPorts(plugin, {}) }
    })
  return {
    ...forms,
    plugins: [...forms.plugins, ...nodes],
    states: await assignmentStates(account, working, Date.now()),
  }
}
