import db from '@adonisjs/lucid/services/db'
import { store } from '#store/store'
import type { Change, ChangeKind } from '#distribution/backtest/types'

/** Changes of a row. */
const A_ROW = 200

/** Writes the changes of a backtest, some hundreds a row, in the order in which they are found. */
export class ChangeWriter {
  #waiting: Change[] = []
  #number = 0

  constructor(
    private accountId: string,
    private backtestId: string
  ) {}

  /** Throws away what an earlier try has left. */
  async begin() {
    await db.from('backtest_changes').where('backtest_id', this.backtestId).delete()
  }

  async add(changes: Change[]) {
    this.#waiting.push(...changes)
    while (this.#waiting.length >= A_ROW) await this.#write(this.#waiting.splice(0, A_ROW))
  }

  async end() {
    if (this.#waiting.length) await this.#write(this.#waiting.splice(0))
  }

  async #write(changes: Change[]) {
    const number = this.#number++
    const row = {
      id: `${this.backtestId}:${number}`,
      account_id: this.accountId,
      backtest_id: this.backtestId,
      number,
      changes: JSON.stringify(changes),
    }
    // By the writer of the hot path, which does not stop the process for the disk.
    await store.submit({
      locks: [],
      decide: () => ({ result: null, writes: [{ insert: 'backtest_changes', row }] }),
    })
  }
}

/** The changes of a backtest from a place on, row by row. */
export async function* changesFrom(
  accountId: string,
  backtestId: string,
  from = 0
): AsyncGenerator<{ place: number; change: Change }> {
  for (let number = Math.floor(from / A_ROW); ; number++) {
    const row = await store.first(
      'select changes from backtest_changes where id = ? and account_id = ?',
      [`${backtestId}:${number}`, accountId]
    )
    if (!row) return
    const changes = JSON.parse(row.changes as string) as Change[]
    for (const [i, change] of changes.entries()) {
      const place = number * A_ROW + i
      if (place >= from) yield { place, change }
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A page of changes; `next` is the place where the next one begins. */
export async function pageOfChanges(
  accountId: string,
  backtestId: string,
  { from = 0, limit, kind, partner }: ChangeQuery
): Promise<{ changes: Change[]; next: number | null }> {
  const changes: Change[] = []
  for await (const { place, change } of changesFrom(accountId, backtestId, from)) {
    if (kind && change.kind !== kind) continue
    if (partner && !change.live.includes(partner) && !change.draft.includes(partner)) continue
    if (changes.length === limit) return { changes, next: place }
    changes.push(change)
  }
  return { changes, next: null }
}

export interface ChangeQuery {
  from?: number
  limit: number
  kind?: ChangeKind
  /** Key of a partner that has or had the lead. */
  partner?: string
}

/** One lead's change; null where the lead did not change hands. */
export async function changeOf(
  accountId: string,
  backtestId: string,
  leadId: string
): Promise<Change | null> {
  for await (const { change } of changesFrom(accountId, backtestId))
    if (change.lead === leadId) return change
  return null
}
