import type { HttpContext } from '@adonisjs/core/http'
import { loadPosting } from '#capture/posting/load_posting'
import { printPosting } from '#capture/posting/print_posting'
import { loadSource } from '#capture/sources/repository'
import { missingPage } from '#distribution/missing_page'
import { sendPdf, showPage } from '#http/controllers/posting_controller'

/** The document as those who send leads would read it, for the team: also while it is not public. */
export default class PostingPreviewController {
  async show(ctx: HttpContext) {
    const { source, loaded } = await this.#load(ctx)
    const pdf = `/sources/${encodeURIComponent(source.key)}/preview/pdf`
    return showPage(ctx, loaded, { source }, { pdf, test: null })
  }

  async pdf(ctx: HttpContext) {
    const { source, loaded } = await this.#load(ctx)
    return sendPdf(ctx, await printPosting(loaded, Date.now()), source.key)
  }

  async #load({ params, request, team }: HttpContext) {
    const { account } = team!
    const source = await loadSource(account.id, params.key)
    if (!source) throw missingPage(request)
    return { source, loaded: await loadPosting(source, account, Date.now()) }
  }
}
