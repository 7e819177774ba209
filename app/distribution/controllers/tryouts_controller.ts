import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { teamConfig } from '#distribution/limit_config'
import { previewDelivery } from '#distribution/tryouts/preview_delivery'
import { readPastedAnswer } from '#distribution/tryouts/read_pasted_answer'
import { sendTest } from '#distribution/tryouts/send_test'
import { tryRule } from '#distribution/tryouts/try_rule'
import { tryTransform } from '#distribution/tryouts/try_transform'
import {
  answerTrial,
  previewInput,
  ruleTrial,
  testInput,
  transformTrial,
} from '#distribution/validators/tryout_inputs'
import type { DeliveryConfig } from '#routing/types'
import type { ResponseConfig } from '#sdk'
import type { Rule } from '#sdk/rule'
import { invalid } from '#shared/http_problem'
import type { Problem, Result } from '#shared/result'

/** What pages try out while somebody writes it: rules, templates, answers, whole deliveries. */
export default class TryoutsController {
  async rule({ request, response, team }: HttpContext) {
    const wish = await ruleTrial.validate(request.body())
    const { rule = null, values } = request.body() as { rule?: Rule | null; values?: Values }
    const config = await teamConfig(team!)
    return response.send(valueOf(await tryRule(config, { ...wish, rule, values }, Date.now())))
  }

  async preview({ request, response, team }: HttpContext) {
    const wish = await previewInput.validate(request.body())
    const { delivery, values } = request.body() as { delivery: DeliveryConfig; values?: Values }
    const config = await teamConfig(team!)
    return response.send(await previewDelivery(config, { ...wish, delivery, values }, Date.now()))
  }

  async transform({ request, response, team }: HttpContext) {
    const wish = await transformTrial.validate(request.body())
    const { values } = request.body() as { values?: Values }
    const config = await teamConfig(team!)
    return response.send(valueOf(await tryTransform(config, { ...wish, values }, Date.now())))
  }

  async answer({ request, response }: HttpContext) {
    const { answer } = await answerTrial.validate(request.body())
    const { response: rules } = request.body() as { response?: ResponseConfig }
    const given = { headers: {}, body: '', ...answer, truncated: false }
    return response.send(valueOf(readPastedAnswer(given, rules ?? {}, Date.now())))
  }

  async send({ params, request, response, team }: HttpContext) {
    const wish = await testInput.validate(request.body())
    const { delivery, values } = request.body() as { delivery?: DeliveryConfig; values?: Values }
    const { user } = team!
    const draft = { profile: params.key, assignment: params.assignment, ...wish, delivery, values }
    const by = { actor: actorOf(user), now: Date.now() }
    return response.send(valueOf(await sendTest(await teamConfig(team!), draft, by)))
  }
}

type Values = Record<string, unknown>

function valueOf<T>(result: Result<T, Problem[]>): T {
  if (result.ok) return result.value
  throw invalid(result.problem)
}
