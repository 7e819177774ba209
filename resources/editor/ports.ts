/*
 * The ways out of a node while it is being edited. The server has the last word (the check of a draft tells the ports of
 * every node); these answer at once.
 */
import type { EditorPlugin, Port, RouteNode } from './types.js'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Ports of the built-in types that depend on their settings. */
const BUILT_IN: Record<string, (config: Record<string, unknown>) => string[]> = {
  switch({ cases }) {
    const ways = Array.isArray(cases)
      ? cases.map((one) => (isObject(one) ? one.port : undefined))
      : []
    const named = ways.filter((port): port is string => typeof port === 'string' && port !== '')
    return [...new Set([...named, 'otherwise'])]
  },
  split: ({ shares }) => (isObject(shares) ? Object.keys(shares) : []),
}

/** What a node's plugin sees as its config. */
export function configOf(node: RouteNode): Record<string, unknown> {
  const config: Record<string, unknown> = { ...node }
  delete config.type
  delete config.ports
  return config
}

/** What the check's answer for a node holds for: the same type with the same settings. */
export const portsKey = (node: RouteNode): string => JSON.stringify([node.type, configOf(node)])

/** `checked`: as the server told for these settings. Null: nobody knows yet, as it is with a foreign type just changed. */
export function portsOf(
  node: RouteNode,
  plugin: EditorPlugin | undefined,
  checked?: readonly Port[] | null
): readonly Port[] | null {
  if (checked) return checked
  if (plugin?.ports) return plugin.ports
  const own = BUILT_IN[node.type]
  return own ? own(configOf(node)).map((name) => ({ name, required: true })) : null
}

export interface ShownPort extends Port {
  /** The node has no such way any more, but a wire still leads out of it. */
  stray: boolean
}

/** What a card shows: the ports there are, then those only a wire remembers. */
export function shownPorts(node: RouteNode, ports: readonly Port[] | null): ShownPort[] {
  const known = ports ?? []
  const names = new Set(known.map(({ name }) => name))
  const more = Object.keys(node.ports ?? {}).filter((name) => !names.has(name))
  return [
    ...known.map((port) => ({ ...port, stray: false })),
    ...more.map((name) => ({ name, required: false, stray: ports !== null })),
  ]
}
