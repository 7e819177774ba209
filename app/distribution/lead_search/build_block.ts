import { setTimeout as pause } from 'node:timers/promises'
import { store } from '#store/store'
import type { Row, Work, Write } from '#store/types'
import { type StoredBlock, StoredBlocks, chunkId } from '#distribution/lead_search/blocks'
import { DictionaryBuilder } from '#distribution/lead_search/build_dictionary'
import type { Directory } from '#distribution/lead_search/evaluate'
import { TERM_COLUMNS, leadTerms } from '#distribution/lead_search/lead_terms'
import { asBytes, packIds, packTimes } from '#distribution/lead_search/packed'

const SLICE = 64
const CHUNKS_A_WORK = 24
const BUSY_PAUSE_MS = 25

/** Other work of the process goes first: between slices of a few milliseconds this waits, longer when there is much. */
export type Breathe = () => Promise<void>
export const breatheWhile =
  (busy: () => boolean): Breathe =>
  () =>
    busy() ? pause(BUSY_PAUSE_MS) : new Promise((resolve) => setImmediate(resolve))

/** Puts the next leads of an account into a block of their own; it has no dictionary yet. */
export async function addBlock(accountId: string, number: number, leads: Row[]): Promise<void> {
  const ids = leads.map((row) => row.id as string)
  const times = leads.map((row) => Number(row.created_at))
  const row: Row = {
    id: `${accountId}:${number}`,
    account_id: accountId,
    number,
    first_id: ids[0],
    last_id: ids[ids.length - 1],
    size: ids.length,
    min_at: times.reduce((a, b) => Math.min(a, b)),
    max_at: times.reduce((a, b) => Math.max(a, b)),
    version: 1,
    built: null,
    read_at: null,
    stale: '[]',
    directory: null,
    ids: asBytes(packIds(ids)),
    times: asBytes(packTimes(times)),
  }
  await store.submit({
    locks: [],
    decide: () => ({ result: null, writes: [{ insert: 'lead_blocks', row }] }),
  })
}

/**
 * Makes a block's dictionary from its leads. Every step holds the block and checks that nobody touched it: a lead that
 * is erased meanwhile makes it start anew, and leaves no word of its own behind. Answers false then.
 */
export async function buildBlock(
  accountId: string,
  { id, version: before }: StoredBlock,
  breathe: Breathe
): Promise<boolean> {
  const version = before + 1
  const begin = changeBlock(id, before, { version, built: null, directory: null }, [
    { clear: 'lead_terms', column: 'block_id', value: id },
  ])
  if (!(await store.submit(begin))) return false
  const readAt = Date.now()
  const blocks = new StoredBlocks()
  const ids = await blocks.ids({ id } as StoredBlock)
  const { directory, chunks } = await readLeads(accountId, ids, breathe)
  for (let n = 0; n < chunks.length; n += CHUNKS_A_WORK) {
    const rows = chunks.slice(n, n + CHUNKS_A_WORK).map((chunk, i): Write => ({
      insert: 'lead_terms',
      row: {
        id: chunkId(id, version, n + i),
        account_id: accountId,
        block_id: id,
        data: asBytes(chunk),
      },
    }))
    if (!(await store.submit(changeBlock(id, version, {}, rows)))) return false
    await breathe()
  }
  return store.submit(
    changeBlock(id, version, {
      version: version + 1,
      built: version,
      read_at: readAt,
      stale: '[]',
      directory: JSON.stringify(directory),
    })
  )
}

/** False: the block is not any more what it was. */
function changeBlock(id: string, version: number, set: Row, writes: Write[] = []): Work<boolean> {
  return {
    locks: [{ table: 'lead_blocks', value: id }],
    decide(locked) {
      if (Number(locked.get('lead_blocks', id)?.version) !== version)
        return { result: false, writes: [] }
      const update: Write[] = Object.keys(set).length ? [{ update: 'lead_blocks', id, set }] : []
      return { result: true, writes: [...writes, ...update] }
    },
  }
}

async function readLeads(
  accountId: string,
  ids: readonly string[],
  breathe: Breathe
): Promise<{ directory: Directory; chunks: Buffer[] }> {
  const builder = new DictionaryBuilder()
  const places = new Map(ids.map((id, place) => [id, place]))
  for (let n = 0; n < ids.length; n += SLICE) {
    const ends = [ids[n], ids[Math.min(n + SLICE, ids.length) - 1]]
    const [rows, hashes] = await Promise.all([
      store.all(
        `select ${TERM_COLUMNS} from leads where account_id = ? and id >= ? and id <= ? order by id`,
        [accountId, ...ends]
      ),
      store.all(
        'select lead_id, field, hash from lead_index where lead_id >= ? and lead_id <= ?',
        ends
      ),
    ])
    const byLead = Map.groupBy(hashes, (row) => row.lead_id)
    for (const row of rows) {
      const place = places.get(row.id as string)
      const own = (byLead.get(row.id) ?? []) as unknown as { field: string; hash: string }[]
      if (place === undefined) continue
      leadTerms(row, own, (space, rest) => builder.add(place, space, rest))
    }
    await breathe()
  }
  const writing = builder.write(ids.length)
  for (let step = writing.next(); ; step = writing.next()) {
    if (step.done) return step.value
    await breathe()
  }
}
