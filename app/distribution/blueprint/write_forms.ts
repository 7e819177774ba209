import type { Account } from '#accounts/types'
import type { EntityDefinition } from '#entities/types'
import type { Partner } from '#partners/types'
import type { AccountForm, EntityForm, FieldForm, PartnerForm } from '#distribution/blueprint/types'

/*
 * Stored objects as a blueprint writes them: what has its default is left out, keys come in one order, so that two
 * exports of the same configuration are the same text.
 */
export function writeAccount(account: Account): AccountForm {
  const form: AccountForm = { name: account.name }
  if (account.country) form.country = account.country
  if (account.vatId) form.vat_id = account.vatId
  form.currency = account.currency
  form.time_zone = account.timeZone
  if (account.address) form.address = account.address
  return form
}

export function writeEntity(entity: EntityDefinition): EntityForm {
  const form: EntityForm = { key: entity.key, name: entity.name, fields: [] }
  if (entity.duplicate) {
    const { keys, within_days: days, action } = entity.duplicate
    form.duplicate = days === null ? { keys, action } : { keys, within_days: days, action }
  }
  if (entity.stages.length > 0) form.stages = entity.stages
  form.fields = entity.fields.map((field) => {
    const written: FieldForm = { key: field.key, label: field.label, type: field.type }
    if (field.required) written.required = true
    if (field.default !== null) written.default = field.default
    if (field.options) written.options = field.options
    if (field.encrypted) written.encrypted = true
    return written
  })
  return form
}

type PartnerLike = Pick<
  Partner,
  'key' | 'name' | 'email' | 'timeZone' | 'paused' | 'caps' | 'billing' | 'portal'
>

export function writePartner(partner: PartnerLike): PartnerForm {
  const form: PartnerForm = { key: partner.key, name: partner.name }
  if (partner.email) form.email = partner.email
  form.time_zone = partner.timeZone
  if (partner.paused) form.paused = true
  if (Object.keys(partner.caps).length > 0) form.caps = partner.caps
  if (partner.billing && Object.keys(partner.billing).length > 0) form.billing = partner.billing
  if (partner.portal && Object.keys(partner.portal).length > 0) form.portal = partner.portal
  return form
}
