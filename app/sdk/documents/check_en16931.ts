/*
 * Rules of EN 16931-1 that can fail on what people typed, each with what to mend. All others hold by the way documents
 * are made; the tests prove those on the written XML.
 */
import type { DocumentProblem } from '#sdk'
import type { TaxDocument, TaxDocumentParty } from '#sdk/document'
import { exact } from '#sdk/documents/exact_amount'
import { partyFacts, vatIdOf } from '#sdk/documents/party_terms'
import { refusalOf } from '#sdk/documents/refusal'
import { cleanLine, cleanText } from '#sdk/documents/xml_table'

type Severity = DocumentProblem['severity']
export type Check = (
  isWrong: boolean,
  rule: string,
  field: string | null,
  message: string,
  de: string,
  severity?: Severity
) => void

/** Collects what is wrong; a rule is told once for each field. */
export function collect(judge: (check: Check) => void): DocumentProblem[] {
  const problems: DocumentProblem[] = []
  judge((isWrong, rule, field, message, de, severity = 'error') => {
    if (!isWrong || problems.some((one) => one.rule === rule && one.field === field)) return
    problems.push({ rule, severity, field, message, de })
  })
  return problems
}

export const checkEn16931 = (document: TaxDocument): DocumentProblem[] => [
  ...refusalOf(document),
  ...collect((check) => {
    checkParties(document, check)
    checkTaxes(document, check)
    checkRest(document, check)
  }),
]

const isOutside = ({ taxes }: TaxDocument) => taxes.some(({ category }) => category === 'O')

function checkParties(document: TaxDocument, check: Check) {
  const seller = partyFacts(document.seller, !isOutside(document))
  const buyer = partyFacts(document.buyer, !isOutside(document))
  check(
    !seller.name,
    'BR-06',
    'seller.name',
    'the seller’s name is missing',
    'der Name des Verkäufers fehlt'
  )
  check(
    !buyer.name,
    'BR-07',
    'buyer.name',
    'the buyer’s name is missing',
    'der Name des Käufers fehlt'
  )
  check(
    !seller.country,
    'BR-09',
    'seller.country',
    'the seller’s country is missing, or no code of ISO 3166',
    'das Land des Verkäufers fehlt oder ist kein Code aus ISO 3166'
  )
  check(
    !buyer.country,
    'BR-11',
    'buyer.country',
    'the buyer’s country is missing, or no code of ISO 3166',
    'das Land des Käufers fehlt oder ist kein Code aus ISO 3166'
  )
  check(
    !seller.identifier && !seller.register_number && !seller.vat_id,
    'BR-CO-26',
    'seller.register_number',
    'the seller needs a register number or a VAT id, so that the buyer’s software knows who it is',
    'der Verkäufer braucht eine Registernummer oder eine USt-IdNr., damit die Software des Käufers ihn erkennt'
  )
  check(
    isUnread(document.seller),
    'BR-CO-09',
    'seller.vat_id',
    'the seller’s VAT id does not begin with a country code: it is given as a plain identifier',
    'die USt-IdNr. des Verkäufers beginnt nicht mit einem Ländercode: sie wird als einfache Kennung angegeben',
    'warning'
  )
  check(
    isUnread(document.buyer) && !isOutside(document),
    'BR-CO-09',
    'buyer.vat_id',
    'the buyer’s VAT id does not begin with a country code: it is given as a plain identifier',
    'die USt-IdNr. des Käufers beginnt nicht mit einem Ländercode: sie wird als einfache Kennung angegeben',
    'warning'
  )
}

const isUnread = (party: TaxDocumentParty) =>
  cleanLine(party.vat_id) !== null && vatIdOf(party) === null

function checkTaxes(document: TaxDocument, check: Check) {
  const seller = partyFacts(document.seller, true)
  const buyer = partyFacts(document.buyer, true)
  for (const { category, rate, note, exemption_code: code } of document.taxes) {
    if (category === '') continue
    if (category !== 'O')
      check(
        !seller.vat_id && !seller.tax_number,
        `BR-${category}-02`,
        'seller.vat_id',
        'the seller’s VAT id or tax number is missing',
        'die USt-IdNr. oder Steuernummer des Verkäufers fehlt'
      )
    if (category === 'AE')
      check(
        !buyer.vat_id && !buyer.register_number,
        'BR-AE-02',
        'buyer.vat_id',
        'under reverse charge the buyer’s VAT id is needed',
        'bei Steuerschuldnerschaft des Leistungsempfängers ist dessen USt-IdNr. nötig'
      )
    if (category === 'S')
      check(
        rate === null || exact(rate) === 0n,
        'BR-S-05',
        'tax',
        'a standard rate is above zero',
        'ein Regelsteuersatz ist größer als null'
      )
    if (!['S', 'Z'].includes(category))
      check(
        !cleanText(note) && !cleanLine(code),
        `BR-${category}-10`,
        'tax',
        'the reason why no VAT is charged is missing',
        'der Grund, aus dem keine Umsatzsteuer berechnet wird, fehlt'
      )
  }
}

function checkRest({ lines, corrects, period }: TaxDocument, check: Check) {
  check(
    lines.some(({ description }) => !cleanLine(description)),
    'BR-25',
    'lines',
    'a line has no description',
    'eine Position hat keine Bezeichnung'
  )
  check(
    period.to < period.from,
    'BR-29',
    'period',
    'the period ends before it begins',
    'der Zeitraum endet vor seinem Beginn'
  )
  check(
    lines.some(({ from, to }) => to < from),
    'BR-30',
    'lines',
    'the period of a line ends before it begins',
    'der Zeitraum einer Position endet vor seinem Beginn'
  )
  check(
    corrects !== null && !cleanLine(corrects.number),
    'BR-55',
    'corrects',
    'the document it corrects has no number',
    'das korrigierte Dokument hat keine Nummer'
  )
}
