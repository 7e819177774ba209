import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { blueprintToYaml } from '#distribution/blueprint/blueprint_text'
import { exportBlueprint } from '#distribution/blueprint/export_blueprint'
import { missingPage } from '#distribution/missing_page'
import { applyImport, checkImport } from '#distribution/setup/import_blueprint'
import { blueprintInput } from '#distribution/validators/page_inputs'
import { HttpProblem, conflict } from '#shared/http_problem'

/** The whole configuration of an account as one file, out and in. */
export default class BlueprintPageController {
  async show({ inertia, team }: HttpContext) {
    const { account } = team!
    return inertia.render('blueprint/show', {
      text: inertia.defer(async () => {
        const document = await exportBlueprint(account.id)
        return { yaml: blueprintToYaml(document), json: JSON.stringify(document, null, 2) }
      }),
    })
  }

  async download({ params, request, response, team }: HttpContext) {
    const { account } = team!
    if (!['yml', 'json'].includes(params.format)) throw missingPage(request)
    const document = await exportBlueprint(account.id)
    const json = params.format === 'json'
    response.header('content-disposition', `attachment; filename="${account.key}.${params.format}"`)
    response.header('content-type', `application/${json ? 'json' : 'yaml'}; charset=utf-8`)
    return response.send(json ? JSON.stringify(document, null, 2) : blueprintToYaml(document))
  }

  async check({ request, response, team }: HttpContext) {
    const { text, prune = false } = await blueprintInput.validate(request.body())
    return response.send(await checkImport(team!.account.id, text, prune))
  }

  async apply({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const { text, prune = false, clock } = await blueprintInput.validate(request.body())
    const options = { prune, clock, actor: actorOf(user) }
    const applied = await applyImport(account.id, text, options)
    if (applied.ok) return response.send({ changes: applied.changes })
    if (applied.refusal.type === 'changed')
      throw conflict('The configuration was changed since these changes were worked out')
    throw new HttpProblem('validation', 'The blueprint has mistakes', {
      errors: applied.refusal.problems,
    })
  }
}
