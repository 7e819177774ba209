import { add, emptySet } from '#routing/bitset'
import { store } from '#store/store'
import type { Row } from '#store/types'
import {
  type StoredBlock,
  StoredBlocks,
  loadBlocks,
  padded,
} from '#distribution/lead_search/blocks'
import type { CompiledSearch } from '#distribution/lead_search/compile_search'
import type { Order } from '#distribution/lead_search/criteria'
import { costOf } from '#distribution/lead_search/node'
import { evaluate } from '#distribution/lead_search/evaluate'
import { changedSince } from '#distribution/lead_search/follow_events'
import { type Judged, countOf, isEmpty, placesOf } from '#distribution/lead_search/judged'

const SLICE = 512
const BATCH = 256
/** Blocks that are asked at once: many where each is a look at a few chunks, few where all of a field is read. */
const MAX_GROUP = 64
const MAX_WIDE_GROUP = 4
const WIDE_FROM = 20
const GROUP_MS = 25

export interface WalkOptions {
  order: Order
  /** Leads from here on, in the order of the walk, without this one. */
  after?: string | null
  /** Columns of the rows. */
  columns: string
}

/** What a walk came across: leads that were asked one by one, or a block the index answers for. */
export type Step =
  | { type: 'rows'; matching: Row[]; last: Row | null }
  | { type: 'block'; block: StoredBlock; judged: Judged }

/** Goes through an account's leads in order of arrival, and finds those that match. Each step is a few milliseconds. */
export class Walk {
  readonly #source = new StoredBlocks()
  #changed = new Set<string>()
  /** Rows of a group's few candidates, read in one trip. */
  #ahead = new Map<string, Row>()
  /** False: rows are not wanted any more, only how many there are. */
  reading = true
  /** False: leads that changed lately may be missing, the follower of changes is far behind. */
  current = true

  constructor(
    readonly accountId: string,
    readonly search: CompiledSearch,
    readonly options: WalkOptions
  ) {}

  async *steps(): AsyncGenerator<Step> {
    const { order, after } = this.options
    const { blocks, followed } = await loadBlocks(this.accountId)
    const lastId = blocks.at(-1)?.lastId ?? ''
    if (lastId && !this.search.everything) {
      const { leads, complete } = await changedSince(this.accountId, followed, lastId)
      this.#changed = leads
      this.current = complete
    }
    if (order === 'newest') {
      yield* this.#rows(lastId, after ?? null)
      yield* this.#groups(blocks.filter(({ firstId }) => !after || firstId < after).toReversed())
    } else {
      yield* this.#groups(blocks.filter(({ lastId: last }) => !after || last > after))
      yield* this.#rows(after && after > lastId ? after : lastId, null)
    }
  }

  /** Leads too new for a block, or all of a small account. */
  async *#rows(from: string, to: string | null): AsyncGenerator<Step> {
    const newest = this.options.order === 'newest'
    for (let low = from, high = to; ;) {
      const rows = await store.all(
        `select ${this.options.columns} from leads where account_id = ? and id > ? ${high === null ? '' : 'and id < ?'}
         order by id ${newest ? 'desc' : 'asc'} limit ${SLICE}`,
        [this.accountId, low, ...(high === null ? [] : [high])]
      )
      const last = rows.at(-1) ?? null
      yield { type: 'rows', matching: rows.filter((row) => this.search.matches(row)), last }
      if (!last || rows.length < SLICE) return
      if (newest) high = last.id as string
      else low = last.id as string
    }
  }

  /** Blocks in growing groups: the first answers come soon, the rest in few trips. */
  async *#groups(blocks: StoredBlock[]): AsyncGenerator<Step> {
    const most = costOf(this.search.node) < WIDE_FROM ? MAX_GROUP : MAX_WIDE_GROUP
    for (let at = 0, size = 1; at < blocks.length;) {
      const group = blocks.slice(at, at + size)
      const began = performance.now()
      await this.#source.loadDirectories(group)
      const judged = await evaluate(this.search.node, group, this.#source)
      for (const [i, block] of group.entries()) await this.#mistrust(block, judged[i])
      await this.#readAhead(group, judged)
      for (const [i, block] of group.entries()) yield { type: 'block', block, judged: judged[i] }
      at += group.length
      const took = performance.now() - began
      size = took > GROUP_MS ? Math.max(1, size >> 1) : Math.min(most, size * 4)
    }
  }

  /** Candidates that lie scattered over the blocks of a group would cost two trips a block. */
  async #readAhead(group: StoredBlock[], judged: Judged[]) {
    this.#ahead.clear()
    const scattered = group.filter((_, i) => !isEmpty(judged[i].maybe))
    const count = judged.reduce((sum, { maybe }) => sum + countOf(maybe), 0)
    if (!this.reading || scattered.length < 2 || count > BATCH) return
    await this.#source.loadIds(scattered)
    const ids: string[] = []
    for (const [i, block] of group.entries()) {
      const places = placesOf(judged[i].maybe)
      if (!places.length) continue
      const all = await this.#source.ids(block)
      ids.push(...places.map((place) => all[place]))
    }
    for (const row of await this.#read(ids)) this.#ahead.set(row.id as string, row)
  }

  /** Of leads that changed since, the index says nothing. */
  async #mistrust(block: StoredBlock, { sure, maybe }: Judged) {
    if (this.search.everything) return
    const { firstId, lastId } = block
    const changed = [...this.#changed].filter((id) => id >= firstId && id <= lastId)
    if (!changed.length && !block.stale.length) return
    const set = emptySet(block.size)
    for (const place of block.stale) add(set, place)
    const ids = changed.length ? await this.#source.ids(block) : []
    for (const id of changed) if (ids.includes(id)) add(set, ids.indexOf(id))
    for (const [i, word] of set.entries()) {
      sure[i] &= ~word
      maybe[i] |= word
    }
  }

  /** Leads of a block that may match, in the order of the walk; those that do not after all are left out. */
  async *rowsOf(block: StoredBlock, judged: Judged, first = BATCH): AsyncGenerator<Step> {
    const { after, order } = this.options
    const places = placesOf(judged.maybe)
    if (!places.length) return
    const ids = await this.#source.ids(block)
    let wanted = places.map((place) => ids[place])
    if (order === 'newest') wanted.reverse()
    if (after) wanted = wanted.filter((id) => (order === 'newest' ? id < after : id > after))
    for (let at = 0, size = first; at < wanted.length; at += size, size = BATCH) {
      const rows = await this.#read(wanted.slice(at, at + size))
      const matching = rows.filter((row) => this.search.matches(row))
      yield { type: 'rows', matching, last: rows.at(-1) ?? null }
    }
  }

  /** How many of a block's leads match; null: too many would have to be asked. */
  async count(block: StoredBlock, { sure, maybe }: Judged): Promise<number | null> {
    const unsure = placesOf(maybe.map((word, i) => word & ~sure[i]))
    if (!unsure.length) return countOf(sure)
    if (unsure.length > BATCH) return null
    const ids = await this.#source.ids(block)
    const rows = await this.#read(unsure.map((place) => ids[place]))
    return countOf(sure) + rows.filter((row) => this.search.matches(row)).length
  }

  async #read(ids: string[]): Promise<Row[]> {
    const byId = new Map<unknown, Row>(this.#ahead)
    const missing = ids.filter((id) => !byId.has(id))
    const rows = missing.length
      ? await store.all(
          `select ${this.options.columns} from leads where account_id = ? and id in (??)`,
          [this.accountId, padded(missing)]
        )
      : []
    for (const row of rows) byId.set(row.id, row)
    return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
  }
}
