import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { type DeliveryRefusal, deliveryRefusal } from '#distribution/refusals'
import { retryDelivery } from '#distribution/retry_delivery'
import { settleByHand } from '#distribution/settle_from_outside'
import { callbackInput, cancelInput } from '#distribution/validators/delivery_inputs'
import type { Result } from '#shared/result'

const by = ({ team }: HttpContext) => actorOf(team!.user)

/** What somebody does to a delivery on the page of its lead. */
export default class DeliveryActionsController {
  async cancel(ctx: HttpContext) {
    const { params, request, team } = ctx
    const { reason, note } = await cancelInput.validate(request.body())
    const wish = { reason, note: note ?? null, actor: by(ctx) }
    return done(ctx, await cancelDelivery(team!.account.id, params.id, wish), 'cancelled')
  }

  async retry(ctx: HttpContext) {
    const { params, team } = ctx
    return done(ctx, await retryDelivery(team!.account.id, params.id, by(ctx)), 'retried')
  }

  async settle(ctx: HttpContext) {
    const { params, request, team } = ctx
    const { status, reason, price, reference } = await callbackInput.validate(request.body())
    const answer = {
      status,
      reason: reason ?? null,
      price: (price as string | undefined) ?? null,
      reference: reference ?? null,
    }
    const settled = await settleByHand(team!.account.id, params.id, answer, by(ctx))
    return done(ctx, settled, 'settled')
  }
}

function done({ response }: HttpContext, result: Result<unknown, DeliveryRefusal>, verb: string) {
  if (!result.ok) throw deliveryRefusal(result.problem, verb)
  return response.noContent()
}
