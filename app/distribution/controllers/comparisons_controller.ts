import type { HttpContext } from '@adonisjs/core/http'
import { configValue } from '#distribution/config_value'
import { type Side, compareVersions } from '#distribution/configuration/compare_versions'
import { listProfileVersions } from '#distribution/configuration/versions'
import { compareInput } from '#distribution/validators/page_inputs'
import { notFound } from '#shared/http_problem'

/** What differs between two sides of a profile: what is live, its draft, any version, what is not saved yet. */
export default class ComparisonsController {
  /** What there is to compare with. */
  async versions({ params, response, team }: HttpContext) {
    const versions = await listProfileVersions(team!.account.id, params.key)
    if (!versions) throw notFound('profile')
    return response.send({ data: versions.filter(({ status }) => status === 'published') })
  }

  async show({ params, request, response, team }: HttpContext) {
    const { from, to } = await compareInput.validate(request.body())
    // Read as a save of it would be.
    const { form } = request.body() as { form?: unknown }
    const compared = await compareVersions(team!.account.id, params.key, {
      from: sideOf(from),
      to: sideOf(to),
      patch: form,
    })
    return response.send(configValue(compared, 'profile or version'))
  }
}

const sideOf = (text: string): Side => (/^\d/.test(text) ? Number(text) : (text as Side))
