import vine from '@vinejs/vine'
import { CHANGE_KINDS } from '#accounts/team/history'
import { line } from '#shared/list_query'

/** `before`: the number of the change the page before ended with. */
export const changesQuery = vine.create({
  kind: vine.enum(CHANGE_KINDS).optional(),
  actor: line(255).optional(),
  before: vine.number().withoutDecimals().min(1).optional(),
})
