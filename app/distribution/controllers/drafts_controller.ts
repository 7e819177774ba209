import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { configValue } from '#distribution/config_value'
import { checkDraft } from '#distribution/configuration/check_draft'
import { publishProfile, revertProfile } from '#distribution/configuration/publish_profile'
import { discardDraft, draftChanges, saveDraft } from '#distribution/configuration/save_draft'
import { versionChanges, versionForm } from '#distribution/configuration/version_changes'
import { missingPage } from '#distribution/missing_page'
import { profileForms, profilePage } from '#distribution/setup/profile_pages'
import { routeForms } from '#distribution/setup/route_pages'
import { revertInput } from '#distribution/validators/config_inputs'
import { readChange } from '#distribution/validators/page_inputs'
import { notFound } from '#shared/http_problem'

const numberOf = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : -1)

/** A profile between two versions: kept as a draft, looked at, published; and the versions before. */
export default class DraftsController {
  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base, form } = await readChange(request.body())
    const options = { actor: actorOf(user), base, on: 'draft' as const }
    const saved = await saveDraft(account.id, params.key, form, options)
    const { problems } = configValue(saved, 'profile')
    const page = await profilePage(account, params.key)
    return response.send({ ...page!.props, problems })
  }

  /** What would be wrong with a draft while it is being drawn; nothing is stored. */
  async check({ params, request, response, team }: HttpContext) {
    const checked = await checkDraft(team!.account.id, params.key, request.body())
    return response.send(configValue(checked, 'profile'))
  }

  async destroy({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base } = await readChange(request.qs())
    const gone = await discardDraft(account.id, params.key, { actor: actorOf(user), base })
    configValue(gone, 'draft')
    return response.noContent()
  }

  /** What publishing would change. */
  async changes({ params, response, team }: HttpContext) {
    const changes = await draftChanges(team!.account.id, params.key)
    if (!changes) throw notFound('draft')
    return response.send(changes)
  }

  async publish({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base } = await readChange(request.body())
    const options = { actor: actorOf(user), base }
    const published = await publishProfile(account.id, params.key, options)
    return response.send(configValue(published, 'profile'))
  }

  async revert({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { version } = await revertInput.validate(request.body())
    const options = { actor: actorOf(user) }
    const reverted = await revertProfile(account.id, params.key, version, options)
    return response.send(configValue(reverted, 'profile or version'))
  }

  /** What a version changed in the one before it. */
  async versionChanges({ params, response, team }: HttpContext) {
    const number = numberOf(params.version)
    const changes = await versionChanges(team!.account.id, params.key, number)
    if (!changes) throw notFound('version')
    return response.send(changes)
  }

  async version({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const page = await profilePage(account, params.key)
    const version = page && (await versionForm(account.id, params.key, numberOf(params.version)))
    if (!version) throw missingPage(request)
    const { partners } = await profileForms(account, team!.scope)
    return inertia.render('profiles/version', { ...page.props, version, partners })
  }

  /** The same, drawn. */
  async versionRoute({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const page = await profilePage(account, params.key)
    const version = page && (await versionForm(account.id, params.key, numberOf(params.version)))
    if (!version) throw missingPage(request)
    const forms = await routeForms(account, page.working, team!.scope)
    return inertia.render('profiles/version_route', { ...page.props, ...forms, version })
  }
}
