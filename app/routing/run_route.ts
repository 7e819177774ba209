import type { NodeDecision } from '#sdk'
import type { Result } from '#shared/result'
import type { PathStep } from '#routing/types'
import type { Program, ProgramNode } from '#routing/compile_route'

/** Answers one node for the lead at hand; a failure (with a sentence for a person) holds the lead. */
export type Decide = (node: ProgramNode) => Result<NodeDecision, string>

export type Strategy = { use: string; [key: string]: unknown }

/**
 * Where a run stands. It waits at an `offer` (resumed by `sold` or `unsold`) or a `transform` (resumed by `out`, with the
 * changed values); `end` is final. `end.status` is `sold` only behind a sale; the distribution knows what was sold.
 */
export type Step =
  | { kind: 'offer'; node: string; strategy: Strategy; assignments: string[] | null }
  | { kind: 'transform'; node: string; code: string }
  | { kind: 'end'; node: string; status: 'sold' | 'unsold' | 'held'; reason: string | null }

export interface Advance {
  next: Step
  /** What was passed on the way here, in order. A node a run waits at is added when the run is resumed. */
  path: PathStep[]
}

/** Goes from the node `nodeId` to where the run has to wait or ends. Pure; asks nothing but `decide`. */
export function nextStep(program: Program, nodeId: string, decide: Decide): Advance {
  const path: PathStep[] = []
  let id = nodeId
  for (;;) {
    const node = program.nodes.get(id)
    if (!node) return { next: held(id, `there is no node "${id}" in this version`), path }
    const answer = decide(node)
    const step = (port: string | null, detail: Record<string, unknown>) =>
      path.push({ node: id, type: node.type, port, detail })
    const hold = (reason: string): Advance => {
      step(null, { error: reason })
      return { next: held(id, reason), path }
    }

    if (!answer.ok) return hold(answer.problem)
    const decision = answer.value
    if ('offer' in decision) return { next: { kind: 'offer', node: id, ...decision.offer }, path }
    if ('transform' in decision)
      return { next: { kind: 'transform', node: id, code: decision.transform.code }, path }
    if ('stop' in decision) {
      const detail = decision.detail ?? {}
      step(null, detail)
      const reason = typeof detail.reason === 'string' ? detail.reason : null
      return { next: { kind: 'end', node: id, status: decision.stop, reason }, path }
    }

    const target = node.next.get(decision.port)
    if (target === undefined)
      return hold(`the ${node.type} node answered with a port it does not have: ${decision.port}`)
    step(decision.port, decision.detail ?? {})
    if (target === null) return { next: end(id, decision.port), path }
    id = target
  }
}

/**
 * Goes on from a node the run waited at, by the port its result leads out of. `detail` is kept on the path, such as
 * which assignments were offered and who bought, or the error of a transform.
 */
export function resumeRun(
  program: Program,
  nodeId: string,
  port: string,
  decide: Decide,
  detail: Record<string, unknown> = {}
): Advance {
  const node = program.nodes.get(nodeId)
  if (!node) return { next: held(nodeId, `there is no node "${nodeId}" in this version`), path: [] }
  const step: PathStep = { node: nodeId, type: node.type, port, detail }
  const target = node.next.get(port) ?? null
  if (target === null) return { next: end(nodeId, port), path: [step] }
  const { next, path } = nextStep(program, target, decide)
  return { next, path: [step, ...path] }
}

const held = (node: string, reason: string): Step => ({ kind: 'end', node, status: 'held', reason })

const end = (node: string, port: string): Step => ({
  kind: 'end',
  node,
  status: port === 'sold' ? 'sold' : 'unsold',
  reason: null,
})
