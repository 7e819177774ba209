import { COLOURS, type Colour } from '#entities/colours'
import { keyText } from '#shared/common_shapes'
import type { Problem } from '#shared/result'
import { object, oneOf, optional, text } from '#shared/shape'

/** A tag as the blueprint writes it. */
export interface TagInput {
  key: string
  name: string
  /** Grey, where there is none. */
  color?: Colour
}

export const tagShape = object({
  key: keyText(),
  name: text({ max: 60 }),
  color: optional(oneOf(COLOURS)),
})

/** Reads a tag. Adds to `problems` what is wrong with it. */
export const parseTag = (value: unknown, path: string, problems: Problem[]): TagInput | undefined =>
  tagShape.parse(value, path, problems)
