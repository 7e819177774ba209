import { type World, loadWorld } from '#distribution/blueprint/load_world'
import type { BlueprintDocument } from '#distribution/blueprint/types'
import {
  writeAccount,
  writeEntity,
  writeMailTemplate,
  writePartner,
  writeSupplier,
  writeTag,
} from '#distribution/blueprint/write_forms'
import { writeProfile } from '#routing/parse_profile'

/** The configuration of an account as one document; secrets stand in it by name. Throws for an unknown account. */
export async function exportBlueprint(accountId: string): Promise<BlueprintDocument> {
  const world = await loadWorld(accountId)
  if (!world) throw new Error(`E_UNKNOWN_ACCOUNT: ${accountId}`)
  return writeBlueprint(world)
}

export const writeBlueprint = (world: World): BlueprintDocument => ({
  sluice: 1,
  account: writeAccount(world.account),
  entities: [...world.entities.values()].map(writeEntity),
  partners: [...world.partners.values()].map(writePartner),
  ...(world.suppliers.size > 0 && {
    suppliers: [...world.suppliers.values()].map(writeSupplier),
  }),
  ...(world.tags.list.length > 0 && {
    tags: world.tags.list.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(writeTag),
  }),
  profiles: [...world.profiles.values()].map((profile) => writeProfile(profile, profile.document)),
  ...(world.mail_templates.size > 0 && {
    mail_templates: [...world.mail_templates.values()].map(writeMailTemplate),
  }),
  ...(world.automations.size > 0 && {
    automations: [...world.automations.values()].map(({ form }) => form),
  }),
})
