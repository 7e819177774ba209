import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { checkDocument } from '#billing/documents/check_document'
import { previewTaxDocument } from '#billing/documents/load_tax_document'

/** How a draft stands with the formats of e-invoices, for its page. */
export default class InvoiceDocumentsController {
  async checks({ params, request, response, team }: HttpContext) {
    const document = await previewTaxDocument(team!.account, params.id)
    if (!document) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    return response.send({ formats: await checkDocument(document) })
  }
}
