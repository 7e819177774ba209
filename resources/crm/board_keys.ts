import type { Column } from './board.js'
import { placeOf } from './board.js'

export type BoardKey =
  { do: 'focus'; column: number; card: number } | { do: 'move'; by: 1 | -1 } | { do: 'menu' }

/** What is asked of a keyboard event. */
export interface Pressed {
  key: string
  shiftKey?: boolean
  metaKey?: boolean
  ctrlKey?: boolean
  altKey?: boolean
}

/** What a key means for the card that has the focus; null: nothing. */
export function boardKey(
  { key, shiftKey, metaKey, ctrlKey, altKey }: Pressed,
  columns: readonly Column[],
  id: string
): BoardKey | null {
  const place = placeOf(columns, id)
  if (!place || metaKey) return null
  // Brackets are behind AltGr on many keyboards, which says Ctrl and Alt.
  if (key === ']' || (shiftKey && key === 'ArrowRight')) return { do: 'move', by: 1 }
  if (key === '[' || (shiftKey && key === 'ArrowLeft')) return { do: 'move', by: -1 }
  if (ctrlKey || altKey || shiftKey) return null
  if (key === 'm') return { do: 'menu' }
  const last = columns[place.column].cards.length - 1
  const ways: Record<string, number> = {
    ...{ ArrowUp: place.card - 1, ArrowDown: place.card + 1, Home: 0, End: last },
  }
  const within = ways[key]
  if (within !== undefined)
    return { do: 'focus', column: place.column, card: Math.min(Math.max(within, 0), last) }
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }
  const step = steps[key]
  if (step === undefined) return null
  // Over empty columns to the next with a card.
  for (let column = place.column + step; columns[column]; column += step) {
    const { length } = columns[column].cards
    if (length) return { do: 'focus', column, card: Math.min(place.card, length - 1) }
  }
  return null
}
