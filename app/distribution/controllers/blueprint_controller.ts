import type { HttpContext } from '@adonisjs/core/http'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { blueprintToYaml, readBlueprintText } from '#distribution/blueprint/blueprint_text'
import { exportBlueprint } from '#distribution/blueprint/export_blueprint'
import { blueprintQuery } from '#distribution/validators/config_inputs'
import { HttpProblem, conflict, invalid } from '#shared/http_problem'

export default class BlueprintController {
  async show({ api, request, response }: HttpContext) {
    const document = await exportBlueprint(api.accountId)
    response.header('vary', 'accept')
    const yaml = ['application/yaml', 'application/x-yaml', 'text/yaml']
    const wish = request.accepts(['application/json', ...yaml])
    if (wish === null || !yaml.includes(wish)) return response.send(document)
    response.header('content-type', `${wish}; charset=utf-8`)
    return response.send(blueprintToYaml(document))
  }

  async update({ api, request, response }: HttpContext) {
    const { dry_run: dryRun = false } = await blueprintQuery.validate(request.qs())
    const document = api.bodyType === 'yaml' ? readYaml(api.body as string) : api.body
    const applied = await applyBlueprint(api.accountId, document, { dryRun, actor: api.actor })
    if (applied.ok)
      return response.send({ data: applied.value, meta: { next_cursor: null, dry_run: dryRun } })
    if (applied.problem.every(({ rule }) => rule === 'busy' || rule === 'in_use'))
      throw conflict(applied.problem.map(({ message }) => message).join('; '))
    throw invalid(applied.problem)
  }
}

function readYaml(text: string): unknown {
  const read = readBlueprintText(text, 'yaml')
  if (read.ok) return read.value
  const [{ rule, message }] = read.problem
  if (rule === 'syntax')
    throw new HttpProblem('unreadable-body', `The body is not valid YAML: ${message}`)
  throw invalid(read.problem)
}
