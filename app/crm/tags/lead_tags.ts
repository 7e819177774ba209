import { type PresentedTag, type TagBook, presentTag } from '#crm/tags/tag_book'
import { tagIds } from '#intake/lead_tags'
import type { Row } from '#store/types'

/** Tags of a row of `leads` as pages and the API show them. Pure. */
export const presentTags = (book: TagBook, row: Row): PresentedTag[] =>
  tagIds(row, book).map((id) => presentTag(book.find(id)!))
