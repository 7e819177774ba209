import type { Previewed } from '#billing/documents/look/preview_look'
import { documentPress } from '#billing/documents/pdf/document_press'

const DEADLINE_MS = 30_000

/** A preview on paper. No XML goes with it: nobody can take a sample for an invoice, nor can a machine. */
export const printSample = ({ document, look }: Previewed, at: number): Promise<Uint8Array> =>
  documentPress.print({ document, look, xml: null, at, deadlineMs: DEADLINE_MS })
