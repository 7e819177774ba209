import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { factsOf } from '#billing/tax/facts_of'
import { explainTax } from '#billing/tax/explain_tax'
import { loadTaxContext } from '#billing/tax/tax_context'
import { parseOverride } from '#billing/validators/override_input'
import { checkVatId } from '#billing/vies/check_vat_id'
import { overrideVatId } from '#billing/vies/override_vat_id'
import { missingPage } from '#distribution/missing_page'
import { exemptionFiles } from '#distribution/setup/exemption_files'
import { partnerHead } from '#distribution/setup/partner_pages'
import { presentVatCheck } from '#billing/vies/present_vat_check'
import { loadPartner } from '#partners/repository'
import { listVatChecks } from '#partners/vat_checks'
import { conflict, invalid, notFound } from '#shared/http_problem'
import type { Problem } from '#shared/result'

const NO_ID = 'The partner has no VAT id; enter one first'
/** A person who asks twice within a minute gets the same answer. */
const MAX_AGE_MS = 60_000

/** What is known of a partner's VAT id, and how what it buys is taxed today. */
export default class PartnerTaxController {
  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const head = await partnerHead(account, params.key)
    if (!head) throw missingPage(request)
    const partner = (await loadPartner(account.id, params.key))!
    const checks = await listVatChecks(account.id, partner.id)
    const date = new Intl.DateTimeFormat('sv', { timeZone: account.timeZone }).format(Date.now())
    const facts = factsOf(account, partner, checks, {
      ...{ date, net: 10_000, currency: account.currency },
    })
    return inertia.render('partners/tax', {
      partner: head,
      status: facts.buyer.vat_id_status!,
      vatId: facts.buyer.vat_id ?? null,
      explained: explainTax(facts, await loadTaxContext(account.id)),
      files: await exemptionFiles(account.id, partner.id),
      checks: checks.toReversed().map(presentVatCheck),
    })
  }

  async check({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const partner = await loadPartner(account.id, params.key)
    if (!partner) throw notFound('partner')
    const options = { actor: actorOf(user), now: Date.now(), maxAge: MAX_AGE_MS }
    const checked = await checkVatId(account.id, partner.id, options)
    if (!checked.ok) throw conflict(NO_ID)
    return response.send(presentVatCheck(checked.value))
  }

  async override({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const partner = await loadPartner(account.id, params.key)
    if (!partner) throw notFound('partner')
    const problems: Problem[] = []
    const wish = parseOverride(request.body(), problems)
    if (!wish) throw invalid(problems)
    const done = await overrideVatId(partner, wish, { actor: actorOf(user), now: Date.now() })
    if (!done.ok) throw conflict(NO_ID)
    return response.send(presentVatCheck(done.value))
  }
}
