import type { HttpContext } from '@adonisjs/core/http'
import { addressFor } from '#accounts/domains/address_for'
import { newForm } from '#capture/forms/kept/new_form'
import { deleteForm, publishForm, setFormOpen } from '#capture/forms/kept/publish_form'
import { findForm, formsPage } from '#capture/forms/kept/repository'
import { saveForm } from '#capture/forms/kept/save_form'
import { presentForm } from '#capture/forms/present_form'
import type { Form } from '#capture/forms/types'
import { formChangeInput, newFormInput, publishInput } from '#capture/validators/form_inputs'
import { configValue } from '#distribution/config_value'
import { configPage } from '#distribution/validators/config_inputs'
import { loadEntities, loadEntityById } from '#entities/repository'
import { notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'

/** Forms over the API, by key. */
export default class FormsApiController {
  async index({ api, request, response }: HttpContext) {
    const { limit = DEFAULT_LIMIT, cursor } = await configPage.validate(request.qs())
    const rows = await formsPage(api.accountId, limit + 1, cursor ?? null)
    const known = await loadEntities(api.accountId)
    const entities = new Map(known.map((one) => [one.id, one]))
    const base = await addressFor(api.accountId, 'capture')
    const page = toPage(rows, limit, ({ key }) => key)
    return response.send({
      ...page,
      data: page.data.map((form) => presentForm(form, entities.get(form.entityId) ?? null, base)),
    })
  }

  async show({ api, params, response }: HttpContext) {
    const form = await findForm(api.accountId, params.key)
    if (!form) throw notFound('form')
    return response.send(await present(form))
  }

  async store({ api, response }: HttpContext) {
    const input = await newFormInput.validate(api.body)
    const { document } = api.body as { document?: Record<string, unknown> }
    const form = configValue(
      await newForm(api.accountId, { ...input, document }, api.actor),
      'form'
    )
    response.status(201).header('location', `/api/v1/forms/${form.key}`)
    return response.send(await present(form))
  }

  async update({ api, params, response }: HttpContext) {
    const { status, ...change } = await formChangeInput.validate(api.body)
    const { document } = api.body as { document?: unknown }
    const by = { actor: api.actor }
    let form = configValue(
      await saveForm(api.accountId, params.key, { ...change, document }, by),
      'form'
    )
    if (status && status !== form.status)
      form = configValue(await setFormOpen(api.accountId, form.key, status === 'live', by), 'form')
    return response.send(await present(form))
  }

  async publish({ api, params, response }: HttpContext) {
    const { base } = await publishInput.validate(api.body ?? {})
    const done = await publishForm(api.accountId, params.key, { actor: api.actor, base })
    return response.send(await present(configValue(done, 'form')))
  }

  async destroy({ api, params, response }: HttpContext) {
    configValue(await deleteForm(api.accountId, params.key, { actor: api.actor }), 'form')
    return response.noContent()
  }
}

async function present(form: Form) {
  const [entity, base] = await Promise.all([
    loadEntityById(form.accountId, form.entityId),
    addressFor(form.accountId, 'capture'),
  ])
  return presentForm(form, entity, base)
}
