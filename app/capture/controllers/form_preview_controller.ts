import type { HttpContext } from '@adonisjs/core/http'
import { findForm } from '#capture/forms/kept/repository'
import { begin, proceed } from '#capture/hosted/serve_form'
import type { SiteForm } from '#capture/hosted/site_form'
import { missingPage } from '#distribution/missing_page'
import { loadEntityById } from '#entities/repository'

/** The draft as visitors would see it, for the team. Nothing of it is stored or counted. */
export default class FormPreviewController {
  show = async (ctx: HttpContext) => begin(ctx, await draftOf(ctx))
  store = async (ctx: HttpContext) => proceed(ctx, await draftOf(ctx))
}

async function draftOf({ team, params, request }: HttpContext): Promise<SiteForm> {
  const { account } = team!
  const form = await findForm(account.id, params.key)
  const entity = form && (await loadEntityById(account.id, form.entityId))
  if (!form || !entity) throw missingPage(request)
  const { draft, ...info } = form
  return { account, form: info, entity, version: 0, document: draft, preview: true }
}
