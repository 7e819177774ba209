import type { HttpContext } from '@adonisjs/core/http'
import { KINDS, waysOf } from '#portal/notices/kinds'
import { preferencesOfSeat, savePreferences } from '#portal/notices/preferences'
import { preferencesInput } from '#portal/validators/settings_inputs'

/** What somebody is told of by mail; everybody decides for themselves. */
export default class NoticesController {
  async show({ inertia, portal }: HttpContext) {
    return inertia.render('portal/notifications', {
      email: portal!.user.email,
      zone: portal!.partner.timeZone,
      prepaid: portal!.partner.billing?.balance !== undefined,
      kinds: KINDS.map((kind) => ({ kind, ways: waysOf(kind) })),
      preferences: await preferencesOfSeat(portal!.seat),
    } as never)
  }

  async update({ portal, request, response }: HttpContext) {
    await savePreferences(portal!.seat, await preferencesInput.validate(request.body()))
    return response.noContent()
  }
}
