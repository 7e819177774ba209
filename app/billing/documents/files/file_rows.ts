import type { Row, Write } from '#store/types'

/** Formats every document is made in by itself; others are made when somebody asks. */
export const KEPT_FORMATS = ['pdf', 'ubl', 'cii'] as const

export const fileId = (invoiceId: string, format: string) => `${invoiceId}:${format}`

export const fileRow = (accountId: string, invoiceId: string, format: string, at: number): Row => ({
  id: fileId(invoiceId, format),
  account_id: accountId,
  invoice_id: invoiceId,
  format,
  ...{ state: 'pending', replaced: '[]', attempts: 0, due_at: at, owned_until: 0, created_at: at },
})

/** Goes with the transaction that gives a document its number: nothing is finalized whose files nobody will make. */
export const fileWrites = (accountId: string, invoiceId: string, at: number): Write[] =>
  KEPT_FORMATS.map((format) => ({
    insert: 'document_files',
    row: fileRow(accountId, invoiceId, format, at),
  }))
