import type { RouteEditor } from './context'

/** Shows a node from a panel. Where the panel covers the drawing, the node's own settings take its place. */
export function goToNode(editor: RouteEditor, id: string) {
  const covered = matchMedia('(max-width: 63.99rem)').matches
  editor.select([id], { reveal: true, ...(covered && { open: 'node' }) })
}
