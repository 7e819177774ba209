import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { brandOf } from '#accounts/brand'
import { addLogo, findLogo } from '#accounts/brands/logos'
import { readLogoForm } from '#accounts/brands/read_logo_form'
import { saveBrand } from '#accounts/brands/save_brand'
import { previewLook } from '#billing/documents/look/preview_look'
import { printSample } from '#billing/documents/look/print_sample'
import { recentDocuments } from '#billing/documents/look/recent_documents'
import { documentHtml, sheetHtml } from '#billing/documents/page/document_html'
import { baseFaces } from '#billing/documents/pdf/font_faces'
import { previewInput } from '#billing/validators/look_inputs'
import { invalid, notFound } from '#shared/http_problem'

/** How documents look: the account's brand, seen before it is saved. */
export default class DocumentLookController {
  async show({ inertia, team }: HttpContext) {
    const { account } = team!
    const { of: UNUSED, ...look } = brandOf(account)
    return inertia.render('settings/documents', {
      // `brand` is the product's, on every page.
      look,
      name: account.invoicing.legal_name ?? account.name,
      language: account.invoicing.language ?? account.language,
      documents: await recentDocuments(account.id),
    })
  }

  async update({ request, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user), now: Date.now() }
    const saved = await saveBrand(account, request.body(), options)
    if (!saved.ok) throw invalid(saved.problem)
    return saved.value
  }

  async addLogo(ctx: HttpContext) {
    const content = await readLogoForm(ctx)
    const added = await addLogo(ctx.team!.account.id, content, Date.now())
    if (!added.ok) throw invalid(added.problem)
    return ctx.response.created(added.value)
  }

  /** Shown as a picture alone: opened by itself nothing in it runs or loads. */
  async logo({ params, response, team }: HttpContext) {
    const { account } = team!
    const inherited = params.logo === account.houseBrand?.logo && account.houseBrand?.of
    const logo = await findLogo(inherited || account.id, params.logo)
    if (!logo) throw notFound('logo')
    response.header('content-type', logo.media_type)
    response.header('x-content-type-options', 'nosniff')
    const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.header('content-security-policy', policy)
    response.header('cache-control', 'private, max-age=31536000, immutable')
    return response.send(logo.bytes)
  }

  /** As text: it is laid into a frame by the page, and is none by itself. */
  async sheet({ response }: HttpContext) {
    response.header('content-type', 'text/plain; charset=utf-8')
    response.header('cache-control', 'private, max-age=3600')
    return response.send(await sheetHtml(await baseFaces()))
  }

  async preview({ request, team }: HttpContext) {
    const { document, look } = await this.#seen(request, team!)
    const { html } = await documentHtml(document, look)
    return { html }
  }

  async pdf({ request, response, team }: HttpContext) {
    const print = await printSample(await this.#seen(request, team!), Date.now())
    response.header('content-type', 'application/pdf')
    response.header('content-disposition', 'attachment; filename="preview.pdf"')
    return response.send(Buffer.from(print))
  }

  async #seen(request: HttpContext['request'], { account }: NonNullable<HttpContext['team']>) {
    const wish = await previewInput.validate(request.body())
    const seen = await previewLook(account, { ...wish, brand: wish.brand as unknown })
    if (seen.ok) return seen.value
    throw seen.problem.type === 'invalid' ? invalid(seen.problem.problems) : notFound('invoice')
  }
}
