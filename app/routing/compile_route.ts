import { type Result, fail, ok } from '#shared/result'
import type { NodeDocument, RouteGraph } from '#routing/types'

/** What can be wrong with a route, pinned to the node it is wrong at (null: the route itself). */
export interface RouteProblem {
  code:
    | 'missing_start'
    | 'unknown_node'
    | 'bad_config'
    | 'unknown_port'
    | 'open_port'
    | 'dangling_edge'
    | 'cycle'
    | 'unreachable'
  node: string | null
  /** Below the node, such as `ports.yes`; empty for the node itself. */
  path: string
  message: string
}

/** Ports of a node in order; null: no such type. Throws for a config they cannot be read from, at best with a sentence. */
export type PortsOf = (
  type: string,
  config: Record<string, unknown>
) => readonly { name: string; required: boolean }[] | null

export interface ProgramNode {
  readonly id: string
  readonly type: string
  readonly config: Record<string, unknown>
  /** The node behind each port; null where the run ends. */
  readonly next: ReadonlyMap<string, string | null>
}

/** What a node's plugin sees as its config: its document without `type` and `ports`. */
export function configOf(node: NodeDocument): Record<string, unknown> {
  const config: Record<string, unknown> = { ...node }
  delete config.type
  delete config.ports
  return config
}

/** A route that can be run: every port leads somewhere or ends the run, and no way leads back. */
export interface Program {
  readonly start: string
  readonly nodes: ReadonlyMap<string, ProgramNode>
}

/** Checks a graph and turns it into a program. Pure, and without recursion: a chain of 10,000 nodes is none too long. */
export function compileRoute(graph: RouteGraph, portsOf: PortsOf): Result<Program, RouteProblem[]> {
  const problems: RouteProblem[] = []
  const ids = new Set(Object.keys(graph.nodes))
  const nodes = new Map<string, ProgramNode>()
  for (const id of ids) nodes.set(id, compileNode(graph, id, ids, portsOf, problems))

  if (!ids.has(graph.start)) {
    const message = graph.start
      ? `the route starts at "${graph.start}", which is not there`
      : 'the route needs a node to start at'
    problems.push({ code: 'missing_start', node: null, path: 'start', message })
  }
  const program: Program = { start: graph.start, nodes }
  problems.push(...walk(program))
  return problems.length > 0 ? fail(problems) : ok(program)
}

function compileNode(
  graph: RouteGraph,
  id: string,
  ids: Set<string>,
  portsOf: PortsOf,
  problems: RouteProblem[]
): ProgramNode {
  const { type, ports: wires = {} } = graph.nodes[id]
  const config = configOf(graph.nodes[id])
  const next = new Map<string, string | null>()
  const add = (code: RouteProblem['code'], path: string, message: string) =>
    problems.push({ code, node: id, path, message })

  let ports: ReturnType<PortsOf> = []
  try {
    ports = portsOf(type, config)
    if (ports === null) add('unknown_node', 'type', `there is no node type "${type}"`)
    else if (!ports.every((port) => typeof port.name === 'string')) throw new TypeError()
  } catch (error) {
    ports = null
    const told = error instanceof Error && !(error instanceof TypeError)
    add('bad_config', '', told ? error.message : 'its ports cannot be read from this config')
  }
  const known = new Map(ports?.map((port) => [port.name, port.required]))

  for (const [port, target] of Object.entries(wires)) {
    if (ports && !known.has(port)) {
      const names = [...known.keys()].join(', ') || 'none'
      add(
        'unknown_port',
        `ports.${port}`,
        `a ${type} node has no port "${port}" (it has: ${names})`
      )
    } else if (!ids.has(target)) {
      add(
        'dangling_edge',
        `ports.${port}`,
        `port "${port}" leads to "${target}", which is not there`
      )
    } else next.set(port, target)
  }
  for (const [port, required] of known) {
    if (required && !Object.hasOwn(wires, port))
      add('open_port', `ports.${port}`, `port "${port}" leads nowhere`)
    if (!next.has(port)) next.set(port, null)
  }
  return { id, type, config, next }
}

type Visit = { id: string; targets: Iterator<string | null> }

/** Depth first, on a stack of its own: from the start, then from whatever was not reached (which may hold cycles too). */
function walk({ start, nodes }: Program): RouteProblem[] {
  const problems: RouteProblem[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (root: string) => {
    const stack: Visit[] = []
    const enter = (id: string) => {
      state.set(id, 'open')
      stack.push({ id, targets: nodes.get(id)!.next.values() })
    }
    enter(root)
    while (stack.length > 0) {
      const here = stack[stack.length - 1]
      const { value: target, done } = here.targets.next()
      if (done) {
        state.set(here.id, 'done')
        stack.pop()
      } else if (target !== null && state.get(target) === 'open') {
        problems.push(cycleProblem(stack, target))
      } else if (target !== null && !state.has(target)) enter(target)
    }
  }
  if (nodes.has(start)) visit(start)
  for (const id of nodes.keys()) {
    if (state.has(id)) continue
    visit(id)
  }
  return [...problems, ...unreached({ start, nodes })]
}

function cycleProblem(stack: Visit[], target: string): RouteProblem {
  const ids = stack.map((visit) => visit.id)
  const ring = ids.slice(ids.indexOf(target))
  const shown = ring.length > 8 ? [...ring.slice(0, 4), '…', ...ring.slice(-3)] : ring
  const message = `a lead would go round for ever: ${[...shown, target].join(' → ')}`
  return { code: 'cycle', node: ring[ring.length - 1], path: '', message }
}

function unreached({ start, nodes }: Program): RouteProblem[] {
  if (!nodes.has(start)) return []
  const reached = new Set([start])
  for (const id of reached)
    for (const target of nodes.get(id)!.next.values()) if (target !== null) reached.add(target)
  return [...nodes.keys()]
    .filter((id) => !reached.has(id))
    .map((node) => ({ code: 'unreachable', node, path: '', message: 'no way leads here' }))
}
