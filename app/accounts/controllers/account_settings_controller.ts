import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { hasBooked, saveAccount } from '#accounts/save_account'
import { invalid } from '#shared/http_problem'

/** Name, zone, currency and language of the account. */
export default class AccountSettingsController {
  async show({ inertia, team }: HttpContext) {
    const { key: accountKey, name, currency, timeZone, language, id } = team!.account
    return inertia.render('settings/account', {
      accountKey,
      settings: { name, currency, time_zone: timeZone, language },
      booked: await hasBooked(id),
    })
  }

  async update({ request, team }: HttpContext) {
    const { account, user } = team!
    const saved = await saveAccount(account, request.body(), {
      actor: actorOf(user),
      now: Date.now(),
    })
    if (!saved.ok) throw invalid(saved.problem)
    return saved.value
  }
}
