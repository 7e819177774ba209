import { definePlugin, vine } from '#sdk'
import { checkXrechnung } from '#sdk/documents/check_xrechnung'
import { documentTerms, isCredit } from '#sdk/documents/document_terms'
import { refusalOf } from '#sdk/documents/refusal'
import { writeUbl } from '#sdk/documents/ubl'
import { XRECHNUNG } from '#sdk/documents/xrechnung'

export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'document',
  id: 'xrechnung_ubl',
  name: 'XRechnung · UBL',
  version: '1.0.0',
  description: 'XRechnung 3.0 in UBL 2.1, as the German public sector takes it.',
  de: {
    name: 'XRechnung · UBL',
    description: 'XRechnung 3.0 in UBL 2.1, wie Behörden in Deutschland sie annehmen.',
  },
  icon: 'file-code',
  config: vine.object({}),

  render(document) {
    const refused = refusalOf(document)
    if (refused.length) return { refused }
    return {
      bytes: writeUbl(documentTerms(document, XRECHNUNG), isCredit(document.kind)),
      media_type: 'application/xml',
      extension: 'xml',
    }
  },
  check: checkXrechnung,
})
