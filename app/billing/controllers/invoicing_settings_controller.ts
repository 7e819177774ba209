import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { saveAccountInvoicing } from '#accounts/save_account_invoicing'
import { invalid } from '#shared/http_problem'

/** What stands on an account's invoices, when they are made and how it reminds of them. */
export default class InvoicingSettingsController {
  async show({ inertia, team }: HttpContext) {
    const { account } = team!
    const { invoicing, currency, name, language } = account
    return inertia.render('settings/invoicing', {
      invoicing,
      currency,
      name,
      accountLanguage: language,
    })
  }

  async update({ request, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user), now: Date.now() }
    const saved = await saveAccountInvoicing(account, request.body(), options)
    if (!saved.ok) throw invalid(saved.problem)
    return saved.value
  }
}
