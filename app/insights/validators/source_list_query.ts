import vine from '@vinejs/vine'
import { line } from '#shared/list_query'

/** Query of the list: a source that is about to be set up. */
export const sourceListQuery = vine.create({ seen: line(255).optional() })
