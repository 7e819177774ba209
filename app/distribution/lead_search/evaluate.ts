import { type Bitset, add, emptySet } from '#routing/bitset'
import { ChunkReader, chunksBetween } from '#distribution/lead_search/dictionary'
import {
  type Judged,
  every,
  intersect,
  invert,
  isEmpty,
  none,
  unite,
  unknown,
} from '#distribution/lead_search/judged'
import type { Leaf, Node } from '#distribution/lead_search/node'
import { type TermRange, beginning, presenceOf, readTerm } from '#distribution/lead_search/term'

/** What is known of a block without its dictionary; `null`: it has none, its leads must be asked. */
export interface Directory {
  /** First term of each chunk. */
  firsts: string[]
  /** Kinds of the terms of each space. */
  kinds: Record<string, string>
}

export interface Block {
  id: string
  size: number
  firstId: string
  lastId: string
  /** Moments of arrival of its leads (ms). */
  minAt: number
  maxAt: number
  directory: Directory | null
}

/** Where blocks are kept. */
export interface BlockSource {
  /** Chunks by their numbers, for each block. */
  chunks(wanted: Map<Block, number[]>): Promise<Map<Block, Map<number, Uint8Array>>>
  /** Ids of a block's leads by place, ascending. */
  ids(block: Block): Promise<string[]>
  times(block: Block): Promise<number[]>
}

/** Answers a search for some blocks, in their order. */
export async function evaluate(
  node: Node,
  blocks: readonly Block[],
  source: BlockSource
): Promise<Judged[]> {
  switch (node.type) {
    case 'all': {
      const judged = blocks.map(({ size }) => every(size))
      for (const one of node.nodes) {
        const left = blocks.flatMap((_, i) => (isEmpty(judged[i].maybe) ? [] : [i]))
        if (!left.length) break
        const found = await evaluate(
          one,
          left.map((i) => blocks[i]),
          source
        )
        left.forEach((i, n) => intersect(judged[i], found[n]))
      }
      return judged
    }
    case 'any': {
      const judged = blocks.map(({ size }) => none(size))
      for (const one of node.nodes) {
        const found = await evaluate(one, blocks, source)
        found.forEach((each, i) => unite(judged[i], each))
      }
      return judged
    }
    case 'not': {
      const judged = await evaluate(node.node, blocks, source)
      return judged.map((one, i) => invert(one, blocks[i].size))
    }
    case 'leaf':
      return evaluateLeaf(node.leaf, blocks, source)
    case 'present':
      return evaluateLeaf(presence(node.space), blocks, source)
    case 'time':
      return Promise.all(blocks.map((block) => byTime(node.test, block, source)))
    case 'id':
      return Promise.all(blocks.map((block) => byId(node.test, block, source)))
  }
}

/** Holds for a lead that has a value, and for no other. */
const presence = (space: string): Leaf => ({
  space,
  missing: false,
  narrow: true,
  certain: true,
  ranges: () => [{ low: presenceOf(space), high: presenceOf(space) }],
  accept: () => true,
})

async function evaluateLeaf(
  leaf: Leaf,
  blocks: readonly Block[],
  source: BlockSource
): Promise<Judged[]> {
  const plans = blocks.map((block) => planFor(leaf, block))
  const wanted = new Map<Block, number[]>()
  for (const { block, ranges } of plans) {
    if (!ranges.length) continue
    const { firsts } = block.directory!
    const numbers = ranges.flatMap(({ low, high }) => chunksBetween(firsts, low, high))
    wanted.set(
      block,
      [...new Set(numbers)].sort((a, b) => a - b)
    )
  }
  const chunks = wanted.size
    ? await source.chunks(wanted)
    : new Map<Block, Map<number, Uint8Array>>()
  return plans.map((plan) => judgeBlock(plan, wanted, chunks))
}

interface LeafPlan {
  block: Block
  leaf: Leaf
  inverted: boolean
  ranges: TermRange[]
}

function planFor(leaf: Leaf, block: Block): LeafPlan {
  const kinds = block.directory?.kinds[leaf.space]
  if (kinds === undefined) return { block, leaf, inverted: false, ranges: [] }
  const { except } = leaf
  const inverted =
    except !== undefined && [...kinds].every((kind) => except.comparable.includes(kind))
  const used = inverted ? except.leaf : leaf
  const ranges = used.ranges(kinds)
  if (used.missing) ranges.push({ low: presenceOf(leaf.space), high: presenceOf(leaf.space) })
  if (kinds.includes('u') && !used.certain) ranges.push(beginning(leaf.space, 'u'))
  return { block, leaf: used, inverted, ranges }
}

function judgeBlock(
  { block, leaf, inverted, ranges }: LeafPlan,
  wanted: Map<Block, number[]>,
  chunks: Map<Block, Map<number, Uint8Array>>
): Judged {
  const { size, directory } = block
  if (!directory) return unknown(size)
  if (!ranges.length) return leaf.missing ? every(size) : none(size)
  const found: Found = { yes: emptySet(size), unsure: emptySet(size), present: emptySet(size) }
  for (const number of wanted.get(block)!) {
    const packed = chunks.get(block)?.get(number)
    // Somebody is just making this block anew: its leads are asked.
    if (!packed) return unknown(size)
    readChunk(new ChunkReader(packed), leaf, ranges, found)
  }
  const { yes, unsure, present } = found
  if (leaf.missing) {
    const { sure: missing } = invert({ sure: present, maybe: present }, size)
    for (let i = 0; i < yes.length; i++) yes[i] |= missing[i]
  }
  const judged: Judged = {
    sure: yes.map((word, i) => word & ~unsure[i]),
    maybe: yes.map((word, i) => word | unsure[i]),
  }
  return inverted ? invert(judged, size) : judged
}

interface Found {
  yes: Bitset
  unsure: Bitset
  present: Bitset
}

function readChunk(reader: ChunkReader, leaf: Leaf, ranges: TermRange[], found: Found): void {
  const end = ranges.reduce((last, { high }) => (high > last ? high : last), '')
  const held = presenceOf(leaf.space)
  while (reader.next()) {
    const { term } = reader
    if (term > end) return
    if (!ranges.some(({ low, high }) => term >= low && term <= high)) continue
    if (term === held) {
      reader.put(leaf.missing ? found.present : found.yes)
      continue
    }
    const { kind, text } = readTerm(leaf.space, term)
    const verdict = kind === 'u' ? 'unsure' : leaf.accept(kind, text)
    if (verdict === true) reader.put(found.yes)
    else if (verdict === 'unsure') reader.put(found.unsure)
  }
}

async function byTime(
  test: (at: number) => boolean,
  block: Block,
  source: BlockSource
): Promise<Judged> {
  const first = test(block.minAt)
  if (first === test(block.maxAt)) return first ? every(block.size) : none(block.size)
  return exact(await source.times(block), test)
}

async function byId(test: (id: string) => boolean, block: Block, source: BlockSource) {
  return exact(await source.ids(block), test)
}

function exact<T>(values: T[], test: (value: T) => boolean): Judged {
  const sure = emptySet(values.length)
  values.forEach((value, place) => test(value) && add(sure, place))
  return { sure, maybe: sure.slice() }
}
