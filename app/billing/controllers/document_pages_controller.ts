import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { ARCHIVED } from '#billing/controllers/invoice_files_controller'
import { checkDocument } from '#billing/documents/check_document'
import { recordsOf, retryRecords } from '#billing/documents/files/file_records'
import { fileRefusal } from '#billing/documents/files/file_refusal'
import { fileRunner } from '#billing/documents/files/file_runner'
import { addressFor } from '#accounts/domains/address_for'
import { presentFiles } from '#billing/documents/files/present_files'
import { readFile } from '#billing/documents/files/read_file'
import { sendFile } from '#billing/documents/files/send_file'
import { zipFiles } from '#billing/documents/files/zip_files'
import { previewTaxDocument } from '#billing/documents/load_tax_document'
import { demandInvoice } from '#billing/invoices/demand_invoice'
import { presentInvoice } from '#billing/invoices/present_invoice'
import { archiveQuery } from '#billing/validators/document_inputs'

/** Files of documents, for people: looking at them, saving them, making them again. */
export default class DocumentPagesController {
  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const invoice = await presentInvoice(account, params.id)
    const document = invoice?.number ? await previewTaxDocument(account, params.id) : null
    if (!invoice || !document) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    return inertia.render('invoices/document', {
      invoice: {
        id: invoice.id,
        kind: invoice.kind,
        number: invoice.number,
        status: invoice.status,
      },
      files: await filesOf(account.id, params.id),
      checks: await checkDocument(document),
    })
  }

  async index({ params, response, team }: HttpContext) {
    await demandInvoice(team!.account.id, params.id)
    return response.send({ files: await filesOf(team!.account.id, params.id) })
  }

  async file(ctx: HttpContext) {
    const { params, request, team } = ctx
    const file = await readFile({
      ...{ accountId: team!.account.id, invoiceId: params.id, format: params.format },
      waitMs: 10_000,
    })
    if (!file.ok) throw fileRefusal(file.problem)
    return sendFile(ctx, file.value, request.input('inline') ? 'inline' : 'attachment')
  }

  async retry({ params, response, team }: HttpContext) {
    await demandInvoice(team!.account.id, params.id)
    await retryRecords(team!.account.id, params.id, Date.now())
    fileRunner.kick()
    return response.noContent()
  }

  async archive({ request, response, team }: HttpContext) {
    const { files = 'pdf', ...filters } = await archiveQuery.validate(request.qs())
    response.header('content-type', 'application/zip')
    response.header('content-disposition', 'attachment; filename="invoices.zip"')
    return response.stream(Readable.from(zipFiles(team!.account, filters, ARCHIVED[files])))
  }
}

const filesOf = async (accountId: string, invoiceId: string) =>
  presentFiles(
    await recordsOf(accountId, [invoiceId]),
    Date.now(),
    await addressFor(accountId, 'app')
  )
