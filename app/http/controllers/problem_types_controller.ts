import type { HttpContext } from '@adonisjs/core/http'
import { PROBLEM_TYPES } from '#shared/problem_types'

/** What stands at the `type` address of a problem document. */
export default class ProblemTypesController {
  show({ params, response }: HttpContext) {
    const types: Record<string, { status: number; title: string; about: string }> = PROBLEM_TYPES
    const type = Object.hasOwn(types, params.type) ? types[params.type] : null
    if (!type) return response.status(404).type('text').send('No such problem type\n')
    return response.type('text').send(`${type.title} (${type.status})\n\n${type.about}\n`)
  }
}
