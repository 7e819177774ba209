import type { AutomationForm } from '#distribution/blueprint/automation_form'
import type { BrandForm } from '#accounts/brand'
import type { Bookkeeping } from '#accounts/bookkeeping'
import type { AccountAddress, AccountTax, Invoicing } from '#accounts/types'
import type { TagInput } from '#crm/tags/parse_tag'
import type { Locale } from '#shared/locales'
import type { MailTemplateForm } from '#crm/mail_templates/types'
import type { PipelineForm } from '#entities/pipelines'
import type { DuplicatePolicy, FieldType } from '#entities/types'
import type { PartnerInput } from '#partners/parse_partner'
import type { ProfileForm } from '#routing/parse_profile'
import type { SupplierInput } from '#suppliers/parse_supplier'

/** The parts of a blueprint that hold objects by key, in the order they depend on each other. */
export const SECTIONS = [
  ...(['entities', 'partners', 'suppliers', 'tags', 'profiles', 'mail_templates'] as const),
] as const
export type Section = (typeof SECTIONS)[number]

export interface AccountForm {
  name?: string
  country?: string
  vat_id?: string
  currency?: string
  time_zone?: string
  language?: Locale
  address?: AccountAddress
  tax?: AccountTax
  invoicing?: Invoicing
  bookkeeping?: Bookkeeping
  brand?: BrandForm
}

export interface FieldForm {
  key: string
  label: string
  help?: string
  type: FieldType
  required?: true
  default?: unknown
  options?: string[]
  encrypted?: true
}

export interface EntityForm {
  key: string
  name: string
  duplicate?: { keys: string[]; within_days?: number; action: DuplicatePolicy['action'] }
  stages?: string[]
  pipelines?: PipelineForm[]
  fields: FieldForm[]
}

export type PartnerForm = PartnerInput & { name: string }
export type SupplierForm = SupplierInput & { name: string }

/** The configuration of an account as one document. It never holds a secret, only names of secrets. */
export interface BlueprintDocument {
  sluice: 1
  account: AccountForm
  entities: EntityForm[]
  partners: PartnerForm[]
  /** Left out where there are none. */
  suppliers?: SupplierForm[]
  /** Left out where there are none. */
  tags?: TagInput[]
  profiles: ProfileForm[]
  /** Left out where there are none. */
  mail_templates?: MailTemplateForm[]
  automations?: AutomationForm[]
}

/** One difference; `path` is below the object, list entries by key (`assignments.sunco-ca.price`). Absent is null. */
export interface FieldChange {
  path: string
  from: unknown
  to: unknown
}

/** One step of an apply. `object` is such as `partners.sunco`, `account`, `secrets.SUNCO_KEY`. */
export interface Change {
  action: 'create' | 'update' | 'delete' | 'publish'
  object: string
  changes?: FieldChange[]
}
