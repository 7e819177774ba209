import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { configValue } from '#distribution/config_value'
import { deleteConfig } from '#distribution/configuration/configuration'
import { createDraftProfile } from '#distribution/configuration/create_profile'
import { listProfileVersions } from '#distribution/configuration/versions'
import { missingPage } from '#distribution/missing_page'
import { entityRows } from '#distribution/setup/entity_pages'
import {
  assignmentStates,
  profileFiguresByKey,
  profileForms,
  profilePage,
  profileRows,
} from '#distribution/setup/profile_pages'
import { routeForms } from '#distribution/setup/route_pages'
import { pauseInput } from '#distribution/validators/page_inputs'
import { unknownEntity } from '#distribution/take_lead'
import { setAssignmentPaused, setProfilePaused } from '#routing/pause'
import { invalid, notFound } from '#shared/http_problem'

/** Distribution profiles, for people. What they change goes into a draft (drafts_controller.ts). */
export default class ProfilePagesController {
  async index({ inertia, team }: HttpContext) {
    const { account, scope } = team!
    const entities = await entityRows(account, scope)
    return inertia.render('profiles/index', {
      profiles: await profileRows(account, scope),
      entities: entities.map(({ key, name }) => ({ key, name })),
      figures: inertia.defer(() => profileFiguresByKey(account, Date.now(), scope)),
    })
  }

  async show(ctx: HttpContext) {
    const { inertia, params, response, team } = ctx
    const { account, scope } = team!
    if (params.key === 'new' && !(await profilePage(account, 'new')))
      return response.redirect('/profiles?new=1')
    const { props, working } = await pageOf(ctx)
    return inertia.render('profiles/show', {
      ...props,
      states: await assignmentStates(account, working, Date.now()),
      ...(await profileForms(account, scope)),
      figures: inertia.defer(() => profileFiguresByKey(account, Date.now(), scope)),
    })
  }

  async settings(ctx: HttpContext) {
    const { props } = await pageOf(ctx)
    const forms = await profileForms(ctx.team!.account, ctx.team!.scope)
    return ctx.inertia.render('profiles/settings', { ...props, ...forms })
  }

  async assignments(ctx: HttpContext) {
    const { inertia, team } = ctx
    const { props, working } = await pageOf(ctx)
    return inertia.render('profiles/assignments', {
      ...props,
      ...(await profileForms(team!.account, team!.scope)),
      states: await assignmentStates(team!.account, working, Date.now()),
    })
  }

  async route(ctx: HttpContext) {
    const { props, working } = await pageOf(ctx)
    const forms = await routeForms(ctx.team!.account, working, ctx.team!.scope)
    return ctx.inertia.render('profiles/route', { ...props, ...forms })
  }

  async versions(ctx: HttpContext) {
    const { inertia, params, team } = ctx
    const { props } = await pageOf(ctx)
    const versions = await listProfileVersions(team!.account.id, params.key)
    const { partners } = await profileForms(team!.account, team!.scope)
    return inertia.render('profiles/versions', {
      ...props,
      partners,
      versions: versions!.filter(({ status }) => status === 'published'),
    })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user, scope } = team!
    const options = { actor: actorOf(user) }
    const { entity } = request.body()
    if (scope && !scope.entities.includes(entity)) throw invalid([unknownEntity(String(entity))])
    const made = await createDraftProfile(account.id, request.body(), options)
    return response.created(configValue(made, 'profile'))
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const gone = await deleteConfig(account.id, 'profiles', params.key, { actor: actorOf(user) })
    configValue(gone, 'profile')
    return response.noContent()
  }

  async pause({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { paused } = await pauseInput.validate(request.body())
    if (!(await setProfilePaused(account.id, params.key, paused, actorOf(user))))
      throw notFound('profile')
    return response.noContent()
  }

  async pauseAssignment({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { paused } = await pauseInput.validate(request.body())
    const { key, assignment } = params
    if (!(await setAssignmentPaused(account.id, key, assignment, paused, actorOf(user))))
      throw notFound('assignment')
    return response.noContent()
  }
}

async function pageOf({ params, request, team }: HttpContext) {
  const page = await profilePage(team!.account, params.key)
  if (!page) throw missingPage(request)
  return page
}
