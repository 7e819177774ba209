import { askFormat } from '#billing/documents/ask_format'
import { plugins } from '#host/registry'
import type { DocumentFormat, DocumentProblem, RenderedDocument } from '#sdk'
import type { TaxDocument } from '#sdk/document'
import { type Result, fail, ok } from '#shared/result'

export type FormatProblem =
  | { type: 'unknown_format'; known: string[] }
  | { type: 'refused'; problems: DocumentProblem[] }
  /** The plugin is at fault, not the document. */
  | { type: 'failed'; message: string }

type Format = DocumentFormat<unknown>

/** Ids of the formats documents can be written in, in order. */
export const documentFormats = (): string[] => plugins().ids('document')

export const documentFormat = (id: string): Format | null =>
  plugins().get('document', id) as Format | null

/** The document in a format: byte for byte the same for the same document. */
export async function renderDocument(
  document: TaxDocument,
  format: string
): Promise<Result<RenderedDocument, FormatProblem>> {
  const plugin = documentFormat(format)
  if (!plugin) return fail({ type: 'unknown_format', known: documentFormats() })
  const answer = await askFormat(plugin, 'render', document, wrongFile)
  if (!answer.ok) return fail({ type: 'failed', message: answer.problem.message })
  return 'refused' in answer.value
    ? fail({ type: 'refused', problems: answer.value.refused })
    : ok(answer.value)
}

function wrongFile(result: ReturnType<Format['render']>): string | null {
  if (typeof result !== 'object' || result === null) return 'must return a file or a refusal'
  if ('refused' in result)
    return Array.isArray(result.refused) && result.refused.length ? null : 'must say why it refuses'
  const { bytes, media_type: type, extension } = result
  if (typeof bytes !== 'string' && !(bytes instanceof Uint8Array)) return 'must return bytes'
  if (bytes.length === 0) return 'must not return an empty file'
  if (!/^[a-z]+\/[\w.+-]+$/.test(type)) return 'must name its media type'
  return /^[a-z\d]{1,8}$/.test(extension) ? null : 'must name its extension'
}
