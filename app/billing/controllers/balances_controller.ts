import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { balancedPartner, correctBalance, topUp } from '#billing/balances/change_balance'
import { findMovements, readBalance } from '#billing/balances/read_balance'
import { correctionInput, movementFilters, topUpInput } from '#billing/validators/balance_inputs'

/** What partners paid in or may owe, over the API. */
export default class BalancesController {
  async show({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    return response.send(await readBalance(account, await balancedPartner(account, params.key)))
  }

  async movements({ api, params, request, response }: HttpContext) {
    const filters = await movementFilters.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    const partner = await balancedPartner(account, params.key)
    return response.send(await findMovements(account, partner.id, filters))
  }

  async topUp({ api, params, response }: HttpContext) {
    const wish = await topUpInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const partner = await balancedPartner(account, params.key)
    await topUp(account, partner, wish, api.actor)
    return response.created(await readBalance(account, partner))
  }

  async correct({ api, params, response }: HttpContext) {
    const wish = await correctionInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const partner = await balancedPartner(account, params.key)
    await correctBalance(account, partner, wish, api.actor)
    return response.created(await readBalance(account, partner))
  }
}
