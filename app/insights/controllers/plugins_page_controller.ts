import type { HttpContext } from '@adonisjs/core/http'
import { teamConfig } from '#distribution/limit_config'
import { plugins } from '#host/registry'
import { readAllCalls } from '#host/shared_calls'
import { pluginsInUse } from '#insights/plugins_in_use'

export default class PluginsPageController {
  async index({ inertia, team }: HttpContext) {
    const uses = pluginsInUse(await teamConfig(team!))
    const { calls, processes, since } = await readAllCalls(Date.now())
    const list = plugins()
      .list()
      .map((plugin) => ({
        ...plugin,
        used_in: uses.get(`${plugin.kind}:${plugin.id}`) ?? [],
        health: calls.find(({ kind, id }) => kind === plugin.kind && id === plugin.id) ?? null,
      }))
    return inertia.render('plugins/index', {
      plugins: list,
      processes,
      since: new Date(since).toISOString(),
    })
  }
}
