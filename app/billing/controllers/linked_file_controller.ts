import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { fileRefusal } from '#billing/documents/files/file_refusal'
import { readFile } from '#billing/documents/files/read_file'
import { sendFile } from '#billing/documents/files/send_file'
import { store } from '#store/store'

/** One file by its link: the signature in it is the permission, until it expires. */
export default class LinkedFileController {
  async show(ctx: HttpContext) {
    const { params, request } = ctx
    const invoice =
      request.hasValidSignature() &&
      (await store.first('select account_id from invoices where id = ?', [params.invoice]))
    if (!invoice) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    const file = await readFile({
      ...{ accountId: invoice.account_id as string, invoiceId: params.invoice },
      ...{ format: params.format, waitMs: 10_000 },
    })
    if (!file.ok) throw fileRefusal(file.problem)
    return sendFile(ctx, file.value, 'attachment')
  }
}
