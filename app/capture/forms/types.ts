import type { FormDocument } from '#capture/forms/form_document'

export const FORM_STATUSES = ['draft', 'live', 'closed'] as const
/** `draft`: never published; `closed`: it was, and takes nothing for now. */
export type FormStatus = (typeof FORM_STATUSES)[number]

/** A form without its documents. Times are ms since the epoch. */
export interface FormInfo {
  id: string
  accountId: string
  entityId: string
  key: string
  name: string
  /** In the address of its page, `/f/<slug>`. */
  slug: string
  status: FormStatus
  /** Of the draft, from 1. */
  revision: number
  /** The live one, or the one that was live when it was closed; null: never published. */
  version: number | null
  createdAt: number
  updatedAt: number
  updatedBy: string | null
}

export interface Form extends FormInfo {
  draft: FormDocument
}

export interface FormVersion {
  formId: string
  version: number
  document: FormDocument
  createdAt: number
  createdBy: string | null
}
