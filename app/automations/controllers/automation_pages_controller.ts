import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { configValue } from '#distribution/config_value'
import { missingPage } from '#distribution/missing_page'
import { loadEntities } from '#entities/repository'
import { plugins } from '#host/registry'
import { listProfiles } from '#routing/repository'
import { invalid, notFound } from '#shared/http_problem'
import { checkAutomation } from '#automations/check_automation'
import { compareDocuments } from '#automations/kept/compare_documents'
import { copyAutomation } from '#automations/kept/copy_automation'
import {
  deleteAutomation,
  publishAutomation,
  revertAutomation,
  rotateAutomationSecret,
  switchOff,
  switchOn,
} from '#automations/kept/publish_automation'
import { findAutomation, listVersions, loadVersion } from '#automations/kept/repository'
import { createAutomation, saveAutomation } from '#automations/kept/save_automation'
import { automationForms, automationPage, portsOfNodes } from '#automations/pages/automation_page'
import { automationRows } from '#automations/pages/automation_rows'
import { parseAutomation } from '#automations/parse_automation'
import { presentVersion } from '#automations/present_automation'
import { openRuns } from '#automations/runs/stop_runs'
import { pastOccurrences } from '#automations/trail/past_occurrences'
import { tryOnLead } from '#automations/try_on_lead'
import type { Automation } from '#automations/types'
import {
  automationPatchInput,
  comparedQuery,
  newAutomationInput,
  publishPageInput,
  revertInput,
  switchOffInput,
  testInput,
} from '#automations/validators/automation_inputs'

/** Automations, for people. What they change is the draft, until it is published. */
export default class AutomationPagesController {
  async index({ inertia, team }: HttpContext) {
    const { account } = team!
    const [entities, profiles] = await Promise.all([
      loadEntities(account.id),
      listProfiles(account.id),
    ])
    return inertia.render('automations/index', {
      automations: await automationRows(account.id, Date.now()),
      entities: entities.map(({ id, key, name, stages }) => ({
        ...{ key, name, stages },
        profile: profiles.find(({ entityId }) => entityId === id)?.key ?? null,
      })),
      profiles: profiles.map(({ key, name }) => ({ key, name })),
      triggers: plugins()
        .list()
        .filter(({ kind }) => kind === 'trigger'),
    })
  }

  async show({ inertia, params, request, response, team }: HttpContext) {
    const { account } = team!
    const automation = await findAutomation(account.id, params.key)
    if (!automation && params.key === 'new') return response.redirect('/automations?new=1')
    if (!automation) throw missingPage(request)
    return inertia.render('automations/show', {
      automation: await automationPage(automation),
      ...(await automationForms(account.id)),
    })
  }

  async versions({ inertia, params, request, team }: HttpContext) {
    const automation = await pageOf(team!.account.id, params.key, request)
    const versions = await listVersions(automation.id)
    return inertia.render('automations/versions', {
      automation: await automationPage(automation),
      ...(await automationForms(team!.account.id)),
      versions: versions.map((one) => presentVersion(one, automation.version)),
    })
  }

  /** One of them, drawn. */
  async version({ inertia, params, request, team }: HttpContext) {
    const automation = await pageOf(team!.account.id, params.key, request)
    const found = await loadVersion(automation.id, numberOf(params.version))
    if (!found) throw missingPage(request)
    const { route, limits } = found.document
    return inertia.render('automations/version', {
      automation: await automationPage(automation),
      ...(await automationForms(team!.account.id)),
      version: { ...presentVersion(found, automation.version), document: { route, limits } },
    })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const { entity = null, ...input } = await newAutomationInput.validate(request.body())
    const { document } = request.body() as { document?: unknown }
    const by = { actor: actorOf(user) }
    const made = await createAutomation(account.id, { ...input, entity, document }, by)
    const { automation, secret } = configValue(made, 'automation')
    return response.created({ key: automation.key, secret })
  }

  async copy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const made = await copyAutomation(account.id, params.key, { actor: actorOf(user) })
    const { automation, secret } = configValue(made, 'automation')
    return response.created({ key: automation.key, secret })
  }

  /** Of both, what is left out stays. */
  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base, name } = await automationPatchInput.validate(request.body())
    const { document } = request.body() as { document?: unknown }
    const change = { name, document, base: base === undefined ? undefined : Number(base) }
    const saved = await saveAutomation(account.id, params.key, change, { actor: actorOf(user) })
    return response.send({ automation: await automationPage(configValue(saved, 'automation')) })
  }

  /** What would be wrong with a draft while it is being drawn; nothing is stored. */
  async check({ params, request, response, team }: HttpContext) {
    const { id: accountId } = team!.account
    const { entityId } = await ownOf(accountId, params.key)
    const { document } = request.body() as { document?: unknown }
    const read = parseAutomation(document, '')
    if (!read.ok) return response.send({ problems: read.problem, ports: {} })
    const problems = await checkAutomation(accountId, entityId, read.value)
    return response.send({ problems, ports: portsOfNodes(read.value) })
  }

  async changes({ params, request, response, team }: HttpContext) {
    const automation = await ownOf(team!.account.id, params.key)
    const { from = 'live', to = 'draft' } = await comparedQuery.validate(request.qs())
    const side = (text: string) => (/^\d/.test(text) ? Number(text) : (text as 'live' | 'draft'))
    const compared = await compareDocuments(automation, side(from), side(to))
    if (!compared) throw notFound('version')
    return response.send(compared)
  }

  async publish({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base } = await publishPageInput.validate(request.body())
    const by = { actor: actorOf(user), ...(base !== undefined && { base: Number(base) }) }
    const done = configValue(await publishAutomation(account.id, params.key, by), 'automation')
    return response.send({ version: done.version })
  }

  async revert({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { version } = await revertInput.validate(request.body())
    const by = { actor: actorOf(user) }
    const done = await revertAutomation(account.id, params.key, version, by)
    return response.send({ version: configValue(done, 'automation or version').version })
  }

  async on({ params, response, team }: HttpContext) {
    const { account, user } = team!
    configValue(await switchOn(account.id, params.key, { actor: actorOf(user) }), 'automation')
    return response.noContent()
  }

  async off({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { waiting } = await switchOffInput.validate(request.body())
    const by = { actor: actorOf(user) }
    configValue(await switchOff(account.id, params.key, waiting, by), 'automation')
    return response.noContent()
  }

  /** What switching it on leaves undone, and what switching it off or deleting it may stop. */
  async open({ params, response, team }: HttpContext) {
    const automation = await ownOf(team!.account.id, params.key)
    const [open, past] = await Promise.all([
      openRuns(automation.id),
      pastOccurrences(automation, Date.now()),
    ])
    return response.send({ open, past })
  }

  async rotate({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const by = { actor: actorOf(user) }
    const made = await rotateAutomationSecret(account.id, params.key, by)
    return response.send({ secret: configValue(made, 'automation') })
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const gone = await deleteAutomation(account.id, params.key, { actor: actorOf(user) })
    configValue(gone, 'automation')
    return response.noContent()
  }

  async test({ params, request, response, team }: HttpContext) {
    const automation = await ownOf(team!.account.id, params.key)
    const { lead } = await testInput.validate(request.body())
    const { document } = request.body() as { document?: unknown }
    const read = document === undefined ? null : parseAutomation(document, '')
    if (read && !read.ok) throw invalid(read.problem)
    const tried = await tryOnLead(automation, read?.value ?? automation.draft, lead, Date.now())
    if (tried === null) throw notFound('lead')
    if (!tried.ok) throw invalid(tried.problem)
    return response.send({ steps: tried.value })
  }
}

const numberOf = (text: string) => (/^\d{1,6}$/.test(text) ? Number(text) : 0)

async function ownOf(accountId: string, key: string): Promise<Automation> {
  const found = await findAutomation(accountId, key)
  if (!found) throw notFound('automation')
  return found
}

async function pageOf(accountId: string, key: string, request: HttpContext['request']) {
  const found = await findAutomation(accountId, key)
  if (!found) throw missingPage(request)
  return found
}
