import { brandForm } from '#accounts/brand'
import type { Account } from '#accounts/types'
import type { TagInput } from '#crm/tags/parse_tag'
import { writePipelines } from '#entities/pipelines'
import type { EntityDefinition } from '#entities/types'
import type { Partner } from '#partners/types'
import type { MailTemplateForm, MailTemplateValues } from '#crm/mail_templates/types'
import type { Supplier } from '#suppliers/types'
import type {
  AccountForm,
  EntityForm,
  FieldForm,
  PartnerForm,
  SupplierForm,
} from '#distribution/blueprint/types'

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
  if (account.language !== 'en') form.language = account.language
  if (account.address) form.address = account.address
  if (Object.keys(account.tax).length > 0) form.tax = account.tax
  if (Object.keys(account.invoicing).length > 0) form.invoicing = account.invoicing
  if (account.bookkeeping && Object.keys(account.bookkeeping).length > 0)
    form.bookkeeping = account.bookkeeping
  if (account.brand) form.brand = brandForm(account.brand)
  return form
}

export function writeEntity(entity: EntityDefinition): EntityForm {
  const form: EntityForm = { key: entity.key, name: entity.name, fields: [] }
  if (entity.duplicate) {
    const { keys, within_days: days, action } = entity.duplicate
    form.duplicate = days === null ? { keys, action } : { keys, within_days: days, action }
  }
  if (entity.stages.length > 0) form.stages = entity.stages
  const pipelines = writePipelines(entity.pipelines)
  if (pipelines) form.pipelines = pipelines
  form.fields = entity.fields.map((field) => {
    const written: FieldForm = { key: field.key, label: field.label, type: field.type }
    if (field.help) written.help = field.help
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

type SupplierLike = Pick<
  Supplier,
  'key' | 'name' | 'email' | 'language' | 'sources' | 'terms' | 'billing' | 'selfBilling'
>

export function writeSupplier(supplier: SupplierLike): SupplierForm {
  const form: SupplierForm = { key: supplier.key, name: supplier.name }
  if (supplier.email) form.email = supplier.email
  if (supplier.language) form.language = supplier.language
  if (supplier.sources.length > 0) form.sources = supplier.sources
  if (supplier.terms.length > 0) form.terms = supplier.terms
  if (supplier.billing && Object.keys(supplier.billing).length > 0) form.billing = supplier.billing
  if (supplier.selfBilling && Object.keys(supplier.selfBilling).length > 0)
    form.self_billing = supplier.selfBilling
  return form
}

export const writeTag = ({ key, name, color = 'grey' }: TagInput): TagInput =>
  color === 'grey' ? { key, name } : { key, name, color }

export function writeMailTemplate(template: MailTemplateValues): MailTemplateForm {
  const { key, name, entity, language, subject, text } = template
  return {
    ...{ key, name },
    ...(entity && { entity }),
    ...(language && { language }),
    ...{ subject, text },
  }
}
