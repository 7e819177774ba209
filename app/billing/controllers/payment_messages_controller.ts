import type { HttpContext } from '@adonisjs/core/http'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { receivePayment } from '#billing/plans/receive_payment'
import { HttpProblem, notFound } from '#shared/http_problem'

/** What payment providers tell, at an address of each seller's own. Whom it is from, the provider's plugin proves. */
export default class PaymentMessagesController {
  async store({ params, request, response }: HttpContext) {
    const message = {
      body: request.raw() ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers()).map(([name, value]) => [name, [value].flat().join(', ')])
      ),
      now: Date.now(),
    }
    const received = await receivePayment(params.provider, params.token, message)
    if (received === 'taken') return response.noContent()
    const seconds = await secondsToWait(['payment_address', request.ip()])
    if (seconds)
      throw new HttpProblem('too-many-requests', 'Too many messages that prove nothing', {
        headers: { 'retry-after': String(seconds) },
      })
    if (received === 'unknown') throw notFound('provider')
    throw new HttpProblem('bad-request', 'The signature does not match')
  }
}
