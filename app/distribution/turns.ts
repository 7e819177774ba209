import type { Candidate, Turns } from '#sdk'
import { type Standing, afterTurn, gainOf } from '#sdk/turns'
import { store } from '#store/store'
import type { Lock, Locked, Row } from '#store/types'

/** How the turns of one offer stand, by assignment id: turns had, turns due. */
export type TurnBook = Readonly<Record<string, readonly [had: number, due: number]>>

/** Which shares turns are dealt by, and the strategy that deals them: an offer in progress plans again at each wave. */
export interface Dealing {
  by: 'equal' | 'weight'
  strategy: { use: string; [key: string]: unknown }
  /** How everybody stood when the first wave was reserved; null before. */
  told: TurnTold[] | null
}

/** Why somebody's turn it was, for whoever asks: its part of all turns, what it was owed with this one, what it had. */
export interface TurnTold {
  assignment: string
  /** Part of this turn, 0 to 1. */
  share: number
  /** Turns it should have had, this one counted in. */
  due: number
  had: number
}

const TOLD = 50

export const turnsId = (profileId: string, node: string) => `${profileId}:${node}`

export const turnsLock = (accountId: string, profileId: string, node: string, at: number): Lock => {
  const id = turnsId(profileId, node)
  return {
    table: 'turns',
    value: id,
    seed: { id, account_id: accountId, standings: '{}', updated_at: at },
  }
}

/** As this process saw the turns last: enough to choose whom to hold, never to decide. */
const seen = new Map<string, TurnBook>()
const MAX_SEEN = 1_000

export const lastSeen = (id: string): TurnBook => seen.get(id) ?? {}

export function remember(id: string, book: TurnBook) {
  if (seen.size >= MAX_SEEN && !seen.has(id)) seen.clear()
  seen.set(id, book)
}

export const readBook = (row: Row | null): TurnBook =>
  row ? (JSON.parse(row.standings as string) as TurnBook) : {}

/** The book as it stands in the database. */
export async function loadTurns(profileId: string, node: string): Promise<TurnBook> {
  return readBook(await store.first('select * from turns where id = ?', [turnsId(profileId, node)]))
}

export const turnsOf = (book: TurnBook, assignmentId: string): Turns => {
  const [had, due] = book[assignmentId] ?? [0, 0]
  return { had, due }
}

/** A candidate as one who stands in the rotation; `idOf` gives its assignment's id. */
const standing = (
  one: Candidate,
  by: Dealing['by'],
  book: TurnBook,
  idOf: (key: string) => string
): Standing => ({
  key: idOf(one.assignment),
  share: by === 'weight' ? one.weight : 1,
  due: turnsOf(book, idOf(one.assignment)).due,
})

/** The book after `taken` had a turn each, one after the other; all of `able` could have taken the first. */
export function afterTurns(
  book: TurnBook,
  able: readonly Candidate[],
  taken: readonly string[],
  by: Dealing['by'],
  idOf: (key: string) => string
): TurnBook {
  const next: Record<string, readonly [number, number]> = { ...book }
  let left = able.map((one) => standing(one, by, book, idOf))
  for (const key of taken) {
    const id = idOf(key)
    left = afterTurn(left, id)
    for (const one of left) {
      const had = next[one.key]?.[0] ?? 0
      next[one.key] = [one.key === id ? had + 1 : had, round(one.due)]
    }
    left = left.filter((one) => one.key !== id)
  }
  return next
}

const round = (due: number) => Math.round(due * 1e9) / 1e9

/** How all of `able` stand, with the turn at hand. */
export function tellTurns(
  book: TurnBook,
  able: readonly Candidate[],
  by: Dealing['by'],
  idOf: (key: string) => string
): TurnTold[] {
  const standings = able.map((one) => standing(one, by, book, idOf))
  const gain = gainOf(standings)
  return standings.slice(0, TOLD).map((one, i) => {
    const { had } = turnsOf(book, one.key)
    const part = gain(one)
    return {
      assignment: able[i].assignment,
      share: round(part),
      due: round(had + one.due + part),
      had,
    }
  })
}

export function writeBook(locked: Locked, id: string, book: TurnBook, at: number) {
  locked.put('turns', id, { standings: JSON.stringify(book), updated_at: at })
}
