import type { Around } from '~/config/describe_changes'
import type { RouteEditor } from '~/editor/context'
import { nameOfPlugin } from '~/plugins'

/** What changes are told with where they are drawn: nodes and strategies by their names there. */
export const canvasAround = (editor: RouteEditor, locale: string): Around => ({
  ...editor.around.value,
  nodeName: (id) => (editor.document.value.route.nodes[id] ? editor.nameOf(id) : null),
  strategies: Object.fromEntries(
    editor.plugins.value.strategies.map((one) => [one.id, nameOfPlugin(one, locale)])
  ),
})
