import type { HttpContext } from '@adonisjs/core/http'
import { findMovements, readBalance } from '#billing/balances/read_balance'
import { fileRefusal } from '#billing/documents/files/file_refusal'
import { readFile } from '#billing/documents/files/read_file'
import { sendFile } from '#billing/documents/files/send_file'
import { movementFilters } from '#billing/validators/balance_inputs'
import { missingPage } from '#distribution/missing_page'
import { notFound } from '#shared/http_problem'
import { findDocuments, isOwnDocument, ownDocument } from '#portal/money/documents'
import { documentFilters } from '#portal/validators/money_inputs'

/** Invoices, credit notes and the balance of a partner, for its people. */
export default class MoneyController {
  async invoices({ inertia, portal, request }: HttpContext) {
    const [, query] = await documentFilters.tryValidate(request.qs())
    const filters = { status: query?.status }
    return inertia.render('portal/invoices', {
      filters: { status: filters.status ?? null },
      list: (await findDocuments(portal!, filters)) as never,
    })
  }

  async search({ portal, request, response }: HttpContext) {
    return response.send(await findDocuments(portal!, await documentFilters.validate(request.qs())))
  }

  async invoice({ inertia, params, portal, request }: HttpContext) {
    const invoice = await ownDocument(portal!, params.id)
    if (!invoice) throw missingPage(request)
    return inertia.render('portal/invoice', { invoice: invoice as never })
  }

  async file(ctx: HttpContext) {
    const { params, portal } = ctx
    if (!(await isOwnDocument(portal!, params.id))) throw notFound('document')
    const wish = { accountId: portal!.account.id, invoiceId: params.id, format: params.format }
    const file = await readFile({ ...wish, waitMs: 10_000 })
    if (!file.ok) throw fileRefusal(file.problem)
    return sendFile(ctx, file.value, 'attachment')
  }

  async balance({ inertia, portal, request }: HttpContext) {
    const { account, partner } = portal!
    const balance = await readBalance(account, partner)
    if (!balance) throw missingPage(request)
    return inertia.render('portal/balance', {
      balance: balance as never,
      movements: (await movementsOf(portal!, {})) as never,
    })
  }

  async movements({ portal, request, response }: HttpContext) {
    return response.send(await movementsOf(portal!, await movementFilters.validate(request.qs())))
  }
}

/** Who of the team moved it is not told. */
async function movementsOf(
  { account, partner }: NonNullable<HttpContext['portal']>,
  filters: { limit?: number; cursor?: string }
) {
  const page = await findMovements(account, partner.id, filters)
  return { ...page, data: page.data.map(({ actor: _, ...movement }) => movement) }
}
