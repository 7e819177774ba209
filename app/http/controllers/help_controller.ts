import type { HttpContext } from '@adonisjs/core/http'
import { helpCentre } from '#help/help_centre'
import type { PresentedGuide, Reader } from '#help/present_help'
import { askHelp, helpReader, holdBack, movedHelp } from '#http/help/help_reader'
import { sendHelpPage } from '#http/help/send_help_page'

/** Guides, for everybody: the team reads them in the app, others on a page of their own. */
export default class HelpController {
  async index(ctx: HttpContext) {
    const moved = movedHelp(ctx)
    if (moved) return ctx.response.redirect().toPath(moved)
    await holdBack(ctx, 'help_page')
    const reader = await helpReader(ctx)
    return ctx.team ? inApp(ctx, reader, false) : sendHelpPage(ctx, reader, {})
  }

  async show(ctx: HttpContext) {
    const moved = movedHelp(ctx)
    if (moved) return ctx.response.redirect().toPath(moved)
    await holdBack(ctx, 'help_page')
    const reader = await helpReader(ctx)
    const guide = helpCentre().guide(ctx.params.guide, reader)
    if (ctx.team) return guide ? guideInApp(ctx, reader, guide) : inApp(ctx, reader, true)
    return sendHelpPage(ctx, reader, guide ? { guide } : { missing: true })
  }

  async search(ctx: HttpContext) {
    const moved = movedHelp(ctx)
    if (moved) return ctx.response.redirect().toPath(moved)
    await holdBack(ctx, 'help_search')
    ctx.response.header('cache-control', 'private, no-cache')
    ctx.response.header('vary', 'accept-language, cookie')
    return ctx.response.send(askHelp(ctx.request.input('q'), await helpReader(ctx)), true)
  }
}

/** The list, also where somebody asked for a guide that is not there. */
function inApp({ inertia, request, response }: HttpContext, reader: Reader, missing: boolean) {
  response.status(missing ? 404 : 200)
  return inertia.render('help/index', {
    groups: helpCentre().groups(reader),
    asked: askHelp(request.input('q'), reader),
    missing,
  })
}

function guideInApp({ inertia }: HttpContext, reader: Reader, guide: PresentedGuide) {
  const lang = reader.locale === 'de' ? 'en' : 'de'
  const group = helpCentre()
    .groups(reader)
    .find(({ key }) => key === guide.group.key)
  return inertia.render('help/guide', {
    guide,
    beside: group?.guides ?? [],
    other: { lang, href: `${guide.href}?lang=${lang}` },
    wanted: reader.locale,
  })
}
