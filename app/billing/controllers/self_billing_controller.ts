import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { runSelfBilling } from '#billing/self_billing/run_self_billing'
import { presentStatement, supplierStatement } from '#billing/self_billing/supplier_statement'
import { payoutInput, statementQuery } from '#billing/validators/invoice_inputs'
import { notFound } from '#shared/http_problem'
import { loadSupplier } from '#suppliers/repository'

export default class SelfBillingController {
  async generate({ api, response }: HttpContext) {
    const wish = await payoutInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const data = await runSelfBilling(account, wish, api.actor)
    return response.send({ data, meta: { next_cursor: null } })
  }

  async statement({ api, params, request, response }: HttpContext) {
    const period = await statementQuery.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    const supplier = await loadSupplier(account.id, params.key)
    if (!supplier) throw notFound('supplier')
    const statement = await supplierStatement(account, supplier.id, period)
    const data = presentStatement(supplier.key, statement, period)
    return response.send({ data, meta: { next_cursor: null } })
  }
}
