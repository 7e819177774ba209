import type { HttpContext } from '@adonisjs/core/http'
import { embedScript } from '#capture/hosted/form_script'
import { missingPage } from '#distribution/missing_page'

/** The script pages elsewhere load, under an address that stays. */
export default class FormEmbedController {
  show({ request, response }: HttpContext) {
    const script = embedScript()
    if (!script) throw missingPage(request)
    response.header('content-type', 'text/javascript; charset=utf-8')
    // An hour, and then a look whether there is another.
    response.header('cache-control', 'public, max-age=3600, stale-while-revalidate=86400')
    response.header('etag', script.etag)
    response.header('x-content-type-options', 'nosniff')
    response.header('access-control-allow-origin', '*')
    response.header('cross-origin-resource-policy', 'cross-origin')
    if (request.header('if-none-match') === script.etag) return response.status(304).send(null)
    return response.send(script.text)
  }
}
