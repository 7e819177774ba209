import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { saveAccountTax } from '#accounts/save_account_tax'
import { loadPartner } from '#partners/repository'
import { listVatChecks } from '#partners/vat_checks'
import { explainTax } from '#billing/tax/explain_tax'
import { factsOf, sellerFacts } from '#billing/tax/facts_of'
import { addRate, removeRate } from '#billing/tax/own_rates'
import { loadTaxContext } from '#billing/tax/tax_context'
import { taxPage } from '#billing/tax/tax_page'
import { parseExplain } from '#billing/validators/tax_inputs'
import { checkOwnVatId } from '#billing/vies/check_vat_id'
import { presentVatCheck } from '#billing/vies/present_vat_check'
import { conflict, invalid, notFound } from '#shared/http_problem'
import type { Problem } from '#shared/result'

/** A person who asks twice within a minute gets the same answer. */
const MAX_AGE_MS = 60_000

/** How an account stands with VAT, the rates it uses, and why a supply is taxed as it is. */
export default class TaxSettingsController {
  async show({ inertia, team }: HttpContext) {
    const { account } = team!
    const zone = account.timeZone
    const today = new Intl.DateTimeFormat('sv', { timeZone: zone }).format(Date.now())
    return inertia.render('settings/tax', await taxPage(account, today))
  }

  async update({ request, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user), now: Date.now() }
    const saved = await saveAccountTax(account, request.body(), options)
    if (!saved.ok) throw invalid(saved.problem)
    return saved.value
  }

  async explain({ request, response, team }: HttpContext) {
    const { account } = team!
    const problems: Problem[] = []
    const wish = parseExplain(request.body(), problems)
    if (!wish) throw invalid(problems)
    const { date, kind } = wish.supply
    const sale = { date, kind, net: 10_000, currency: account.currency }
    const context = await loadTaxContext(account.id)
    if (!wish.partner) {
      const { net, currency } = sale
      const facts = { seller: sellerFacts(account), buyer: wish.buyer!, supply: wish.supply }
      return response.send(
        explainTax({ ...facts, net, currency, without_id: account.tax.without_vat_id }, context)
      )
    }
    const partner = await loadPartner(account.id, wish.partner)
    if (!partner) throw notFound('partner')
    const checks = await listVatChecks(account.id, partner.id)
    return response.send(explainTax(factsOf(account, partner, checks, sale), context))
  }

  async check({ response, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user), now: Date.now(), maxAge: MAX_AGE_MS }
    const checked = await checkOwnVatId(account, options)
    if (!checked.ok) throw conflict('The account has no VAT id; enter one first')
    return response.send(presentVatCheck(checked.value))
  }

  async addRate({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user), now: Date.now() }
    const added = await addRate(account.id, request.body(), options)
    if (!added.ok) throw invalid(added.problem)
    return response.created(added.value)
  }

  async removeRate({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user), now: Date.now() }
    if (!(await removeRate(account.id, params.id, options))) throw notFound('rate')
    return response.noContent()
  }
}
