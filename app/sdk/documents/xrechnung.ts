import type { Specification } from '#sdk/documents/document_terms'

/** XRechnung 3.0 of KoSIT, with the business process it takes over from Peppol. */
export const XRECHNUNG: Specification = {
  id: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
  process: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
  rateOutsideScope: true,
}
