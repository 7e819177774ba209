import type { DocumentProblem } from '#sdk'
import type { TaxDocument } from '#sdk/document'
import { twoDecimals } from '#sdk/documents/exact_amount'

const refused = (rule: string, field: string | null, message: string, de: string) => ({
  rule,
  severity: 'error' as const,
  field,
  message,
  de,
})

/** Why EN 16931 has no way to say this document, in any syntax. Empty: it has. */
export function refusalOf(document: TaxDocument): DocumentProblem[] {
  const { lines, taxes, totals, currency } = document
  const problems: DocumentProblem[] = []
  if (lines.length === 0)
    problems.push(
      refused(
        'BR-16',
        'lines',
        'an e-invoice has at least one line',
        'eine E-Rechnung hat mindestens eine Position'
      )
    )
  if (taxes.some(({ category }) => category === ''))
    problems.push(
      refused(
        'BR-47',
        'tax',
        'how it is taxed is not decided yet',
        'die steuerliche Behandlung steht noch nicht fest'
      )
    )
  const categories = new Set(taxes.map(({ category }) => category))
  if (categories.has('O') && categories.size > 1)
    problems.push(
      refused(
        'BR-O-11',
        'tax',
        'supplies outside the scope of VAT stand on an e-invoice alone: bill the others by another document, such as by a period of its own',
        'nicht steuerbare Leistungen stehen auf einer E-Rechnung allein: rechnen Sie die anderen getrennt ab, etwa mit eigenem Zeitraum'
      )
    )
  const amounts = [
    ...Object.values(totals),
    ...lines.map(({ net }) => net),
    ...taxes.flatMap(({ net, amount }) => [net, amount]),
  ]
  const fine = amounts.find((amount) => twoDecimals(amount) === null)
  if (fine !== undefined)
    problems.push(
      refused(
        'BR-DEC-12',
        'currency',
        `an e-invoice writes amounts with two decimals at most; ${fine} ${currency} cannot be written exactly`,
        `eine E-Rechnung schreibt Beträge mit höchstens zwei Nachkommastellen; ${fine} ${currency} lässt sich so nicht genau angeben`
      )
    )
  return problems
}
