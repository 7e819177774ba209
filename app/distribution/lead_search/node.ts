import type { Kind, TermRange } from '#distribution/lead_search/term'

/** One condition on one space of the index. */
export interface Leaf {
  space: string
  /** Where its terms may lie, of the kinds that a block has in this space. */
  ranges(kinds: string): TermRange[]
  /** Does it hold for a lead with this term? `unsure`: only the lead itself can say. */
  accept(kind: Kind, text: string): boolean | 'unsure'
  /** Does it hold for a lead without a value? */
  missing: boolean
  /** It asks for a few terms at most, not for all of a space. */
  narrow: boolean
  /** What the index does not hold makes no difference to it. */
  certain?: boolean
  /** The opposite leaf, where that one is narrow and every one of these kinds can be compared. */
  except?: { leaf: Leaf; comparable: string }
}

/** A search as the index answers it. */
export type Node =
  | { type: 'all' | 'any'; nodes: Node[] }
  | { type: 'not'; node: Node }
  | { type: 'leaf'; leaf: Leaf }
  | { type: 'present'; space: string }
  /** Of the moment a lead arrived (ms). Once it changes with rising time, it does not change back. */
  | { type: 'time'; test(at: number): boolean }
  | { type: 'id'; test(id: string): boolean }

export const EVERYTHING: Node = { type: 'all', nodes: [] }

/** What it takes to answer it: what is cheap goes first and spares the rest. */
export function costOf(node: Node): number {
  if (node.type === 'all' || node.type === 'any')
    return node.nodes.reduce((sum, one) => sum + costOf(one), 0)
  if (node.type === 'not') return costOf(node.node)
  if (node.type === 'leaf') return node.leaf.narrow ? 1 : 20
  return node.type === 'time' ? 0 : 1
}
