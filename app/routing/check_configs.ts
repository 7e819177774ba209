import type { PluginRegistry } from '#host/registry'
import type { Problem } from '#shared/result'
import { at, isObject } from '#shared/shape'
import { configOf } from '#routing/compile_route'
import { SHORT_NODE } from '#routing/short_form'
import type { RouteDocument } from '#routing/types'

type Check = PluginRegistry['checkConfig']

/**
 * What the plugins a version names have to say about their configs there: its nodes, and the strategies of its offers.
 * `path` is where the profile stands in its document (`profiles[0]`). Channels are asked where deliveries are checked,
 * plugins that are not there are left to `compileProfile`.
 */
export async function checkConfigs(
  document: RouteDocument,
  plugins: Pick<PluginRegistry, 'get' | 'checkConfig'>,
  path: string
): Promise<Problem[]> {
  const problems: Problem[] = []
  const ask = async (...args: Parameters<Check>) => {
    if (!plugins.get(args[0], args[1])) return
    const checked = await plugins.checkConfig(...args)
    if (!checked.ok) problems.push(...checked.problem)
  }
  for (const [id, node] of Object.entries(document.route.nodes)) {
    const short = document.short && id === SHORT_NODE
    const place = short ? path : at(at(at(path, 'route'), 'nodes'), id)
    const config = configOf(node)
    await ask('node', node.type, config, place)
    if (!isObject(config.strategy) || typeof config.strategy.use !== 'string') continue
    const { use, ...rest } = config.strategy
    await ask('strategy', use, rest, at(place, 'strategy'))
  }
  return problems
}
