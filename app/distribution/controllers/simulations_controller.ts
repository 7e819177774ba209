import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { simulate } from '#distribution/simulate'
import { simulateInput } from '#distribution/validators/config_inputs'
import { checkLimits } from '#intake/limits'
import { readPeriod } from '#routing/period'
import { invalid, notFound } from '#shared/http_problem'

/** What would happen to a lead: worked out, never done. */
export default class SimulationsController {
  async store({ api, params, response }: HttpContext) {
    const { at, route } = await simulateInput.validate(api.body)
    // Vine drops what it does not know inside values and route: both are read by those who know them.
    const given = api.body as { values: Record<string, unknown>; route?: unknown }
    const problems = checkLimits(given.values)
    if (problems.length) throw invalid(problems)
    const { account } = await accountConfig(api.accountId)
    const simulated = await simulate(api.accountId, params.key, {
      values: given.values,
      ...(route && { route: given.route }),
      at: readPeriod({ from: at }, account.timeZone).from ?? undefined,
    })
    if (simulated.ok) return response.send(simulated.value)
    throw simulated.problem === 'not_found' ? notFound('profile') : invalid(simulated.problem)
  }
}
