import { definePlugin, vine } from '#sdk'
import { checkEn16931 } from '#sdk/documents/check_en16931'
import { EN16931, documentTerms, isCredit } from '#sdk/documents/document_terms'
import { refusalOf } from '#sdk/documents/refusal'
import { writeUbl } from '#sdk/documents/ubl'

export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'document',
  id: 'ubl',
  name: 'EN 16931 · UBL',
  version: '1.0.0',
  description: 'The European e-invoice in UBL 2.1.',
  de: { name: 'EN 16931 · UBL', description: 'Die europäische E-Rechnung in UBL 2.1.' },
  icon: 'file-code',
  config: vine.object({}),

  render(document) {
    const refused = refusalOf(document)
    if (refused.length) return { refused }
    return {
      bytes: writeUbl(documentTerms(document, EN16931), isCredit(document.kind)),
      media_type: 'application/xml',
      extension: 'xml',
    }
  },
  check: checkEn16931,
})
