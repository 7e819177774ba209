import type { HttpContext } from '@adonisjs/core/http'
import { chooseLocale } from '#shared/locales'
import { notFound } from '#shared/http_problem'
import { kindsWithin } from '#notifications/kinds'
import {
  type Reader,
  countUnread,
  markAllRead,
  markRead,
  readInbox,
} from '#notifications/inbox/read_inbox'
import { inboxQuery } from '#notifications/validators/notification_inputs'

/** What somebody is told, as they have it. */
export default class NotificationsController {
  async index(ctx: HttpContext) {
    // An address somebody mistyped shows everything rather than nothing.
    const [, query] = await inboxQuery.tryValidate(ctx.request.qs())
    const { kind } = query ?? {}
    return ctx.inertia.render('notifications/index', {
      kind: kind ?? null,
      kinds: kindsWithin(ctx.team!.role, ctx.team!.scope),
      list: await readInbox(readerOf(ctx), { kind }, wordingOf(ctx)),
    })
  }

  async search(ctx: HttpContext) {
    const query = await inboxQuery.validate(ctx.request.qs())
    return ctx.response.send(await readInbox(readerOf(ctx), query, wordingOf(ctx)))
  }

  async unread(ctx: HttpContext) {
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send({ unread: await countUnread(readerOf(ctx)) })
  }

  async read(ctx: HttpContext) {
    const reader = readerOf(ctx)
    if (!(await markRead(reader, ctx.params.id, Date.now()))) throw notFound('notification')
    return ctx.response.send({ unread: await countUnread(reader) })
  }

  async readAll(ctx: HttpContext) {
    await markAllRead(readerOf(ctx), Date.now())
    return ctx.response.send({ unread: 0 })
  }
}

const readerOf = ({ team }: HttpContext): Reader => {
  const { user, account, role, scope } = team!
  return { userId: user.id, account, role, scope }
}

/** As the page around it is worded. */
const wordingOf = ({ request, team }: HttpContext) => ({
  locale: chooseLocale(team!.user.locale, request.plainCookie('language'), team!.account.language),
  hours: team!.user.settings.time_format,
})
