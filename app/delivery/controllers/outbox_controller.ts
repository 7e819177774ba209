import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import env from '#start/env'
import { listOutbox, readOutboxMail } from '#delivery/outbox'

/** Mails that were kept because no SMTP server is set. */
export default class OutboxController {
  async index({ inertia, request, team }: HttpContext) {
    const before = request.input('before', null)
    const page = await listOutbox(
      team!.account.id,
      typeof before === 'string' && before ? before : null
    )
    return inertia.render('outbox/index', { ...page, sending: Boolean(env.get('SMTP_URL')) })
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const mail = await readOutboxMail(team!.account.id, params.id)
    if (!mail) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    return inertia.render('outbox/show', { mail })
  }
}
