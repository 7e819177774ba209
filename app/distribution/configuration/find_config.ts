import MailTemplateModel from '#crm/models/mail_template'
import TagModel from '#crm/models/tag'
import { loadMailTemplate } from '#crm/mail_templates/repository'
import { findTag } from '#crm/tags/repository'
import EntityModel from '#entities/models/entity'
import PartnerModel from '#partners/models/partner'
import ProfileModel from '#routing/models/profile'
import {
  writeEntity,
  writeMailTemplate,
  writePartner,
  writeSupplier,
  writeTag,
} from '#distribution/blueprint/write_forms'
import type { ConfigKind, ConfigObject } from '#distribution/configuration/types'
import { findEntity, loadEntityById } from '#entities/repository'
import { loadPartner } from '#partners/repository'
import SupplierModel from '#suppliers/models/supplier'
import { loadSupplier } from '#suppliers/repository'
import { loadProfile, loadVersion } from '#routing/repository'
import { writeProfile } from '#routing/parse_profile'

const times = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }) => ({
  created_at: new Date(createdAt).toISOString(),
  updated_at: new Date(updatedAt).toISOString(),
})

/** An object by key as the API shows it, or null. */
export async function findConfig(
  accountId: string,
  kind: ConfigKind,
  key: string
): Promise<ConfigObject | null> {
  if (kind === 'entities') {
    const entity = await findEntity(accountId, key)
    const row = entity && (await EntityModel.find(entity.id))
    return row && { id: row.id, ...writeEntity(entity), ...times(row) }
  }
  if (kind === 'partners') {
    const partner = await loadPartner(accountId, key)
    if (!partner) return null
    const { id, paused } = partner
    return { id, ...writePartner(partner), paused, ...times(partner) }
  }
  if (kind === 'suppliers') {
    const supplier = await loadSupplier(accountId, key)
    return supplier && { id: supplier.id, ...writeSupplier(supplier), ...times(supplier) }
  }
  if (kind === 'tags') {
    const tag = await findTag(accountId, key)
    return tag && { id: tag.id, ...writeTag(tag), color: tag.color, ...times(tag) }
  }
  if (kind === 'mail_templates') {
    const template = await loadMailTemplate(accountId, key)
    return template && { id: template.id, ...writeMailTemplate(template), ...times(template) }
  }
  const profile = await loadProfile(accountId, key)
  if (!profile) return null
  const entity = await loadEntityById(accountId, profile.entityId)
  const live = profile.liveVersionId ? await loadVersion(accountId, profile.liveVersionId) : null
  return {
    id: profile.id,
    ...writeProfile({ ...profile, entity: entity!.key }, live?.document ?? null),
    paused: profile.paused,
    version: live?.number ?? null,
    ...times(profile),
  }
}

const MODELS = {
  entities: EntityModel,
  partners: PartnerModel,
  suppliers: SupplierModel,
  tags: TagModel,
  profiles: ProfileModel,
  mail_templates: MailTemplateModel,
}

/** Objects after a key, in the order of their keys. */
export async function listConfigRows(
  accountId: string,
  kind: ConfigKind,
  limit: number,
  after: string | null
): Promise<ConfigObject[]> {
  const query = MODELS[kind].query().where('account_id', accountId).select('key').orderBy('key')
  if (kind === 'tags') void query.whereNull('merged_into')
  else if (kind !== 'entities') void query.whereNull('deleted_at')
  if (after !== null) void query.where('key', '>', after)
  const objects: ConfigObject[] = []
  for (const { key } of await query.limit(limit)) {
    const one = await findConfig(accountId, kind, key)
    if (one) objects.push(one)
  }
  return objects
}
