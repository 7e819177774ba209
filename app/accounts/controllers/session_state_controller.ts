import type { HttpContext } from '@adonisjs/core/http'
import User from '#accounts/models/user'
import { languageValidator } from '#accounts/validators/language_validator'

/** What a page asks about its own session, and the language people choose, signed in or not. */
export default class SessionStateController {
  /** Any answer brings a fresh CSRF cookie, so a page left open for long can go on after asking. */
  async show({ team, response }: HttpContext) {
    response.header('cache-control', 'no-store')
    return { user: team ? { email: team.user.email } : null }
  }

  async language({ request, response, team }: HttpContext) {
    const { language } = await request.validateUsing(languageValidator)
    response.plainCookie('language', language, { maxAge: '1y' })
    if (team)
      await User.query()
        .where('id', team.user.id)
        .update({ locale: language, updated_at: Date.now() })
    return response.noContent()
  }
}
