import { definePlugin, vine } from '#sdk'
import { checkXrechnung } from '#sdk/documents/check_xrechnung'
import { writeCii } from '#sdk/documents/cii'
import { documentTerms } from '#sdk/documents/document_terms'
import { refusalOf } from '#sdk/documents/refusal'
import { XRECHNUNG } from '#sdk/documents/xrechnung'

export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'document',
  id: 'xrechnung_cii',
  name: 'XRechnung · CII',
  version: '1.0.0',
  description: 'XRechnung 3.0 in UN/CEFACT CII, as the German public sector takes it.',
  de: {
    name: 'XRechnung · CII',
    description: 'XRechnung 3.0 in UN/CEFACT CII, wie Behörden in Deutschland sie annehmen.',
  },
  icon: 'file-code',
  config: vine.object({}),

  render(document) {
    const refused = refusalOf(document)
    if (refused.length) return { refused }
    return {
      bytes: writeCii(documentTerms(document, XRECHNUNG)),
      media_type: 'application/xml',
      extension: 'xml',
    }
  },
  check: checkXrechnung,
})
