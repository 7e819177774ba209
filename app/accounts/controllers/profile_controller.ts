import type { HttpContext } from '@adonisjs/core/http'
import { profileValidator } from '#accounts/validators/profile_validator'

/** What people set for themselves. */
export default class ProfileController {
  async show({ inertia, team }: HttpContext) {
    const { name, email, locale, settings } = team!.user
    return inertia.render('settings/profile', {
      profile: { name: name ?? '', locale, time_format: settings.time_format ?? null },
      email,
      role: team!.role,
    })
  }

  async update({ request, response, team }: HttpContext) {
    const { name, locale, time_format: hours } = await request.validateUsing(profileValidator)
    const user = team!.user
    if (name !== undefined) user.name = name || null
    if (locale !== undefined) user.locale = locale
    if (hours !== undefined) user.settings = { ...user.settings, time_format: hours ?? undefined }
    user.updatedAt = Date.now()
    await user.save()
    // The choice on the login page of this browser follows.
    if (locale) response.plainCookie('language', locale, { maxAge: '1y' })
    return { name: user.name ?? '', locale: user.locale, time_format: hours ?? null }
  }
}
