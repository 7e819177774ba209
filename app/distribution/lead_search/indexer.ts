import { setTimeout as pause } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { idsBefore, newId } from '#shared/ids'
import { store } from '#store/store'
import { FOLLOWER, type StoredBlock, loadBlocks } from '#distribution/lead_search/blocks'
import {
  type Breathe,
  addBlock,
  breatheWhile,
  buildBlock,
} from '#distribution/lead_search/build_block'
import { LAG_MS, followEvents, newestToFollow } from '#distribution/lead_search/follow_events'

export interface IndexerOptions {
  /** True while the process has better things to do. */
  busy?: () => boolean
  /** Leads of a block. Fewer than that behind the last block are read directly by every search. */
  size?: number
  /** Younger leads are left alone: they still change, and one that was begun earlier may still come in. */
  holdMs?: number
  lagMs?: number
  everyMs?: number
}

const OWNED_MS = 60_000
/** So many blocks behind, a busy process indexes too, a little at a time. */
const PATIENCE = 4
/** A block is made anew when so many of its leads changed: each of them is asked by every search. */
const MAX_STALE = 16

/**
 * Keeps the index of leads: one process at a time, behind everything else. What it has done is in the rows, so whoever
 * comes next goes on from there.
 */
export class LeadIndexer {
  readonly #id = newId('wrk')
  readonly #options: Required<IndexerOptions>
  readonly #breathe: Breathe
  #stopping = false
  #loop: Promise<void> | null = null
  #wake = new AbortController()

  constructor(options: IndexerOptions = {}) {
    this.#options = {
      busy: () => false,
      size: 4096,
      holdMs: 120_000,
      lagMs: LAG_MS,
      everyMs: 15_000,
      ...options,
    }
    this.#breathe = async () => {
      await breatheWhile(this.#options.busy)()
      if (this.#stopping) throw new Stopped()
    }
  }

  start() {
    if (this.#loop) return
    this.#stopping = false
    this.#wake = new AbortController()
    this.#loop = this.#run()
  }

  /** Drops what it is at, to be begun again, and lets the next process have the index. */
  async stop() {
    if (!this.#loop) return
    this.#stopping = true
    this.#wake.abort()
    await this.#loop
    this.#loop = null
    await this.#own(0).catch(() => {})
  }

  async #run() {
    while (!this.#stopping) {
      await this.pass().catch((error: unknown) => {
        if (!(error instanceof Stopped))
          logger.warn(
            { err: error },
            'the index of leads was not brought on; it will be tried again'
          )
      })
      await pause(this.#options.everyMs, undefined, {
        signal: this.#wake.signal,
        ref: false,
      }).catch(() => {})
    }
  }

  /** Brings the index up to date, as far as its own patience allows. False: another process has it. */
  async pass(): Promise<boolean> {
    const position = await this.#own(OWNED_MS)
    if (position === null) return false
    await this.#follow(position)
    const accounts = await store.all('select id from accounts order by id')
    for (const { id } of accounts) await this.#index(id as string)
    return true
  }

  /** Claims the index for `ms`, and answers how far the trail was followed; null: somebody else has it. */
  #own(ms: number, position?: string): Promise<string | null> {
    const now = Date.now()
    const seed = {
      id: FOLLOWER,
      owner: null,
      owned_until: 0,
      event_id: newestToFollow(now, this.#options.lagMs),
    }
    return store.submit<string | null>({
      locks: [{ table: 'lead_followers', value: FOLLOWER, seed }],
      decide: (locked) => {
        const row = locked.get('lead_followers', FOLLOWER)!
        if (row.owner !== null && row.owner !== this.#id && Number(row.owned_until) > now)
          return { result: null, writes: [] }
        const set = {
          owner: ms ? this.#id : null,
          owned_until: now + ms,
          event_id: position ?? row.event_id,
        }
        locked.put('lead_followers', FOLLOWER, set)
        return { result: set.event_id as string, writes: [] }
      },
    })
  }

  async #follow(from: string) {
    const until = newestToFollow(Date.now(), this.#options.lagMs)
    for (let position = from, more = true; more;) {
      ;({ position, more } = await followEvents(position, until))
      if (!(await this.#own(OWNED_MS, position))) return
      await this.#breathe()
    }
  }

  async #index(accountId: string) {
    for (;;) {
      const { blocks } = await loadBlocks(accountId)
      const next = await this.#nextBlock(accountId, blocks)
      const stale = next || this.#options.busy() ? null : mostStale(blocks)
      const work = blocks.find(({ built }) => built === null) ?? stale
      if (!work && !next) return
      if (work) await buildBlock(accountId, work, this.#breathe)
      else await addBlock(accountId, blocks.length, next!)
      if (!(await this.#own(OWNED_MS))) return
    }
  }

  /** The leads of the next block, if there are enough of them. */
  async #nextBlock(accountId: string, blocks: StoredBlock[]) {
    const { size, holdMs, busy } = this.#options
    const after = [accountId, blocks.at(-1)?.lastId ?? '', idsBefore('lead', Date.now() - holdMs)]
    const least = size * (busy() ? PATIENCE : 1)
    const enough = await store.first(
      `select id from leads where account_id = ? and id > ? and id < ? order by id limit 1 offset ${least - 1}`,
      after
    )
    if (!enough) return null
    return store.all(
      `select id, created_at from leads where account_id = ? and id > ? and id < ? order by id limit ${size}`,
      after
    )
  }
}

class Stopped extends Error {}

const mostStale = (blocks: StoredBlock[]): StoredBlock | null =>
  blocks.reduce<StoredBlock | null>(
    (most, one) =>
      one.stale.length >= MAX_STALE && one.stale.length > (most?.stale.length ?? 0) ? one : most,
    null
  )
