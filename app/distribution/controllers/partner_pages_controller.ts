import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { configValue } from '#distribution/config_value'
import { createConfig, deleteConfig, updateConfig } from '#distribution/configuration/configuration'
import { missingPage } from '#distribution/missing_page'
import { returnStatistics } from '#distribution/returns/return_statistics'
import {
  nextResets,
  partnerAssignments,
  partnerCaps,
  partnerFiguresByKey,
  partnerHead,
  partnerRows,
  pauseEffect,
} from '#distribution/setup/partner_pages'
import { partnerDeliveries } from '#distribution/setup/partner_deliveries'
import { partnerStatistics } from '#distribution/setup/partner_statistics'
import {
  liftInput,
  pauseInput,
  readChange,
  statisticsQuery,
} from '#distribution/validators/page_inputs'
import { loadPartner, saveOwnLimits, setPartnerPaused } from '#partners/repository'
import { signingState } from '#partners/signing_keys'
import { notFound } from '#shared/http_problem'

/** Who receives leads, for people. */
export default class PartnerPagesController {
  async index({ inertia, team }: HttpContext) {
    const { account, scope } = team!
    return inertia.render('partners/index', {
      partners: await partnerRows(account, Date.now(), scope),
      figures: inertia.defer(() => partnerFiguresByKey(account, Date.now(), scope)),
    })
  }

  async show(ctx: HttpContext) {
    const { inertia, params, response, team } = ctx
    const { account, scope } = team!
    if (params.key === 'new' && !(await partnerHead(account, 'new')))
      return response.redirect('/partners?new=1')
    return inertia.render('partners/show', {
      partner: await headOf(ctx),
      caps: scope ? [] : await partnerCaps(account, params.key, Date.now()),
      assignments: await partnerAssignments(account, params.key, Date.now(), scope),
      figures: inertia.defer(() => partnerFiguresByKey(account, Date.now(), scope)),
    })
  }

  async details(ctx: HttpContext) {
    return ctx.inertia.render('partners/details', { partner: await headOf(ctx) })
  }

  async caps(ctx: HttpContext) {
    const { inertia, params, team } = ctx
    const partner = await headOf(ctx)
    const zone = partner.form.time_zone!
    return inertia.render('partners/caps', {
      partner,
      caps: await partnerCaps(team!.account, params.key, Date.now()),
      resets: nextResets(team!.account, zone, Date.now()),
    })
  }

  async deliveries(ctx: HttpContext) {
    const { inertia, params, team } = ctx
    const partner = await headOf(ctx)
    const deliveries = await partnerDeliveries(team!.account, params.key, team!.scope)
    return inertia.render('partners/deliveries', { partner, ...deliveries })
  }

  async statistics(ctx: HttpContext) {
    const { inertia, request, team } = ctx
    const { days = 30 } = await statisticsQuery.validate(request.qs())
    const partner = await headOf(ctx)
    const { account, scope } = team!
    const now = Date.now()
    const statistics = await partnerStatistics(account, partner.id, days, now, scope)
    const returns = await returnStatistics(account, days, now, { partnerId: partner.id, scope })
    return inertia.render('partners/statistics', { partner, statistics, returns })
  }

  async access(ctx: HttpContext) {
    const { inertia, params, team } = ctx
    return inertia.render('partners/access', {
      partner: await headOf(ctx),
      signing: await signingState(team!.account.id, params.key),
    })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user) }
    const made = await createConfig(account.id, 'partners', request.body(), options)
    return response.created({ key: configValue(made, 'partner').key })
  }

  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base, form } = await readChange(request.body())
    const options = { actor: actorOf(user), base }
    const changed = await updateConfig(account.id, 'partners', params.key, form, options)
    configValue(changed, 'partner')
    return response.send(await partnerHead(account, params.key))
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const gone = await deleteConfig(account.id, 'partners', params.key, { actor: actorOf(user) })
    configValue(gone, 'partner')
    return response.noContent()
  }

  async pauseEffect({ params, response, team }: HttpContext) {
    const partner = await loadPartner(team!.account.id, params.key)
    if (!partner) throw notFound('partner')
    return response.send(await pauseEffect(team!.account, partner.key, Date.now()))
  }

  async pause({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { paused } = await pauseInput.validate(request.body())
    const known = await setPartnerPaused(account.id, params.key, paused, actorOf(user))
    if (!known) throw notFound('partner')
    return response.noContent()
  }

  /** Takes away what a partner set for itself. */
  async liftOwn({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { what } = await liftInput.validate(request.body())
    const partner = await loadPartner(account.id, params.key)
    if (!partner) throw notFound('partner')
    const wish = what === 'pause' ? { paused: false } : { caps: {} }
    await saveOwnLimits(account.id, partner.id, wish, actorOf(user))
    return response.noContent()
  }
}

async function headOf({ params, request, team }: HttpContext) {
  const head = await partnerHead(team!.account, params.key)
  if (!head) throw missingPage(request)
  return head
}
