import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { PROBLEM_TYPES, type ProblemType } from '#shared/problem_types'
import { drawErrorPage } from '#http/draw_error_page'
import { localeOf } from '#http/locale_of'
import { problemText } from '#http/problem_texts'

/** What stands at the `type` address of a problem document: a page for a person, text for everything else. */
export default class ProblemTypesController {
  async show(ctx: HttpContext) {
    const { params, request, response } = ctx
    if (!Object.hasOwn(PROBLEM_TYPES, params.type))
      throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    const type = params.type as ProblemType
    const { status } = PROBLEM_TYPES[type]
    const locale = localeOf(ctx)
    const { title, about } = problemText(type, locale)
    if (request.accepts(['text', 'html']) !== 'html')
      return response.type('text').send(`${title} (${status})\n\n${about}\n`)
    return drawErrorPage(ctx, { title, text: about, footnote: `${type} · ${status}` })
  }
}
