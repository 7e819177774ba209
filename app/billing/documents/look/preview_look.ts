import { type Brand, brandOf } from '#accounts/brand'
import { fillText } from '#accounts/brand_texts'
import { logoOwner, readBrand } from '#accounts/brands/save_brand'
import type { Account } from '#accounts/types'
import { kindTexts, saidOf } from '#billing/documents/look/kind_texts'
import { lookOfBrand } from '#billing/documents/look/load_look'
import { type SampleWish, sampleDocument } from '#billing/documents/look/sample_document'
import { documentValues } from '#billing/documents/look/text_values'
import { loadTaxDocument } from '#billing/documents/load_tax_document'
import type { DocumentLook } from '#billing/documents/look/document_look'
import { paragraphs } from '#billing/invoices/terms'
import type { TaxDocument } from '#sdk/document'
import { type Problem, type Result, fail, ok } from '#shared/result'

export interface PreviewWish extends SampleWish {
  brand: unknown
  /** One of the account's own documents instead of a sample. */
  invoice?: string
}

export interface Previewed {
  document: TaxDocument
  look: DocumentLook
}

export type PreviewProblem = { type: 'invalid'; problems: Problem[] } | { type: 'not_found' }

/** How a document would look with a brand that is not saved yet: the page that is printed, marked as a sample. */
export async function previewLook(
  account: Account,
  { brand: input, invoice, ...sample }: PreviewWish
): Promise<Result<Previewed, PreviewProblem>> {
  const read = await readBrand(account, input)
  if (!read.ok) return fail({ type: 'invalid', problems: read.problem })
  const brand = {
    ...read.value,
    version: brandOf(account).version,
    of: logoOwner(account, read.value),
  }
  const found = invoice
    ? await loadTaxDocument(account, invoice, { items: false })
    : ok(sampleDocument(account, sample))
  if (!found.ok) return fail({ type: 'not_found' })
  const document = withTexts(found.value, brand, account)
  return ok({ document, look: await lookOfBrand(account.id, brand, document, true) })
}

/** An invoice carries the texts of the brand, else those on file; what is none carries those of its kind. */
function withTexts(document: TaxDocument, brand: Brand, account: Account): TaxDocument {
  const { kind, language } = document
  const texts = kindTexts(brand, kind, language)
  const onFile = kind === 'invoice' ? account.invoicing : {}
  const values = documentValues(document)
  const written = (text: string | undefined, other: string | undefined) =>
    paragraphs(text ? fillText(text, values) : (other ?? null))
  const above = written(texts.intro, onFile.intro)
  const below = written(texts.closing, onFile.closing)
  const notes = [...above, ...saidOf(kind, language), ...below]
  return { ...document, notes, notes_above: above.length }
}
