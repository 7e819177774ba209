import type { HttpContext } from '@adonisjs/core/http'
import { manifestOf } from '#accounts/present_brand'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { readPicture } from '#accounts/brands/brand_pictures'
import { missingPage } from '#distribution/missing_page'

/** Files of brands, for everybody: a login page shows them before anybody is known. */
export default class BrandFilesController {
  /** Named by its content, so it never changes; drawn by us, so it is a PNG and nothing else. */
  async picture({ params, request, response }: HttpContext) {
    const [, name, size] = /^([0-9a-f]{40})(?:-(\d+))?\.png$/.exec(params.file) ?? []
    const bytes = name ? await readPicture(name, size ? Number(size) : null) : null
    if (!bytes) throw missingPage(request)
    response.header('content-type', 'image/png')
    response.header('x-content-type-options', 'nosniff')
    response.header('content-security-policy', "default-src 'none'; sandbox")
    response.header('cross-origin-resource-policy', 'same-site')
    response.header('cache-control', 'public, max-age=31536000, immutable')
    return response.send(bytes)
  }

  async manifest(ctx: HttpContext) {
    const { response } = ctx
    response.header('content-type', 'application/manifest+json')
    response.header('cache-control', 'private, max-age=300')
    return response.send(JSON.stringify(manifestOf(await brandOfRequest(ctx))))
  }
}
