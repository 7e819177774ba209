import { store } from '#store/store'
import type { Row } from '#store/types'
import type { Block, BlockSource, Directory } from '#distribution/lead_search/evaluate'
import { unpackIds, unpackTimes } from '#distribution/lead_search/packed'

export interface StoredBlock extends Block {
  number: number
  version: number
  built: number | null
  readAt: number | null
  /** Places of leads that changed since the dictionary was made. */
  stale: number[]
}

/** Row that says who keeps the index, and how far it has followed the trail. */
export const FOLLOWER = 'lead_search'
const COLUMNS =
  'b.id, number, first_id, last_id, size, min_at, max_at, version, built, read_at, stale'
const MAX_DIRECTORIES = 4_000
const directories = new Map<string, Directory>()

export const chunkId = (blockId: string, built: number, number: number): string =>
  `${blockId}:${built}:${number}`

/**
 * Blocks of an account, oldest first, and how far the trail of changes was followed, both as of one moment. Directories
 * are loaded when blocks are searched.
 */
export async function loadBlocks(
  accountId: string
): Promise<{ blocks: StoredBlock[]; followed: string }> {
  const rows = await store.all(
    `select ${COLUMNS}, f.event_id from lead_blocks b left join lead_followers f on f.id = ?
     where account_id = ? order by number`,
    [FOLLOWER, accountId]
  )
  return { blocks: rows.map(toBlock), followed: (rows[0]?.event_id as string | null) ?? '' }
}

const toBlock = (row: Row): StoredBlock => ({
  id: row.id as string,
  number: Number(row.number),
  size: Number(row.size),
  firstId: row.first_id as string,
  lastId: row.last_id as string,
  minAt: Number(row.min_at),
  maxAt: Number(row.max_at),
  version: Number(row.version),
  built: row.built === null ? null : Number(row.built),
  readAt: row.read_at === null ? null : Number(row.read_at),
  stale: JSON.parse(row.stale as string) as number[],
  directory: null,
})

/** The block a lead belongs to; null: it is too new for one. `blocks` oldest first. */
export function blockOfLead<B extends Block>(blocks: readonly B[], leadId: string): B | null {
  let from = 0
  let to = blocks.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (blocks[middle].lastId < leadId) from = middle + 1
    else to = middle
  }
  return from < blocks.length && blocks[from].firstId <= leadId ? blocks[from] : null
}

/** The blocks of one search as they were when it began; what was made anew meanwhile has no chunks any more. */
export class StoredBlocks implements BlockSource {
  #ids = new Map<string, string[]>()

  async loadDirectories(blocks: readonly StoredBlock[]): Promise<void> {
    const missing = blocks.filter((block) => block.built !== null && !directories.has(keyOf(block)))
    if (missing.length) {
      const rows = await store.all(
        'select id, built, directory from lead_blocks where id in (??)',
        [padded(missing.map(({ id }) => id))]
      )
      if (directories.size + rows.length > MAX_DIRECTORIES) directories.clear()
      for (const row of rows)
        if (row.directory)
          directories.set(
            `${row.id as string} ${Number(row.built)}`,
            JSON.parse(row.directory as string) as Directory
          )
    }
    for (const block of blocks) block.directory = directories.get(keyOf(block)) ?? null
  }

  async chunks(wanted: Map<Block, number[]>): Promise<Map<Block, Map<number, Uint8Array>>> {
    const places = new Map<string, [Block, number]>()
    for (const [block, numbers] of wanted)
      for (const number of numbers)
        places.set(chunkId(block.id, (block as StoredBlock).built!, number), [block, number])
    const rows = await store.all('select id, data from lead_terms where id in (??)', [
      padded([...places.keys()]),
    ])
    const found = new Map<Block, Map<number, Uint8Array>>()
    for (const row of rows) {
      const [block, number] = places.get(row.id as string)!
      const chunks = found.get(block) ?? new Map<number, Uint8Array>()
      found.set(block, chunks.set(number, row.data as Buffer))
    }
    return found
  }

  /** Loads ids of several blocks at once. */
  async loadIds(blocks: readonly Block[]): Promise<void> {
    const missing = blocks.filter(({ id }) => !this.#ids.has(id))
    if (!missing.length) return
    const rows = await store.all('select id, ids from lead_blocks where id in (??)', [
      padded(missing.map(({ id }) => id)),
    ])
    for (const row of rows) this.#ids.set(row.id as string, unpackIds(row.ids as Buffer))
  }

  async ids({ id }: Block): Promise<string[]> {
    const known = this.#ids.get(id)
    if (known) return known
    const row = await store.first('select ids from lead_blocks where id = ?', [id])
    const ids = unpackIds(row!.ids as Buffer)
    this.#ids.set(id, ids)
    return ids
  }

  async times({ id }: Block): Promise<number[]> {
    const row = await store.first('select times from lead_blocks where id = ?', [id])
    return unpackTimes(row!.times as Buffer)
  }
}

const keyOf = ({ id, built }: StoredBlock): string => `${id} ${built}`

/** A list grown to the next power of two: so many lengths give few different statements. */
export function padded(list: string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, list.length)))
  return [...list, ...Array<string>(length - list.length).fill(list[0])]
}
