import { loadWorld } from '#distribution/blueprint/load_world'
import { draftProfile } from '#distribution/blueprint/make_plan'
import { patchForm } from '#distribution/configuration/patch_form'
import { relative } from '#distribution/configuration/save_draft'
import type { ConfigFailure } from '#distribution/configuration/types'
import { workingProfile } from '#distribution/configuration/working_profile'
import { plugins } from '#host/registry'
import { configOf } from '#routing/compile_route'
import { type NodePort, readPorts } from '#routing/read_ports'
import type { RouteDocument } from '#routing/types'
import { type Problem, type Result, fail, ok } from '#shared/result'

export interface CheckedDraft {
  /** Everything that keeps it from being published, by its place in the profile. */
  problems: Problem[]
  /** The ways out of every node with the settings it has there; null where they cannot be read. */
  ports: Record<string, readonly NodePort[] | null>
}

/** Says of a change of a draft what a save and a publication would say. Nothing is stored. */
export async function checkDraft(
  accountId: string,
  profileKey: string,
  patch: unknown
): Promise<Result<CheckedDraft, ConfigFailure>> {
  const world = await loadWorld(accountId)
  const working = world && (await workingProfile(world, profileKey))
  if (!working) return fail({ type: 'not_found' })
  const form = patchForm('profiles', working.form, patch)
  if (!form.ok) return form
  const draft = await draftProfile(world, form.value)
  if (!draft.ok) return ok({ problems: relative(draft.problem), ports: {} })
  const { document, problems } = draft.value
  return ok({ problems: relative(problems), ports: portsOfNodes(document) })
}

function portsOfNodes({ route }: RouteDocument): CheckedDraft['ports'] {
  const registry = plugins()
  return Object.fromEntries(
    Object.entries(route.nodes).map(([id, node]) => {
      const plugin = registry.get('node', node.type)
      return [id, plugin && readPorts(plugin, configOf(node))]
    })
  )
}
