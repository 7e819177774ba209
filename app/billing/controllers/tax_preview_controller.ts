import type { HttpContext } from '@adonisjs/core/http'
import { assessTax } from '#billing/tax/assess_tax'
import { presentTax } from '#billing/tax/present_tax'
import { loadTaxContext } from '#billing/tax/tax_context'
import { parseTaxPreview } from '#billing/validators/tax_inputs'
import { invalid } from '#shared/http_problem'
import type { Problem } from '#shared/result'

/** What tax an invoice between two parties would carry. Nothing is stored. */
export default class TaxPreviewController {
  async show({ api, response }: HttpContext) {
    const problems: Problem[] = []
    const facts = parseTaxPreview(api.body, problems)
    if (!facts) throw invalid(problems)
    const tax = assessTax(facts, await loadTaxContext(api.accountId))
    return response.send(presentTax(tax, facts.currency))
  }
}
