import type { HttpContext } from '@adonisjs/core/http'
import { tryTransform } from '#host/sandbox/transform_pool'
import { checkLimits } from '#intake/limits'
import { invalid } from '#shared/http_problem'
import { transformTest } from '#distribution/validators/transform_test'

/** Tries a transform out. Failing is what one may want to see: it is an answer, not an error. */
export default class TransformTestsController {
  async store({ api, response }: HttpContext) {
    const { code } = await transformTest.validate(api.body)
    const { lead } = api.body as { lead: Record<string, unknown> }
    const problems = checkLimits(lead)
    if (problems.length) throw invalid(problems)
    const started = performance.now()
    const result = await tryTransform({ account: api.accountId, code, input: lead })
    if (result.ok) return response.send({ ...result.value, error: null })
    const { type, message, line, console } = result.problem
    return response.send({
      output: null,
      console,
      error: { type, message, line: line ?? null },
      duration_ms: Math.round(performance.now() - started),
    })
  }
}
