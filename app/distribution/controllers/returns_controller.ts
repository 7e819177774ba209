import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { approveReturn, refuseReturn, withdrawReturn } from '#distribution/returns/decide_return'
import { findReturn, findReturns } from '#distribution/returns/find_returns'
import { sendEvidence } from '#distribution/returns/open_evidence'
import { readWish } from '#distribution/returns/read_wish'
import { decideRefusal, requestRefusal } from '#distribution/returns/refusals'
import { requestReturn } from '#distribution/returns/request_return'
import { returnPolicyFor } from '#distribution/returns/return_policy'
import type { ReturnActor } from '#distribution/returns/types'
import {
  approveInput,
  refuseInput,
  returnFilters,
  returnInput,
} from '#distribution/validators/return_inputs'
import { notFound } from '#shared/http_problem'

const actorOf = ({ api }: HttpContext): ReturnActor => ({ kind: 'api', name: api.actor })

/** Returns over the API. */
export default class ReturnsController {
  async index({ api, request, response }: HttpContext) {
    const filters = await returnFilters.validate(request.qs())
    const { account } = await accountConfig(api.accountId)
    return response.send(await findReturns(account, filters, Date.now()))
  }

  async show(ctx: HttpContext) {
    return this.#answer(ctx, ctx.params.id)
  }

  async policy(ctx: HttpContext) {
    const { api, params, response } = ctx
    const policy = await returnPolicyFor(api.accountId, params.id, actorOf(ctx))
    if (!policy.ok) throw notFound('delivery')
    return response.send(policy.value)
  }

  async evidence(ctx: HttpContext) {
    const { api, params } = ctx
    const where = { accountId: api.accountId, returnId: params.id, fileId: params.file }
    return sendEvidence(ctx, where)
  }

  async store(ctx: HttpContext) {
    const { api, response } = ctx
    const body = await returnInput.validate(api.body)
    const asked = await requestReturn(api.accountId, body.delivery, readWish(body), actorOf(ctx))
    if (!asked.ok) throw requestRefusal(asked.problem)
    response.status(201)
    return this.#answer(ctx, asked.value.id)
  }

  async approve(ctx: HttpContext) {
    const { api, params } = ctx
    const { note } = await approveInput.validate(api.body)
    const wish = { note: note || null, actor: api.actor }
    const done = await approveReturn(api.accountId, params.id, wish)
    if (!done.ok) throw decideRefusal(done.problem)
    return this.#answer(ctx, params.id)
  }

  async refuse(ctx: HttpContext) {
    const { api, params } = ctx
    const { reason } = await refuseInput.validate(api.body)
    const done = await refuseReturn(api.accountId, params.id, { reason, actor: api.actor })
    if (!done.ok) throw decideRefusal(done.problem)
    return this.#answer(ctx, params.id)
  }

  async withdraw(ctx: HttpContext) {
    const { api, params } = ctx
    const done = await withdrawReturn(api.accountId, params.id, actorOf(ctx))
    if (!done.ok) throw decideRefusal(done.problem)
    return this.#answer(ctx, params.id)
  }

  async #answer({ api, response }: HttpContext, id: string) {
    const one = await findReturn(api.accountId, id, Date.now())
    if (!one) throw notFound('return')
    api.leadId = one.lead
    return response.send(one)
  }
}
