import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { addressFor } from '#accounts/domains/address_for'
import { loadAccount } from '#accounts/repository'
import { recordsOf } from '#billing/documents/files/file_records'
import { fileRefusal } from '#billing/documents/files/file_refusal'
import { presentFiles } from '#billing/documents/files/present_files'
import { readFile } from '#billing/documents/files/read_file'
import { sendFile } from '#billing/documents/files/send_file'
import { zipFiles } from '#billing/documents/files/zip_files'
import { archiveQuery, xmlQuery } from '#billing/validators/document_inputs'
import { notFound } from '#shared/http_problem'
import { store } from '#store/store'

const WAIT_MS = 15_000

/** Files of finalized documents, over the API. */
export default class InvoiceFilesController {
  async pdf(ctx: HttpContext) {
    return this.#send(ctx, 'pdf')
  }

  async xml(ctx: HttpContext) {
    const { syntax = 'ubl' } = await xmlQuery.validate(ctx.request.qs())
    return this.#send(ctx, syntax === 'pdf' ? '' : syntax)
  }

  async index({ api, params, response }: HttpContext) {
    const found = await store.first('select id from invoices where id = ? and account_id = ?', [
      params.id,
      api.accountId,
    ])
    if (!found) throw notFound('invoice')
    const records = await recordsOf(api.accountId, [params.id])
    const files = presentFiles(records, Date.now(), await addressFor(api.accountId, 'app'))
    return response.send({ data: files, meta: { next_cursor: null } })
  }

  async archive({ api, request, response }: HttpContext) {
    const { files = 'pdf', ...filters } = await archiveQuery.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    response.header('content-type', 'application/zip')
    response.header('content-disposition', 'attachment; filename="invoices.zip"')
    return response.stream(Readable.from(zipFiles(account, filters, ARCHIVED[files])))
  }

  async #send(ctx: HttpContext, format: string) {
    const { api, params } = ctx
    const wish = {
      accountId: api.accountId,
      invoiceId: params.id as string,
      format,
      waitMs: WAIT_MS,
    }
    const file = await readFile(wish)
    if (!file.ok) throw fileRefusal(file.problem)
    return sendFile(ctx, file.value, 'attachment')
  }
}

export const ARCHIVED = { pdf: ['pdf'], xml: ['ubl'], all: ['pdf', 'ubl', 'cii'] } as const
