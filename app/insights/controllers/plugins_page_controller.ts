import type { HttpContext } from '@adonisjs/core/http'
import { teamConfig } from '#distribution/limit_config'
import { plugins } from '#host/registry'
import { readAllCalls } from '#host/shared_calls'
import { pluginsInAutomations, pluginsInUse } from '#insights/plugins_in_use'

export default class PluginsPageController {
  async index({ inertia, team }: HttpContext) {
    const uses = pluginsInUse(await teamConfig(team!))
    // They are about the account as a whole: a limited place sees none of them.
    const automated = team!.scope ? null : await pluginsInAutomations(team!.account.id)
    const { calls, processes, since } = await readAllCalls(Date.now())
    const list = plugins()
      .list()
      .map((plugin) => ({
        ...plugin,
        used_in: [uses, automated].flatMap(
          (known) => known?.get(`${plugin.kind}:${plugin.id}`) ?? []
        ),
        health: calls.find(({ kind, id }) => kind === plugin.kind && id === plugin.id) ?? null,
      }))
    return inertia.render('plugins/index', {
      plugins: list,
      processes,
      since: new Date(since).toISOString(),
    })
  }
}
