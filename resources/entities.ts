import type { PipelineForm } from './crm/pipelines.js'

/* Entities as their pages know them: the blueprint's form. */
export const FIELD_TYPES = [
  'text',
  'long_text',
  'email',
  'phone',
  'number',
  'money',
  'select',
  'multi_select',
  'checkbox',
  'date',
  'datetime',
  'address',
  'url',
  'file',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

export const TYPE_ICONS: Record<FieldType, string> = {
  text: 'i-lucide-type',
  long_text: 'i-lucide-text',
  email: 'i-lucide-at-sign',
  phone: 'i-lucide-phone',
  number: 'i-lucide-hash',
  money: 'i-lucide-banknote',
  select: 'i-lucide-list',
  multi_select: 'i-lucide-list-checks',
  checkbox: 'i-lucide-square-check',
  date: 'i-lucide-calendar',
  datetime: 'i-lucide-calendar-clock',
  address: 'i-lucide-map-pin',
  url: 'i-lucide-link',
  file: 'i-lucide-paperclip',
}

export interface FieldForm {
  key: string
  label: string
  type: FieldType
  help?: string
  required?: boolean
  default?: unknown
  options?: string[]
  encrypted?: boolean
}

export interface Duplicate {
  keys: string[]
  within_days?: number
  action: 'skip' | 'update' | 'create' | 'reject'
}

export interface EntityForm {
  key: string
  name: string
  fields: FieldForm[]
  duplicate?: Duplicate
  stages?: string[]
  pipelines?: PipelineForm[]
}

/** Fields by which a person may be known again. */
export const identifies = ({ type }: FieldForm) =>
  !['file', 'checkbox', 'multi_select'].includes(type)

export const hasOptions = (type: FieldType) => type === 'select' || type === 'multi_select'

/** What a change would mean for leads that are stored. */
export interface Impact {
  kind: string
  subject: string
  label: string
  detail: string[]
  leads: number
}
export interface ImpactCheck {
  impacts: Impact[]
  looked: number
  complete: boolean
}
