import type { HttpContext } from '@adonisjs/core/http'
import type { HttpError, StatusPageRange, StatusPageRenderer } from '@adonisjs/core/types/http'

const page =
  (title: string, text: string): StatusPageRenderer =>
  (error: HttpError, { view, request }: HttpContext) =>
    view.render('errors/page', { title, text, status: error.status, requestId: request.id() })

const malformed = page('This did not work', 'The request was not understood. Nothing was changed.')

/**
 * What a person sees when a page fails. Plain HTML with its own styles: it must stand when the pages' bundle, the
 * session or the database is what failed.
 */
export const errorPages: Record<StatusPageRange, StatusPageRenderer> = {
  '403': page(
    'This form is out of date',
    'Nothing was changed. Go back, load the page again and repeat what you did.'
  ),
  '404': page(
    'There is nothing here',
    'The address is wrong, or what was here belongs to another account or is gone.'
  ),
  '400..402': malformed,
  '405..499': malformed,
  '500..599': page(
    'Something failed on our side',
    'Leads that were accepted are safe: they are stored before anything else happens. Try again in a moment.'
  ),
}
