import { type FileRecord, recordsOf } from '#billing/documents/files/file_records'

export type FileState = FileRecord['state']

export interface FileStates {
  pdf: FileState
  xml: FileState
}

/** How it stands with the files of documents, in the words of the API; drafts have none. */
export async function fileStates(
  accountId: string,
  invoiceIds: string[]
): Promise<Map<string, FileStates>> {
  const records = await recordsOf(accountId, invoiceIds)
  const byInvoice = Map.groupBy(records, ({ invoice_id: id }) => id)
  return new Map(
    [...byInvoice].map(([id, files]) => {
      const of = (formats: string[]) => files.filter(({ format }) => formats.includes(format))
      return [id, { pdf: worst(of(['pdf'])), xml: worst(of(['ubl', 'cii'])) }]
    })
  )
}

const worst = (records: FileRecord[]): FileState =>
  (['failed', 'pending'] as const).find((state) => records.some((one) => one.state === state)) ??
  (records.length ? 'ready' : 'pending')
