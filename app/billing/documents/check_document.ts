import type { DocumentProblem } from '#sdk'
import type { TaxDocument } from '#sdk/document'
import { askFormat } from '#billing/documents/ask_format'
import { documentFormat, documentFormats } from '#billing/documents/document_formats'

/** A problem with where its datum is kept; null: on the document itself, or nowhere. */
export interface PlacedProblem extends DocumentProblem {
  place: 'account' | 'partner' | null
}

/** How a document stands with one format: what its validator would say. */
export interface FormatCheck {
  format: string
  name: string
  /** `invalid`: a validator refuses it. `unknown`: the plugin could not say. */
  state: 'valid' | 'warnings' | 'invalid' | 'unknown'
  problems: PlacedProblem[]
}

/** A document, or what a draft would be, against the rules of each format that has any. */
export async function checkDocument(document: TaxDocument): Promise<FormatCheck[]> {
  const checks: FormatCheck[] = []
  for (const format of documentFormats()) {
    const plugin = documentFormat(format)!
    if (!plugin.check) continue
    const { name } = plugin
    const answer = await askFormat<DocumentProblem[]>(plugin, 'check', document, isList)
    const said = answer.ok ? answer.value : []
    const problems = said.map((one) => ({ ...one, place: placeOf(one, document) }))
    checks.push({ format, name, state: answer.ok ? stateOf(problems) : 'unknown', problems })
  }
  return checks
}

const isList = (value: unknown) => (Array.isArray(value) ? null : 'must return a list')

function stateOf(problems: readonly DocumentProblem[]): FormatCheck['state'] {
  if (problems.some(({ severity }) => severity === 'error')) return 'invalid'
  return problems.length ? 'warnings' : 'valid'
}

/** The account sells, but on self-billing, where the supplier does. */
function placeOf({ field }: DocumentProblem, { kind }: TaxDocument): PlacedProblem['place'] {
  const side = field?.split('.')[0]
  if (side !== 'seller' && side !== 'buyer') return null
  return (side === 'seller') === kind.startsWith('self_billing') ? 'partner' : 'account'
}
