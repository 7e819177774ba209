import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { builderPage, formHead, versionRows } from '#capture/forms/kept/form_pages'
import { checkAgainst } from '#capture/forms/kept/load_check'
import { newForm } from '#capture/forms/kept/new_form'
import { deleteForm, publishForm, revertForm, setFormOpen } from '#capture/forms/kept/publish_form'
import { findForm } from '#capture/forms/kept/repository'
import { createForm, saveForm } from '#capture/forms/kept/save_form'
import { parseForm } from '#capture/forms/parse_form'
import {
  checkInput,
  copyInput,
  formChangeInput,
  newFormInput,
  openInput,
  publishInput,
} from '#capture/validators/form_inputs'
import { configValue } from '#distribution/config_value'
import { missingPage } from '#distribution/missing_page'
import { revertInput } from '#distribution/validators/config_inputs'
import { invalid, invalidField, notFound } from '#shared/http_problem'

/** Forms as their builder keeps them. */
export default class FormsController {
  async show(ctx: HttpContext) {
    const { row, props } = await headOf(ctx)
    return ctx.inertia.render('forms/show', {
      ...props,
      ...(await builderPage(ctx.team!.account, row)),
    })
  }

  async versions(ctx: HttpContext) {
    const { row, props } = await headOf(ctx)
    const { account } = ctx.team!
    const [versions, { fields }] = await Promise.all([
      versionRows(account.id, row.id, row.version),
      builderPage(account, row),
    ])
    return ctx.inertia.render('forms/versions', { ...props, versions, fields })
  }

  async share(ctx: HttpContext) {
    const { row, props } = await headOf(ctx)
    const { fields } = await builderPage(ctx.team!.account, row)
    return ctx.inertia.render('forms/share', { ...props, fields })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user, scope } = team!
    const input = await newFormInput.validate(request.body())
    if (scope && !scope.entities.includes(input.entity))
      throw invalidField('entity', 'unknown', 'is outside of what you may see')
    const made = await newForm(account.id, input, actorOf(user))
    return response.created({ key: configValue(made, 'form').key })
  }

  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const change = await formChangeInput.validate(request.body())
    const { document } = request.body() as { document?: unknown }
    const options = { actor: actorOf(user) }
    configValue(await saveForm(account.id, params.key, { ...change, document }, options), 'form')
    return response.send(await pageOf(account, params.key))
  }

  /** What would be wrong with a document while it is being built; nothing is stored. */
  async check({ params, request, response, team }: HttpContext) {
    const form = await findForm(team!.account.id, params.key)
    if (!form) throw notFound('form')
    await checkInput.validate(request.body())
    const read = parseForm(request.body().document, 'document')
    if (!read.ok) throw invalid(read.problem)
    const problems = await checkAgainst(team!.account.id, form.entityId, read.value)
    return response.send({ problems })
  }

  async publish({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base } = await publishInput.validate(request.body())
    const options = { actor: actorOf(user), base }
    configValue(await publishForm(account.id, params.key, options), 'form')
    return response.send(await pageOf(account, params.key))
  }

  async revert({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { version } = await revertInput.validate(request.body())
    const reverted = await revertForm(account.id, params.key, version, { actor: actorOf(user) })
    configValue(reverted, 'form or version')
    return response.send(await pageOf(account, params.key))
  }

  async open({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { open } = await openInput.validate(request.body())
    configValue(await setFormOpen(account.id, params.key, open, { actor: actorOf(user) }), 'form')
    return response.send(await pageOf(account, params.key))
  }

  async copy({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const form = await findForm(account.id, params.key)
    if (!form) throw notFound('form')
    const { key, name } = await copyInput.validate(request.body())
    const copy = { key, name, entityId: form.entityId, document: form.draft }
    const made = await createForm(account.id, copy, { actor: actorOf(user) })
    return response.created({ key: configValue(made, 'form').key })
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    configValue(await deleteForm(account.id, params.key, { actor: actorOf(user) }), 'form')
    return response.noContent()
  }
}

async function headOf({ params, request, team }: HttpContext) {
  const head = await formHead(team!.account, params.key)
  if (!head) throw missingPage(request)
  return head
}

/** The builder's own props, as they are now. */
async function pageOf(account: NonNullable<HttpContext['team']>['account'], key: string) {
  const { row, props } = (await formHead(account, key))!
  return { ...props, ...(await builderPage(account, row)) }
}
