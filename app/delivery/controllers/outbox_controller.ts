import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import env from '#start/env'
import { listOutbox, readAttachment, readOutboxMail } from '#delivery/outbox'
import { outboxQuery } from '#delivery/validators/outbox_query'
import { wantsJson } from '#shared/in_place'

/** Mails that were kept because no SMTP server is set. */
export default class OutboxController {
  async index({ inertia, request, team }: HttpContext) {
    const [, query] = await outboxQuery.tryValidate(request.qs())
    const { before, search } = query ?? {}
    return inertia.render('outbox/index', {
      search: search ?? '',
      list: await listOutbox(team!.account.id, readerOf(team!), { before, search }),
      sending: Boolean(env.get('SMTP_URL')),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const query = await outboxQuery.validate(request.qs())
    return response.send(await listOutbox(team!.account.id, readerOf(team!), query))
  }

  /** A page of its own, or what a list shows beside it. */
  async show({ inertia, params, request, response, team }: HttpContext) {
    const mail = await readOutboxMail(team!.account.id, readerOf(team!), params.id)
    if (!mail) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    if (wantsJson(request)) return response.send(mail)
    return inertia.render('outbox/show', { mail })
  }

  async attachment({ params, request, response, team }: HttpContext) {
    const wish = { id: params.id as string, place: Number(params.place) }
    const file = await readAttachment(team!.account.id, readerOf(team!), wish)
    if (!file) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    response.header('content-type', file.mediaType)
    response.header('content-disposition', `attachment; filename="${file.name}"`)
    response.header('x-content-type-options', 'nosniff')
    response.header('content-security-policy', "default-src 'none'; sandbox")
    return response.send(Buffer.from(file.bytes))
  }
}

const readerOf = ({ user, role }: NonNullable<HttpContext['team']>) => ({ userId: user.id, role })
