import type { Lock, Locked, Row } from '#store/types'

/** What tags are called, by the ids that leads have. */
export interface TagNames {
  /** The tag it is by now; null: it was deleted. */
  find(id: string): { id: string; key: string } | null
}

/** How the tags of a lead change: to a new list, or by some. Ids. */
export type TagWish = { names: TagNames } & (
  { set: readonly string[] } | { add: readonly string[]; remove: readonly string[] }
)

export interface TagChange {
  /** Ids the lead has from now on. */
  ids: string[]
  added: string[]
  removed: string[]
}

/** The tags of a row of `leads`, each once, as they are called by now. Pure. */
export function tagIds(row: Row, names: TagNames): string[] {
  const stored = row.tags ? (JSON.parse(row.tags as string) as string[]) : []
  return [...new Set(stored.flatMap((id) => names.find(id)?.id ?? []))]
}

/** What a wish does to a lead. Pure. */
export function changeTags(row: Row, wish: TagWish): TagChange {
  const before = tagIds(row, wish.names)
  const next =
    'set' in wish
      ? [...new Set(wish.set)]
      : [...new Set([...before, ...wish.add])].filter((id) => !wish.remove.includes(id))
  return {
    ids: next,
    added: next.filter((id) => !before.includes(id)),
    removed: before.filter((id) => !next.includes(id)),
  }
}

const linkId = (leadId: string, tagId: string) => `${leadId}:${tagId}`

/** Holds what says which leads a tag is on. */
export const tagLocks = (accountId: string, leadId: string, ids: Iterable<string>): Lock[] =>
  [...new Set(ids)].map((tagId) => {
    const id = linkId(leadId, tagId)
    const seed = { id, lead_id: leadId, tag_id: tagId, account_id: accountId, since: null }
    return { table: 'lead_tags', value: id, seed }
  })

export function putTags(locked: Locked, leadId: string, { added, removed }: TagChange, at: number) {
  for (const id of added) locked.put('lead_tags', linkId(leadId, id), { since: at })
  for (const id of removed) locked.put('lead_tags', linkId(leadId, id), { since: null })
}
