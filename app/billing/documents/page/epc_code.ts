import { renderSVG } from 'uqr'
import type { TaxDocument } from '#sdk/document'

const MOST = 999_999_999.99
const MOST_BYTES = 331

/**
 * Content of the code that banking apps read (EPC069-12 v2.1, "Quick Response Code: Guidelines to Enable Data Capture for
 * the Initiation of a SEPA Credit Transfer"); null where it says nothing: other currencies, no IBAN, nothing to pay.
 */
export function epcText({ kind, currency, totals, payment }: TaxDocument): string | null {
  const iban = payment.iban?.replace(/\s/g, '').toUpperCase()
  const due = Number(totals.due)
  if (kind !== 'invoice' || currency !== 'EUR' || !iban || !payment.account_name) return null
  if (due < 0.01 || due > MOST) return null
  return [
    ...['BCD', '002', '1', 'SCT'],
    payment.bic?.replace(/\s/g, '').toUpperCase() ?? '',
    oneLine(payment.account_name).slice(0, 70),
    iban,
    `EUR${totals.due}`,
    '',
    '',
    oneLine(payment.reference).slice(0, 140),
  ].join('\n')
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** The code as an image; error correction M, at most version 13, as the guidelines ask. */
export function epcImage(document: TaxDocument): string | null {
  const text = epcText(document)
  if (text === null || Buffer.byteLength(text) > MOST_BYTES) return null
  const svg = renderSVG(text, { ecc: 'M', border: 0, maxVersion: 13 })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
