import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { findDeliveries } from '#distribution/find_deliveries'
import { presentDelivery } from '#distribution/present'
import { type DeliveryRefusal, deliveryRefusal } from '#distribution/refusals'
import { retryDelivery } from '#distribution/retry_delivery'
import { settleByHand } from '#distribution/settle_from_outside'
import {
  callbackInput,
  cancelInput,
  deliveryFilters,
} from '#distribution/validators/delivery_inputs'
import { notFound } from '#shared/http_problem'

export default class DeliveriesController {
  async index({ api, request, response }: HttpContext) {
    const filters = await deliveryFilters.validate(request.qs())
    const { account } = await accountConfig(api.accountId)
    return response.send(await findDeliveries(account, filters))
  }

  async show({ api, params, response }: HttpContext) {
    const delivery = await presentDelivery(api.accountId, params.id)
    if (!delivery) throw notFound('delivery')
    return response.send(delivery)
  }

  async cancel(ctx: HttpContext) {
    const { api, params } = ctx
    const { reason, note } = await cancelInput.validate(api.body)
    const wish = { reason, note: note ?? null, actor: api.actor }
    const done = await cancelDelivery(api.accountId, params.id, wish)
    return this.#answer(ctx, done.ok ? null : done.problem, 'cancelled')
  }

  async retry(ctx: HttpContext) {
    const { api, params } = ctx
    const done = await retryDelivery(api.accountId, params.id, api.actor)
    return this.#answer(ctx, done.ok ? null : done.problem, 'retried')
  }

  async settle(ctx: HttpContext) {
    const { api, params } = ctx
    const { status, reason, price, reference } = await callbackInput.validate(api.body)
    const answer = {
      status,
      reason: reason ?? null,
      price: (price as string | undefined) ?? null,
      reference: reference ?? null,
    }
    const done = await settleByHand(api.accountId, params.id, answer, api.actor)
    return this.#answer(ctx, done.ok ? null : done.problem, 'settled')
  }

  async #answer(
    { api, params, response }: HttpContext,
    problem: DeliveryRefusal | null,
    verb: string
  ) {
    if (problem) throw deliveryRefusal(problem, verb)
    const delivery = await presentDelivery(api.accountId, params.id)
    api.leadId = delivery?.lead_id ?? null
    return response.send(delivery)
  }
}
