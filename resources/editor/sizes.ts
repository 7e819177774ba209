/*
 * How large cards are, so that routes can be laid out before they are drawn. On the grid.
 */
export const CARD_WIDTH = 240
const HEAD = 64
export const PORT_HEIGHT = 24
const LEVEL_HEIGHT = 24
export const START_WIDTH = 200
export const START_HEIGHT = 64

/** Room between cards. */
export const GAP_X = 80
export const GAP_Y = 32

export const cardHeight = (ports: number, level = false): number =>
  HEAD + ports * PORT_HEIGHT + (level ? LEVEL_HEIGHT : 0)

/** From the top of a card to the middle of a port; `null` is where wires come in. */
export const portOffset = (place: number | null, level = false): number =>
  place === null
    ? 20
    : HEAD - 4 + (level ? LEVEL_HEIGHT : 0) + place * PORT_HEIGHT + PORT_HEIGHT / 2
