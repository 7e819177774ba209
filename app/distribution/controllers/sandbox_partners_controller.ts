import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { answerAsPartner } from '#distribution/sandbox_partner/answer_as_partner'
import { partnerSettings } from '#distribution/sandbox_partner/partner_settings'

/** A partner that never answers still lets go of the connection: nobody waits longer. */
const SILENCE_MS = 60_000

/** A partner to try things on: what it answers is said in the query of its URL. Stores nothing. */
export default class SandboxPartnersController {
  async answer({ params, request, response }: HttpContext) {
    const [problem, settings] = await partnerSettings.tryValidate(request.qs())
    if (problem) return response.status(422).send({ status: 'error', errors: problem.messages })
    const delivery = request.header('idempotency-key') ?? request.id() ?? ''
    const digest = createHash('sha256').update(`${params.name}\n${delivery}`).digest()
    const chances = { lead: digest.readUInt32BE() / 2 ** 32, moment: Math.random() }
    const answer = answerAsPartner(
      settings,
      `${params.name}-${digest.toString('hex', 4, 8)}`,
      chances
    )

    if (answer.type === 'silence') {
      const gone = once(response.response, 'close')
      await Promise.race([gone, pause(SILENCE_MS, null, { ref: false })])
      response.response.destroy()
      return
    }
    if (answer.delayMs) await pause(answer.delayMs)
    return response
      .status(answer.status)
      .header('content-type', answer.contentType)
      .send(answer.body)
  }
}
