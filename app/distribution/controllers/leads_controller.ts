import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { changeStoredLead } from '#distribution/change_stored_lead'
import { distribute } from '#distribution/distribute_by_hand'
import { engine } from '#distribution/engine'
import { findLeads } from '#distribution/find_leads'
import { presentDistribution, presentLead } from '#distribution/present'
import { preferredWait } from '#distribution/preferred_wait'
import { distributeRefusal } from '#distribution/refusals'
import { eraseLead } from '#intake/erase_lead'
import { changeLead } from '#intake/validators/change_lead'
import { distributeInput } from '#intake/validators/distribute'
import { leadFilters } from '#intake/validators/lead_queries'
import { conflict, notFound } from '#shared/http_problem'

export default class LeadsController {
  async index({ api, request, response }: HttpContext) {
    const filters = await leadFilters.validate(request.qs())
    return response.send(await findLeads(await accountConfig(api.accountId), filters))
  }

  async show({ api, params, response }: HttpContext) {
    const lead = await presentLead(api.accountId, params.id)
    if (!lead) throw notFound('lead')
    return response.send(lead)
  }

  async update({ api, params, response }: HttpContext) {
    const { values, ...change } = await changeLead.validate(api.body)
    // Vine drops what it does not know inside values; they are read by their entity.
    const given = values && (api.body as { values: Record<string, unknown> }).values
    await changeStoredLead(api.accountId, params.id, { ...change, values: given }, api.actor)
    return response.send(await presentLead(api.accountId, params.id))
  }

  async destroy({ api, params, response }: HttpContext) {
    const erased = await eraseLead(api.accountId, params.id, api.actor)
    if (erased === 'not_found') throw notFound('lead')
    if (erased === 'busy') throw conflict('The lead is being distributed right now; try again')
    if (erased === 'on_hold')
      throw conflict('The lead is kept for a legal claim; lift the hold first')
    return response.noContent()
  }

  async distribute({ api, params, request, response }: HttpContext) {
    const { profile } = await distributeInput.validate(api.body)
    const made = await distribute(api.accountId, params.id, profile, 'api')
    if (!made.ok) throw distributeRefusal(made.problem, profile)
    const wait = preferredWait(request.header('prefer'))
    if (wait) {
      await engine.waiters.wait(params.id, wait * 1000)
      response.header('preference-applied', `wait=${wait}`)
    }
    api.leadId = params.id
    response.status(201).header('location', `/api/v1/distributions/${made.value.id}`)
    return response.send(await presentDistribution(api.accountId, made.value.id))
  }
}
