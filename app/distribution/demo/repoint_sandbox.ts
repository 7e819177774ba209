import { sandboxUrl } from '#config/sandbox'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { exportBlueprint } from '#distribution/blueprint/export_blueprint'

const SANDBOX_AT = /http:\/\/[\w.:[\]-]+\/sandbox\/partners\//g

/** A text with the sandbox where this app listens: blueprints say its default address. */
export const atThisAddress = (text: string): string => text.replace(SANDBOX_AT, sandboxUrl)

/** After a start on another port the partners of the demo are where the app is now. */
export async function repointSandbox(accountId: string): Promise<void> {
  const { profiles } = await exportBlueprint(accountId)
  const before = JSON.stringify(profiles)
  const after = atThisAddress(before)
  if (after === before) return
  const document = { sluice: 1, profiles: JSON.parse(after) as unknown }
  await applyBlueprint(accountId, document, { actor: 'demo', secrets: 'keep' })
}
