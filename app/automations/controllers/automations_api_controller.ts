import type { HttpContext } from '@adonisjs/core/http'
import { configValue } from '#distribution/config_value'
import { configPage } from '#distribution/validators/config_inputs'
import { loadEntities } from '#entities/repository'
import { invalid, notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import {
  automationsPage,
  findAutomation,
  listVersions,
  loadVersion,
} from '#automations/kept/repository'
import {
  deleteAutomation,
  publishAutomation,
  revertAutomation,
  rotateAutomationSecret,
  switchOff,
  switchOn,
} from '#automations/kept/publish_automation'
import { createAutomation, saveAutomation } from '#automations/kept/save_automation'
import { parseAutomation } from '#automations/parse_automation'
import { presentAutomation, presentVersion } from '#automations/present_automation'
import { tryOnLead } from '#automations/try_on_lead'
import type { Automation } from '#automations/types'
import {
  automationChangeInput,
  newAutomationInput,
  publishInput,
  revertInput,
  switchOffInput,
  testInput,
} from '#automations/validators/automation_inputs'

/** Automations over the API, by key. */
export default class AutomationsApiController {
  async index({ api, request, response }: HttpContext) {
    const { limit = DEFAULT_LIMIT, cursor } = await configPage.validate(request.qs())
    const rows = await automationsPage(api.accountId, limit + 1, cursor ?? null)
    const entities = await entityKeys(api.accountId)
    const page = toPage(rows, limit, ({ key }) => key)
    return response.send({
      ...page,
      data: page.data.map((one) => presentAutomation(one, entities)),
    })
  }

  async show({ api, params, response }: HttpContext) {
    return response.send(await present(await ownOf(api.accountId, params.key)))
  }

  /** This answer and that of `rotate` are the only ones that ever hold a secret. */
  async store({ api, response }: HttpContext) {
    const { entity = null, ...input } = await newAutomationInput.validate(api.body)
    const { document } = api.body as { document?: unknown }
    const by = { actor: api.actor }
    const made = await createAutomation(api.accountId, { ...input, entity, document }, by)
    const { automation, secret } = configValue(made, 'automation')
    response.status(201).header('location', `/api/v1/automations/${automation.key}`)
    return response.send({ ...(await present(automation)), secret })
  }

  async update({ api, params, response }: HttpContext) {
    const change = await automationChangeInput.validate(api.body)
    const { document } = api.body as { document?: unknown }
    const by = { actor: api.actor }
    const saved = await saveAutomation(api.accountId, params.key, { ...change, document }, by)
    return response.send(await present(configValue(saved, 'automation')))
  }

  async destroy({ api, params, response }: HttpContext) {
    const by = { actor: api.actor }
    configValue(await deleteAutomation(api.accountId, params.key, by), 'automation')
    return response.noContent()
  }

  async publish({ api, params, response }: HttpContext) {
    const { base } = await publishInput.validate(api.body ?? {})
    const done = await publishAutomation(api.accountId, params.key, { actor: api.actor, base })
    return response.send(await present(configValue(done, 'automation')))
  }

  async revert({ api, params, response }: HttpContext) {
    const { version } = await revertInput.validate(api.body)
    const by = { actor: api.actor }
    const done = await revertAutomation(api.accountId, params.key, version, by)
    return response.send(await present(configValue(done, 'automation')))
  }

  async on({ api, params, response }: HttpContext) {
    const done = await switchOn(api.accountId, params.key, { actor: api.actor })
    return response.send(await present(configValue(done, 'automation')))
  }

  async off({ api, params, response }: HttpContext) {
    const { waiting } = await switchOffInput.validate(api.body)
    const done = await switchOff(api.accountId, params.key, waiting, { actor: api.actor })
    return response.send(await present(configValue(done, 'automation')))
  }

  async rotate({ api, params, response }: HttpContext) {
    const by = { actor: api.actor }
    const made = await rotateAutomationSecret(api.accountId, params.key, by)
    return response.send({ secret: configValue(made, 'automation') })
  }

  async versions({ api, params, response }: HttpContext) {
    const { id, version } = await ownOf(api.accountId, params.key)
    const rows = await listVersions(id)
    return response.send({ data: rows.map((one) => presentVersion(one, version)) })
  }

  async version({ api, params, response }: HttpContext) {
    const { id, version: live } = await ownOf(api.accountId, params.key)
    const wanted = /^\d{1,6}$/.test(params.version) ? Number(params.version) : 0
    const found = await loadVersion(id, wanted)
    if (!found) throw notFound('version')
    const { route, limits } = found.document
    return response.send({ ...presentVersion(found, live), document: { route, limits } })
  }

  async test({ api, params, response }: HttpContext) {
    const automation = await ownOf(api.accountId, params.key)
    const { lead } = await testInput.validate(api.body)
    const { document } = api.body as { document?: unknown }
    const read = document === undefined ? null : parseAutomation(document, 'document')
    if (read && !read.ok) throw invalid(read.problem)
    const tried = await tryOnLead(automation, read?.value ?? automation.draft, lead, Date.now())
    if (tried === null) throw notFound('lead')
    if (!tried.ok)
      throw invalid(tried.problem.map((one) => ({ ...one, field: `document.${one.field}` })))
    return response.send({ data: tried.value })
  }
}

async function ownOf(accountId: string, key: string): Promise<Automation> {
  const found = await findAutomation(accountId, key)
  if (!found) throw notFound('automation')
  return found
}

async function entityKeys(accountId: string) {
  const entities = await loadEntities(accountId)
  return new Map(entities.map(({ id, key }) => [id, key]))
}

const present = async (automation: Automation) =>
  presentAutomation(automation, await entityKeys(automation.accountId))
