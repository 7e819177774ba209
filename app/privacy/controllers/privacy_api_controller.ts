import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { invalid, notFound } from '#shared/http_problem'
import { readIdentity } from '#privacy/identity'
import { beginRequest } from '#privacy/requests/begin_request'
import { makeRequest } from '#privacy/requests/make_request'
import { presentRequest } from '#privacy/requests/present_request'
import { requestRunner } from '#privacy/requests/request_runner'
import { findRequest } from '#privacy/requests/rows'
import { apiRequestInput } from '#privacy/validators/privacy_inputs'

/** What persons asked for somewhere else. */
export default class PrivacyApiController {
  async store({ api, response }: HttpContext) {
    const { kind, review, ...given } = await apiRequestInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const identity = readIdentity(given, account.country)
    if (!identity.ok) throw invalid(identity.problem)
    const who = { accountId: account.id, actor: api.actor }
    const id = await makeRequest(who, kind, identity.value, Date.now())
    if (!review) await beginRequest(who, id, Date.now())
    requestRunner.kick()
    response.status(201).header('location', `/api/v1/privacy/requests/${id}`)
    return response.send(await presentRequest((await findRequest(account.id, id))!))
  }

  async show({ api, params, response }: HttpContext) {
    const found = await findRequest(api.accountId, params.id)
    if (!found) throw notFound('request')
    return response.send(await presentRequest(found))
  }
}
