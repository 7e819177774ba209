import type { EditorPlugin } from '~/editor/types'
import { nameOfPlugin } from '~/plugins'
import type { RouteGraph } from '~/profiles'

/** What the nodes of a version are called: as somebody named them, else by their type. */
export function nodeNames(
  route: RouteGraph | null,
  plugins: readonly EditorPlugin[],
  locale: string
) {
  return (id: string, type = route?.nodes[id]?.type): string => {
    const title = route?.canvas?.nodes?.[id]?.title
    if (title) return title
    const plugin = plugins.find((one) => one.id === type)
    const name = plugin ? nameOfPlugin(plugin, locale) : (type ?? id)
    return type && id.startsWith(type) ? name + id.slice(type.length).replace(/^[_-]/, ' ') : name
  }
}
