import type { HttpContext } from '@adonisjs/core/http'
import { simulatedRun } from '#distribution/story/simulated_run'
import { pageSimulation } from '#distribution/validators/tryout_inputs'
import { readPeriod } from '#routing/period'
import { invalid } from '#shared/http_problem'

/** A lead taken through a profile as it stands on somebody's screen: worked out, never done. */
export default class PageSimulationsController {
  async store({ params, request, response, team }: HttpContext) {
    const { at, route, ...wish } = await pageSimulation.validate(request.body())
    // Vine drops what it does not know inside values and route: both are read by those who know them.
    const given = request.body() as { values?: Record<string, unknown>; route?: unknown }
    const { account } = team!
    const simulated = await simulatedRun(
      account.id,
      params.key,
      {
        ...wish,
        values: given.values,
        ...(route && { route: given.route }),
        at: readPeriod({ from: at }, account.timeZone).from ?? undefined,
      },
      Date.now()
    )
    if (!simulated.ok) throw invalid(simulated.problem)
    return response.send(simulated.value)
  }
}
