import { definePlugin, vine } from '#sdk'
import { checkEn16931 } from '#sdk/documents/check_en16931'
import { writeCii } from '#sdk/documents/cii'
import { EN16931, documentTerms } from '#sdk/documents/document_terms'
import { refusalOf } from '#sdk/documents/refusal'

export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'document',
  id: 'cii',
  name: 'EN 16931 · CII',
  version: '1.0.0',
  description:
    'The European e-invoice in UN/CEFACT CII D16B; also what Factur-X and ZUGFeRD carry in their PDF (profile EN 16931).',
  de: {
    name: 'EN 16931 · CII',
    description:
      'Die europäische E-Rechnung in UN/CEFACT CII D16B; auch der Inhalt von Factur-X und ZUGFeRD (Profil EN 16931).',
  },
  icon: 'file-code',
  config: vine.object({}),

  render(document) {
    const refused = refusalOf(document)
    if (refused.length) return { refused }
    return {
      bytes: writeCii(documentTerms(document, EN16931)),
      media_type: 'application/xml',
      extension: 'xml',
    }
  },
  check: checkEn16931,
})
