/*
 * Tags as pages have them, and how one is found while somebody types.
 */
import type { Colour } from './colours.js'

export interface TagChoice {
  key: string
  name: string
  color: Colour
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .trim()

/** Tags that what was typed may mean, those that begin so first. Pure. */
export function matchingTags(tags: readonly TagChoice[], typed: string): TagChoice[] {
  const wanted = plain(typed)
  if (!wanted) return [...tags]
  const at = ({ name }: TagChoice) => plain(name).indexOf(wanted)
  return tags
    .filter((tag) => at(tag) >= 0)
    .toSorted((a, b) => Number(at(a) > 0) - Number(at(b) > 0))
}

/** Whether what was typed is no tag's name yet. Pure. */
export const isNewName = (tags: readonly TagChoice[], typed: string): boolean =>
  plain(typed) !== '' && !tags.some(({ name }) => plain(name) === plain(typed))
