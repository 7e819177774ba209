/* The shapes a board is made of. */
import type { LeadRow } from '../leads/types.js'

export interface StageEffect {
  kind: 'profile' | 'automation'
  key: string
  name: string
  from?: string
}

export interface ColumnPage {
  stage: string
  cards: LeadRow[]
  next_cursor: string | null
  count: { n: number; exact: boolean } | null
}

export interface Board {
  entity: string
  pipeline: string
  filtered: boolean
  columns: ColumnPage[]
  effects: Record<string, StageEffect[]>
  at: number
}

export interface BoardNews {
  cards: LeadRow[]
  gone: string[]
  counts: Record<string, number> | null
  more: boolean
  at: number
}

/** A column while it is looked at. */
export interface Column {
  stage: string
  cards: LeadRow[]
  next: string | null
  count: number
  /** False: there are more than were counted. */
  exact: boolean
  loading: boolean
  failed: boolean
}

export const columnOf = ({ stage, cards, next_cursor: next, count }: ColumnPage): Column => ({
  ...{ stage, cards, next, loading: false, failed: false },
  ...{ count: count?.n ?? cards.length, exact: count?.exact ?? false },
})

/** What happens to a lead that comes from `from`. */
export const effectsFor = (effects: readonly StageEffect[] = [], from?: string | null) =>
  effects.filter((effect) => effect.from === undefined || effect.from === from)

/** The columns with a lead taken out wherever it is; those without it are the same objects. */
export function without(columns: readonly Column[], id: string): Column[] {
  return columns.map((column) => {
    const cards = column.cards.filter((card) => card.id !== id)
    if (cards.length === column.cards.length) return column
    return { ...column, cards, count: Math.max(0, column.count - 1) }
  })
}

/** The columns with a lead in that of its stage, at `place`; where there is no such column it is on the board no more. */
export function withCard(columns: readonly Column[], card: LeadRow, place = 0): Column[] {
  return without(columns, card.id).map((column) =>
    column.stage === card.stage
      ? { ...column, cards: column.cards.toSpliced(place, 0, card), count: column.count + 1 }
      : column
  )
}

/** A lead that stands where it stood, with what else is new of it. */
export const renewed = (columns: readonly Column[], card: LeadRow): Column[] =>
  columns.map((column) =>
    column.cards.some(({ id }) => id === card.id)
      ? { ...column, cards: column.cards.map((one) => (one.id === card.id ? card : one)) }
      : column
  )

/** Where a lead is: its column, and its place in it. */
export function placeOf(columns: readonly Column[], id: string | null) {
  for (const [column, { cards }] of columns.entries()) {
    const card = cards.findIndex((one) => one.id === id)
    if (card >= 0) return { column, card }
  }
  return null
}

/**
 * What changed meanwhile, by others or by the app. Leads that are on their way just now (`busy`) stay where they were put;
 * counts are the server's where it told them.
 */
export function withNews(
  columns: readonly Column[],
  { cards, gone, counts }: BoardNews,
  busy: (id: string) => boolean
): Column[] {
  let next = [...columns]
  for (const id of gone) if (!busy(id)) next = without(next, id)
  // The last that moved stands on top.
  for (const card of cards.toReversed()) {
    if (busy(card.id)) continue
    const place = placeOf(next, card.id)
    const stays = place && next[place.column].stage === card.stage
    next = stays ? renewed(next, card) : withCard(next, card)
  }
  if (!counts) return next
  return next.map((column) => ({ ...column, count: counts[column.stage] ?? column.count }))
}

/** Every lead once, in the order it was given. */
export function joined(before: readonly LeadRow[], more: readonly LeadRow[]): LeadRow[] {
  const known = new Set(before.map(({ id }) => id))
  return [...before, ...more.filter(({ id }) => !known.has(id))]
}
