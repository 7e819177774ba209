import type { Program } from '#routing/compile_route'
import type { PathStep } from '#routing/types'

/**
 * Whether an assignment stood on the way of a run: named at an offer it came by, or at one behind it, where it would
 * have come to had the buyers said no. Others the route led past, whoever bought. True of all before the first offer.
 */
export function offersOnWay(
  program: Program,
  path: readonly PathStep[]
): (assignment: string) => boolean {
  const ahead = path.map(({ node }) => node).filter((id) => isOffer(program, id))
  if (ahead.length === 0) return () => true
  const seen = new Set<string>(ahead)
  const named = new Set<string>()
  while (ahead.length > 0) {
    const node = program.nodes.get(ahead.pop()!)!
    if (node.type === 'offer') {
      const { assignments } = node.config
      if (!Array.isArray(assignments)) return () => true
      for (const key of assignments) named.add(key as string)
    }
    for (const next of node.next.values()) {
      if (next === null || seen.has(next)) continue
      seen.add(next)
      ahead.push(next)
    }
  }
  return (assignment) => named.has(assignment)
}

const isOffer = ({ nodes }: Program, id: string) => nodes.get(id)?.type === 'offer'
