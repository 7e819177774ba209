import type { HttpContext } from '@adonisjs/core/http'
import { settleCallback } from '#distribution/settle_from_outside'
import { callbackInput } from '#distribution/validators/delivery_inputs'
import { conflict, notFound } from '#shared/http_problem'

/** Partners that decide later: the address itself is the permission. */
export default class CallbacksController {
  async store({ api, params, response }: HttpContext) {
    const { status, reason, price, reference } = await callbackInput.validate(api.body)
    const settled = await settleCallback(params.token, {
      status,
      reason: reason ?? null,
      price: (price as string | undefined) ?? null,
      reference: reference ?? null,
    })
    if (settled.ok) return response.send({ delivery: settled.value.id, status })
    if (settled.problem.type === 'not_found') throw notFound('callback')
    throw conflict(`The delivery is ${settled.problem.status} already`)
  }
}
