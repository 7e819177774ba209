import type { HttpContext } from '@adonisjs/core/http'
import type { HttpError, StatusPageRange, StatusPageRenderer } from '@adonisjs/core/types/http'
import { HttpProblem } from '#shared/http_problem'
import { drawErrorPage } from '#http/draw_error_page'
import { ERROR_TEXTS } from '#http/error_texts'
import { localeOf } from '#http/locale_of'

type Name = 'expired' | 'role' | 'limited' | 'missing' | 'malformed' | 'fault'

const page =
  (choose: (error: HttpError) => Name): StatusPageRenderer =>
  (error: HttpError, ctx: HttpContext) => {
    const { quote, ...texts } = ERROR_TEXTS[localeOf(ctx)]
    const id = ctx.request.id()
    const footnote = id ? quote(error.status, id) : null
    return drawErrorPage(ctx, { ...texts[choose(error)], footnote })
  }

const malformed = page(() => 'malformed')

/**
 * What a person sees when a page fails. Plain HTML with its own styles: it must stand when the pages' bundle, the
 * session or the database is what failed.
 */
export const errorPages: Record<StatusPageRange, StatusPageRenderer> = {
  '403': page((error) => {
    if (!(error instanceof HttpProblem)) return 'expired'
    return error.extras.members?.reason === 'limited' ? 'limited' : 'role'
  }),
  '404': page(() => 'missing'),
  '400..402': malformed,
  '405..499': malformed,
  '500..599': page(() => 'fault'),
}
