import type { NodeType } from '#sdk'

export type NodePort = ReturnType<NodeType<any>['ports']>[number]

/** The ports of a node type with a config, null where they cannot be read from it (yet). */
export function readPorts(
  plugin: Pick<NodeType<any>, 'ports'>,
  config: Record<string, unknown>
): readonly NodePort[] | null {
  try {
    const ports = plugin.ports(config)
    return ports.every(({ name }) => typeof name === 'string') ? ports : null
  } catch {
    return null
  }
}
