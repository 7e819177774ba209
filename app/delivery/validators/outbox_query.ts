import vine from '@vinejs/vine'
import { line } from '#shared/list_query'

/** Query of the outbox. */
export const outboxQuery = vine.create({
  before: line(64).optional(),
  search: line(200).trim().optional(),
})
