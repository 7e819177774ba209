import type { HttpContext } from '@adonisjs/core/http'
import {
  addWritten,
  checkWritten,
  pageOfEntries,
  removeWritten,
} from '#privacy/suppression/list_entries'
import {
  changeList,
  dropList,
  listOf,
  makeList,
  presentList,
  presentLists,
} from '#privacy/suppression/lists'
import {
  checkInput,
  entriesInput,
  entriesQuery,
  listChangeInput,
  newListInput,
  removalInput,
} from '#privacy/validators/suppression_inputs'

/** Suppression lists, over the API. */
export default class SuppressionController {
  async index({ api, response }: HttpContext) {
    const data = await presentLists(api.accountId)
    return response.send({ data, meta: { next_cursor: null } })
  }

  async show({ api, params, response }: HttpContext) {
    return response.send(await presentList(await listOf(api.accountId, params.key)))
  }

  async store({ api, response }: HttpContext) {
    const written = await newListInput.validate(api.body)
    const list = await makeList(api.accountId, written, api.actor)
    response.status(201).header('location', `/api/v1/suppression/${list.key}`)
    return response.send(await presentList(list))
  }

  async update({ api, params, response }: HttpContext) {
    const list = await listOf(api.accountId, params.key)
    const written = await listChangeInput.validate(api.body)
    return response.send(await presentList(await changeList(list, written, api.actor)))
  }

  async destroy({ api, params, response }: HttpContext) {
    await dropList(await listOf(api.accountId, params.key), api.actor)
    return response.noContent()
  }

  async entries({ api, params, request, response }: HttpContext) {
    const page = await entriesQuery.validate(request.qs())
    return response.send(await pageOfEntries(await listOf(api.accountId, params.key), page))
  }

  async add({ api, params, response }: HttpContext) {
    const list = await listOf(api.accountId, params.key)
    const written = await entriesInput.validate(api.body)
    return response.send(await addWritten(list, written, api.actor))
  }

  async remove({ api, params, response }: HttpContext) {
    const list = await listOf(api.accountId, params.key)
    const written = await removalInput.validate(api.body)
    return response.send(await removeWritten(list, written, api.actor))
  }

  async check({ api, params, response }: HttpContext) {
    const list = await listOf(api.accountId, params.key)
    const asked = await checkInput.validate(api.body)
    return response.send(await checkWritten(list, asked, api.actor))
  }
}
