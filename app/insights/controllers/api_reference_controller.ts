import type { HttpContext } from '@adonisjs/core/http'
import { sampleKeys } from '#insights/sample_keys'

export default class ApiReferenceController {
  /** Open to everybody; who is signed in finds their own keys in the examples. */
  async show({ inertia, team }: HttpContext) {
    // The examples are of the account's newest lead, whatever its entity.
    return inertia.render('api/reference', {
      samples: team && !team.scope ? await sampleKeys(team.account.id) : null,
    })
  }
}
