import { readFile } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { missingPage } from '#distribution/missing_page'
import { helpShelf } from '#help/shelf'
import { isLocale } from '#shared/locales'

const NAME = /^([a-z0-9-]+)-([0-9a-f]{12})\.(webp|png)$/

/** Pictures of guides. One that changes has another address, so what was fetched is kept. */
export default class HelpFilesController {
  async picture({ params, request, response }: HttpContext) {
    const [, name, hash] = NAME.exec(params.picture) ?? []
    const picture = name && isLocale(params.lang) ? helpShelf().picture(name, params.lang) : null
    if (!picture || picture.hash !== hash || picture.lang !== params.lang)
      throw missingPage(request)
    response.header('content-type', picture.type)
    response.header('x-content-type-options', 'nosniff')
    response.header('content-security-policy', "default-src 'none'; sandbox")
    response.header('cross-origin-resource-policy', 'same-site')
    response.header('cache-control', 'public, max-age=31536000, immutable')
    return response.send(await readFile(picture.file))
  }
}
