import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { sendPrivateFile } from '#distribution/returns/open_evidence'
import { readForm } from '#distribution/returns/read_form'
import {
  addExemptionFiles,
  exemptionFiles,
  findExemptionFile,
  removeExemptionFile,
} from '#distribution/setup/exemption_files'
import { loadPartner } from '#partners/repository'
import { invalid, notFound } from '#shared/http_problem'

/** Certificates of a partner's exemption. */
export default class ExemptionFilesController {
  async show(ctx: HttpContext) {
    const { partner } = await partnerOf(ctx)
    const file = await findExemptionFile(partner.accountId, partner.id, ctx.params.id)
    if (!file) throw notFound('file')
    return sendPrivateFile(ctx.response, file)
  }

  async store(ctx: HttpContext) {
    const { partner } = await partnerOf(ctx)
    const { evidence } = await readForm(ctx)
    const options = { actor: actorOf(ctx.team!.user), now: Date.now() }
    const added = await addExemptionFiles(partner.accountId, partner.id, evidence, options)
    if (!added.ok) throw invalid(added.problem)
    return ctx.response.created(await exemptionFiles(partner.accountId, partner.id))
  }

  async destroy(ctx: HttpContext) {
    const { partner } = await partnerOf(ctx)
    const file = await findExemptionFile(partner.accountId, partner.id, ctx.params.id)
    if (!file) throw notFound('file')
    await removeExemptionFile(partner.accountId, file.id as string, Date.now())
    return ctx.response.noContent()
  }
}

async function partnerOf({ params, team }: HttpContext) {
  const partner = await loadPartner(team!.account.id, params.key)
  if (!partner) throw notFound('partner')
  return { partner }
}
