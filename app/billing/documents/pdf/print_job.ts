import type { DocumentLook } from '#billing/documents/look/document_look'
import type { DrawnBox, PictureJob } from '#billing/documents/pdf/draw_picture'
import type { DocumentHtml } from '#billing/documents/page/document_html'
import type { TaxDocument } from '#sdk/document'

/** What is printed: all of it can be handed to another thread. */
export interface PrintJob {
  document: TaxDocument
  look: DocumentLook
  /** The CII that travels inside; null where the document cannot be said in it. */
  xml: Uint8Array | null
  /** When the file was made, ms. */
  at: number
  deadlineMs: number
}

/** Content of the sheet that is no tax document; `producer` is what the product that makes it is called. */
export interface SheetJob {
  document: DocumentHtml
  author: string
  producer: string
  /** When the file was made, ms. */
  at: number
  deadlineMs: number
}

/** What a format is asked of a long document. */
export interface FormatCall {
  format: string
  method: 'render' | 'check'
  document: TaxDocument
  /** Where the thread finds the plugins this process has. */
  plugins: { root: string; packages: string[] }
}

/** To the thread: a document or another sheet to print, one to write or check, a picture to draw, or the word to end. */
export type ToPress =
  | { id: number; job: PrintJob }
  | { id: number; sheet: SheetJob }
  | { id: number; call: FormatCall }
  | { id: number; picture: PictureJob }
  | 'close'

/** From the thread. An error goes by its message: that is what stands in the row of the file. */
export type FromPress =
  | { id: number; pdf: Uint8Array }
  | { id: number; value: unknown }
  | { id: number; drawn: DrawnBox[] | null }
  | { id: number; error: string; name?: string }
