import { documentFormat, renderDocument } from '#billing/documents/document_formats'
import { type DocumentLook, PLAIN_LOOK } from '#billing/documents/look/document_look'
import { TEMPLATE_VERSION } from '#billing/documents/page/document_html'
import { documentPress } from '#billing/documents/pdf/document_press'
import type { TaxDocument } from '#sdk/document'
import { type Result, fail, ok } from '#shared/result'

export interface FileContent {
  bytes: Uint8Array
  extension: string
  media_type: string
  name: string
  template: string
}

/** `final`: the document itself is what the format cannot say. */
export interface MakeProblem {
  message: string
  final: boolean
}

const LEAST_MS = 30_000
const PER_ROW_MS = 25

/** How long a document may take to be printed, by what is on it. */
export const deadlineOf = ({ lines, items }: TaxDocument) =>
  LEAST_MS + PER_ROW_MS * (lines.length + items.length)

/** Makes a document in a format. Throws where the browser or a plugin is at fault. */
export async function makeFile(
  document: TaxDocument,
  format: string,
  at: number,
  look: DocumentLook = PLAIN_LOOK
): Promise<Result<FileContent, MakeProblem>> {
  return format === 'pdf' ? ok(await makePdf(document, at, look)) : makeXml(document, format)
}

const fileName = (number: string) => number.replace(/[^\w.-]+/g, '_')

async function makeXml(
  document: TaxDocument,
  format: string
): Promise<Result<FileContent, MakeProblem>> {
  const rendered = await renderDocument(document, format)
  if (rendered.ok) {
    const { bytes, extension, media_type: mediaType } = rendered.value
    return ok({
      bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
      extension,
      media_type: mediaType,
      name: `${fileName(document.number)}-${format}.${extension}`,
      // The format has a column of its own; this one holds 16 characters.
      template: documentFormat(format)!.version.slice(0, 16),
    })
  }
  const { problem } = rendered
  if (problem.type === 'refused')
    return fail({ final: true, message: problem.problems.map(({ message }) => message).join('; ') })
  if (problem.type === 'unknown_format')
    return fail({ final: false, message: `there is no format ${format}` })
  return fail({ final: false, message: problem.message })
}

/** Factur-X where the document can be said in CII, a plain archived PDF where it cannot. */
async function makePdf(
  document: TaxDocument,
  at: number,
  look: DocumentLook
): Promise<FileContent> {
  const cii = await makeXml(document, 'cii')
  const xml = cii.ok ? cii.value.bytes : null
  return {
    bytes: await documentPress.print({
      ...{ document, look, xml, at, deadlineMs: deadlineOf(document) },
    }),
    extension: 'pdf',
    media_type: 'application/pdf',
    name: `${fileName(document.number)}.pdf`,
    template: look.version ? `${TEMPLATE_VERSION}.${look.version}` : TEMPLATE_VERSION,
  }
}
