import type { HttpContext } from '@adonisjs/core/http'
import { configValue } from '#distribution/config_value'
import { publishProfile, revertProfile } from '#distribution/configuration/publish_profile'
import { getProfileVersion, listProfileVersions } from '#distribution/configuration/versions'
import { revertInput } from '#distribution/validators/config_inputs'
import { invalid, notFound } from '#shared/http_problem'
import { isObject } from '#shared/shape'

export default class ProfileVersionsController {
  async index({ api, params, response }: HttpContext) {
    const versions = await listProfileVersions(api.accountId, params.key)
    if (!versions) throw notFound('profile')
    return response.send({ data: versions })
  }

  async show({ api, params, response }: HttpContext) {
    const number = /^\d{1,9}$/.test(params.version) ? Number(params.version) : -1
    const version = await getProfileVersion(api.accountId, params.key, number)
    if (!version) throw notFound('version')
    return response.send(version)
  }

  async publish({ api, params, response }: HttpContext) {
    const { body, accountId, actor } = api
    if (!isObject(body))
      throw invalid([{ field: '', rule: 'object', message: 'must be an object' }])
    const published = await publishProfile(accountId, params.key, { actor }, body)
    return response.send(configValue(published, 'profile'))
  }

  async revert({ api, params, response }: HttpContext) {
    const { version } = await revertInput.validate(api.body)
    const { accountId, actor } = api
    const reverted = await revertProfile(accountId, params.key, version, { actor })
    return response.send(configValue(reverted, 'profile or version'))
  }
}
