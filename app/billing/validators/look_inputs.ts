import vine from '@vinejs/vine'
import { SAMPLE_KINDS, SAMPLE_LINES } from '#billing/documents/look/sample_document'
import { DOCUMENT_LANGUAGES } from '#shared/locales'

export const previewInput = vine.create({
  brand: vine.any(),
  kind: vine.enum(SAMPLE_KINDS),
  language: vine.enum(DOCUMENT_LANGUAGES),
  lines: vine
    .number()
    .withoutDecimals()
    .in([...SAMPLE_LINES]),
  invoice: vine.string().maxLength(40).optional(),
})
