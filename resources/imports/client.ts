/*
 * What the pages ask the server about imports.
 */
import { deleteJson, getJson, glance, postJson, putJson } from '~/request'
import type { ImportPreview, ImportSettings, LeadImport } from './types'
import { type Sending, sendFile } from './send_file'

export interface ImportPage {
  data: LeadImport[]
  meta: { next_cursor: string | null }
}

export type ImportAction = 'check' | 'run' | 'pause' | 'resume' | 'cancel' | 'undo'

export const listImports = (cursor?: string) => getJson<ImportPage>('/imports/list', { cursor })
export const importState = (id: string) => getJson<LeadImport>(`/imports/${id}/state`)
/** In passing: an ended session is not asked for. */
export const glanceAtImports = () => glance<ImportPage>('/imports/list')
export const importPreview = (id: string, signal?: AbortSignal) =>
  getJson<ImportPreview>(`/imports/${id}/preview`, {}, { signal })
export const saveSettings = (id: string, settings: ImportSettings | { header: boolean }) =>
  putJson<LeadImport>(`/imports/${id}/settings`, settings)
export const actOn = (id: string, action: ImportAction) =>
  postJson<LeadImport>(`/imports/${id}/${action}`)
export const deleteImport = (id: string) => deleteJson<null>(`/imports/${id}`)
export const errorsHref = (id: string) => `/imports/${id}/errors.csv`

export const uploadImport = (file: File, entity: string, sending: Sending) =>
  sendFile<LeadImport>(
    `/imports?${new URLSearchParams({ name: file.name, entity })}`,
    file,
    sending
  )
export const sendCorrected = (id: string, file: File, sending: Sending) =>
  sendFile<LeadImport>(
    `/imports/${id}/corrected?${new URLSearchParams({ name: file.name })}`,
    file,
    sending
  )
