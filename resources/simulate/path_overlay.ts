/*
 * The way a lead took, drawn over the canvas: the nodes it came to and the wires between light up, the rest fades.
 */
import type { Overlay } from '../editor/types.js'
import { START } from '../editor/types.js'
import type { Step } from '../story/types.js'

export interface Way {
  path: readonly Step[]
  status: string
}

/** `badgeOf` says what stands at a node: what it would earn, for one. */
export function pathOverlay(
  { path, status }: Way,
  badgeOf: (node: string) => string | undefined = () => undefined
): Overlay {
  const overlay: Overlay = { nodes: { [START]: { tone: 'on' } }, edges: {}, dim: true }
  const steps = path.filter(({ type }) => type !== 'filter')
  if (!steps.length) {
    // The profile's own filter said no: the lead came nowhere.
    overlay.nodes[START] = { tone: 'warn' }
    return overlay
  }
  overlay.edges[`${START}:out`] = { tone: 'on' }
  steps.forEach(({ node, port }, i) => {
    const isEnd = i === steps.length - 1
    const badge = badgeOf(node)
    overlay.nodes[node] = {
      tone: isEnd && status === 'held' ? 'warn' : 'on',
      ...(badge !== undefined && { badge }),
    }
    if (port !== null && (!isEnd || status !== 'held'))
      overlay.edges[`${node}:${port}`] = { tone: 'on' }
  })
  return overlay
}
