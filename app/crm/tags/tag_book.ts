import type { Colour } from '#entities/colours'
import type { TagNames } from '#intake/lead_tags'

export interface Tag {
  id: string
  key: string
  name: string
  color: Colour
  createdAt: number
  updatedAt: number
}

/** The tags of an account; ids of merged ones lead to what they became. */
export interface TagBook extends TagNames {
  /** By name. */
  list: readonly Tag[]
  byKey: ReadonlyMap<string, Tag>
  /** Null: it was deleted. */
  find(id: string): Tag | null
  /** Every id leads may have it by. */
  idsOf(tag: Tag): string[]
}

export interface TagRow extends Tag {
  mergedInto: string | null
}

/** Pure. `rows`: those that were merged too. */
export function tagBook(rows: readonly TagRow[]): TagBook {
  const live = rows.filter(({ mergedInto }) => mergedInto === null)
  const list = live.toSorted((a, b) => a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1))
  const byId = new Map<string, Tag>(live.map((tag) => [tag.id, tag]))
  const became = new Map<string, Tag>(byId)
  for (const { id, mergedInto } of rows) {
    const tag = mergedInto === null ? undefined : byId.get(mergedInto)
    if (tag) became.set(id, tag)
  }
  return {
    list,
    byKey: new Map(live.map((tag) => [tag.key, tag])),
    find: (id) => became.get(id) ?? null,
    idsOf: (tag) => [...became].filter(([, one]) => one.id === tag.id).map(([id]) => id),
  }
}

export interface PresentedTag {
  key: string
  name: string
  color: Colour
}

export const presentTag = ({ key, name, color }: Tag): PresentedTag => ({ key, name, color })
