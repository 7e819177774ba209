import { signedUrlFor } from '@adonisjs/core/services/url_builder'
import type { FileRecord } from '#billing/documents/files/file_records'

export const LINK_HOURS = 24

/**
 * The files of a document as the API shows them. Links carry their own permission and end by themselves; they begin at
 * `base`, where the account's pages are.
 */
export function presentFiles(records: FileRecord[], at: number, base: string) {
  const expires = new Date(at + LINK_HOURS * 3_600_000)
  return records.map((record) => ({
    format: record.format,
    state: record.state,
    name: record.name,
    media_type: record.media_type,
    size: record.size,
    sha256: record.sha256,
    template: record.template,
    attempts: record.attempts,
    error: record.error,
    ready_at: record.ready_at === null ? null : new Date(record.ready_at).toISOString(),
    next_attempt_at:
      record.state === 'pending' && record.attempts > 0
        ? new Date(record.due_at).toISOString()
        : null,
    replaced: record.replaced.map(({ sha256, at: when, why }) => ({
      ...{ sha256, why, at: new Date(when).toISOString() },
    })),
    url: record.state === 'ready' ? linkTo(record, base) : null,
    url_expires_at: record.state === 'ready' ? expires.toISOString() : null,
  }))
}

export type FileView = ReturnType<typeof presentFiles>[number]

/** An address that reads this one file until it expires, whoever has it. */
const linkTo = (
  { invoice_id: invoice, format }: Pick<FileRecord, 'invoice_id' | 'format'>,
  base: string
) => base + signed('documents.file', { invoice, format }, { expiresIn: `${LINK_HOURS} hours` })

/** Names of routes are not generated as types here. */
const signed = signedUrlFor as unknown as (
  route: string,
  params: Record<string, string>,
  options: { expiresIn: string }
) => string
