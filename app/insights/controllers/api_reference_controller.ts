import type { HttpContext } from '@adonisjs/core/http'
import { sampleKeys } from '#insights/sample_keys'

export default class ApiReferenceController {
  /** Open to everybody; who is signed in finds their own keys in the examples. */
  async show({ inertia, team }: HttpContext) {
    return inertia.render('api/reference', {
      samples: team ? await sampleKeys(team.account.id) : null,
    })
  }
}
