/*
 * A form's document as the builder holds it, and what it knows of the entity. The document's own shape is the server's.
 */
import type {
  ConsentElement,
  FieldElement,
  FormDocument,
  FormElement,
  FormStep,
  TextElement,
} from '../../app/capture/forms/form_document.js'

export type { ConsentElement, FieldElement, FormDocument, FormElement, FormStep, TextElement }

export interface EntityField {
  key: string
  label: string
  help: string | null
  type: string
  required: boolean
  has_default: boolean
  options: string[] | null
}

export interface FormProblem {
  field: string
  rule: string
  message: string
  level: 'problem' | 'warning'
  subject?: string
}

export interface FormHead {
  key: string
  name: string
  entity: string | null
  entity_name: string | null
  status: 'draft' | 'live' | 'closed'
  version: number | null
  revision: number
  url: string
  changed: boolean
  updated_at: string
  updated_by: string | null
  document: FormDocument
}

export interface BuilderProps {
  form: FormHead
  fields: EntityField[]
  profiles: { key: string; name: string }[]
  problems: FormProblem[]
}
