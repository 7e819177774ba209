import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { balancedPartner, correctBalance, topUp } from '#billing/balances/change_balance'
import { findMovements, readBalance } from '#billing/balances/read_balance'
import { correctionInput, movementFilters, topUpInput } from '#billing/validators/balance_inputs'
import { missingPage } from '#distribution/missing_page'
import { partnerHead } from '#distribution/setup/partner_pages'
import { loadPartner } from '#partners/repository'
import { notFound } from '#shared/http_problem'

/** What a partner paid in or may owe, for people. */
export default class PartnerBalanceController {
  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const head = await partnerHead(account, params.key)
    if (!head) throw missingPage(request)
    const partner = (await loadPartner(account.id, params.key))!
    return inertia.render('partners/balance', {
      partner: head,
      balance: await readBalance(account, partner),
      movements: await findMovements(account, partner.id, {}),
    })
  }

  async movements({ params, request, response, team }: HttpContext) {
    const { account } = team!
    const filters = await movementFilters.validate(request.qs())
    const partner = await loadPartner(account.id, params.key)
    if (!partner) throw notFound('partner')
    return response.send(await findMovements(account, partner.id, filters))
  }

  async topUp({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const wish = await topUpInput.validate(request.body())
    await topUp(account, await balancedPartner(account, params.key), wish, actorOf(user))
    return response.noContent()
  }

  async correct({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const wish = await correctionInput.validate(request.body())
    await correctBalance(account, await balancedPartner(account, params.key), wish, actorOf(user))
    return response.noContent()
  }
}
