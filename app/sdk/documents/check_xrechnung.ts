/*
 * Rules XRechnung 3.0 adds to EN 16931 (BR-DE and those it takes over from Peppol), as far as typed data can fail them.
 */
import type { DocumentProblem } from '#sdk'
import type { TaxDocument } from '#sdk/document'
import { checkEn16931, collect } from '#sdk/documents/check_en16931'
import { isCredit } from '#sdk/documents/document_terms'
import { isIban } from '#sdk/documents/iban'
import { partyFacts } from '#sdk/documents/party_terms'
import { cleanLine } from '#sdk/documents/xml_table'

const MAIL = /^[^@\s]+@([^@.\s]+\.)+[^@.\s]+$/

export function checkXrechnung(document: TaxDocument): DocumentProblem[] {
  const seller = partyFacts(document.seller, true)
  const buyer = partyFacts(document.buyer, true)
  const account = cleanLine(document.payment.iban)?.replace(/\s/g, '').toUpperCase() ?? null
  const more = collect((check) => {
    const missing = (value: string | null, rule: string, field: string, en: string, de: string) =>
      check(!value, rule, field, `${en} is missing`, `${de} fehlt`)
    if (!isCredit(document.kind))
      missing(account, 'BR-DE-1', 'seller.iban', 'the seller’s IBAN', 'die IBAN des Verkäufers')
    missing(seller.city, 'BR-DE-3', 'seller.city', 'the seller’s city', 'der Ort des Verkäufers')
    missing(
      seller.postal_code,
      'BR-DE-4',
      'seller.postal_code',
      'the seller’s postal code',
      'die Postleitzahl des Verkäufers'
    )
    missing(
      seller.contact_name,
      'BR-DE-5',
      'seller.contact_name',
      'the seller’s contact person',
      'der Ansprechpartner des Verkäufers'
    )
    missing(
      seller.phone,
      'BR-DE-6',
      'seller.phone',
      'the seller’s phone number',
      'die Telefonnummer des Verkäufers'
    )
    missing(
      seller.email,
      'BR-DE-7',
      'seller.email',
      'the seller’s e-mail address',
      'die E-Mail-Adresse des Verkäufers'
    )
    missing(buyer.city, 'BR-DE-8', 'buyer.city', 'the buyer’s city', 'der Ort des Käufers')
    missing(
      buyer.postal_code,
      'BR-DE-9',
      'buyer.postal_code',
      'the buyer’s postal code',
      'die Postleitzahl des Käufers'
    )
    missing(
      cleanLine(document.buyer.reference),
      'BR-DE-15',
      'buyer.reference',
      'the buyer’s reference (in the public sector the Leitweg-ID)',
      'die Referenz des Käufers (bei Behörden die Leitweg-ID)'
    )
    missing(
      seller.email,
      'PEPPOL-EN16931-R020',
      'seller.email',
      'the seller’s e-mail address, as its electronic address,',
      'die E-Mail-Adresse des Verkäufers als seine elektronische Adresse'
    )
    missing(
      buyer.email,
      'PEPPOL-EN16931-R010',
      'buyer.email',
      'the buyer’s e-mail address for invoices',
      'die E-Mail-Adresse des Käufers für Rechnungen'
    )
    check(
      document.taxes.some(({ category }) => category !== 'O') &&
        !seller.vat_id &&
        !seller.tax_number,
      'BR-DE-16',
      'seller.vat_id',
      'the seller’s VAT id or tax number is missing',
      'die USt-IdNr. oder Steuernummer des Verkäufers fehlt'
    )
    check(
      document.kind === 'self_billing_credit_note',
      'BR-DE-17',
      null,
      'XRechnung does not list the correction of a self-billed invoice (261) among its types',
      'XRechnung führt die Korrektur einer Gutschrift im Abrechnungsverfahren (261) nicht unter seinen Rechnungsarten',
      'warning'
    )
    check(
      !isCredit(document.kind) &&
        account !== null &&
        document.currency === 'EUR' &&
        !isIban(account),
      'BR-DE-19',
      'seller.iban',
      'the seller’s IBAN has a mistake in it: its check digits do not fit',
      'die IBAN des Verkäufers ist fehlerhaft: ihre Prüfziffern passen nicht',
      'warning'
    )
    check(
      seller.phone !== null && (seller.phone.match(/\d/g) ?? []).length < 3,
      'BR-DE-27',
      'seller.phone',
      'the seller’s phone number has fewer than three digits',
      'die Telefonnummer des Verkäufers hat weniger als drei Ziffern',
      'warning'
    )
    check(
      seller.email !== null && !MAIL.test(seller.email),
      'BR-DE-28',
      'seller.email',
      'the seller’s e-mail address is none',
      'die E-Mail-Adresse des Verkäufers ist keine',
      'warning'
    )
  })
  return [...checkEn16931(document), ...more]
}
