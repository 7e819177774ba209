import { configClock } from '#accounts/config_changes'
import { loadAccount } from '#accounts/repository'
import { type Secrets, loadSecrets } from '#accounts/secrets'
import type { Account } from '#accounts/types'
import { listMailTemplates } from '#crm/mail_templates/repository'
import type { MailTemplate } from '#crm/mail_templates/types'
import { loadTags } from '#crm/tags/repository'
import type { TagBook } from '#crm/tags/tag_book'
import { loadEntities } from '#entities/repository'
import type { Entity } from '#entities/types'
import { type Partner, listPartners } from '#partners/repository'
import { type Supplier, listSuppliers } from '#suppliers/repository'
import { type KnownAutomation, automationsPart } from '#distribution/blueprint/automation_form'
import { type Profile, listProfiles, loadLiveVersions } from '#routing/repository'
import type { RouteDocument } from '#routing/types'

export interface KnownProfile extends Profile {
  /** Key of its entity. */
  entity: string
  document: RouteDocument | null
}

/** The configuration of an account as it stands; objects by key, in the order they were made. */
export interface World {
  account: Account
  entities: Map<string, Entity>
  partners: Map<string, Partner>
  suppliers: Map<string, Supplier>
  tags: TagBook
  profiles: Map<string, KnownProfile>
  mail_templates: Map<string, MailTemplate>
  automations: Map<string, KnownAutomation>
  secrets: Secrets
  /** Number of the latest change: while it stays, this is how things are. */
  clock: number
}

const byKey = <T extends { key: string }>(list: T[]) => new Map(list.map((one) => [one.key, one]))

/** Null where there is no such account. */
export async function loadWorld(accountId: string): Promise<World | null> {
  // The clock is read first: what changes while the rest is read shows as a newer one later.
  const clock = await configClock(accountId)
  const account = await loadAccount(accountId)
  if (!account) return null
  const entities = await loadEntities(accountId)
  const partners = await listPartners(accountId)
  const suppliers = await listSuppliers(accountId)
  const profiles = await listProfiles(accountId)
  const mailTemplates = await listMailTemplates(accountId)
  const versions = await loadLiveVersions(accountId)
  const entityKeys = new Map(entities.map((entity) => [entity.id, entity.key]))
  return {
    account,
    entities: byKey(entities),
    partners: byKey(partners),
    suppliers: byKey(suppliers),
    tags: await loadTags(accountId),
    profiles: byKey(
      profiles.map((profile) => ({
        ...profile,
        entity: entityKeys.get(profile.entityId)!,
        document: versions.get(profile.id)?.document ?? null,
      }))
    ),
    mail_templates: byKey(mailTemplates),
    automations: (await automationsPart()?.load(accountId)) ?? new Map<string, KnownAutomation>(),
    secrets: await loadSecrets(accountId),
    clock,
  }
}
