import vine from '@vinejs/vine'
import { line } from '#shared/list_query'
import { TIMELINE_SHOWS } from '#distribution/story/lead_events'
import { GROUPS } from '#distribution/story/group_verdicts'

/** Query of `GET /leads/{id}/why-not`: an assignment, or a partner by key. */
export const whyNotQuery = vine.create({
  distribution: line(64),
  assignment: line(64).optional().requiredIfMissing('partner'),
  partner: line(64).optional(),
})

/** Query of `GET /leads/{id}/targets`. */
export const targetsQuery = vine.create({ distribution: line(64), search: line(100).optional() })

/** Query of `GET /leads/{id}/verdicts`. */
export const verdictsQuery = vine.create({
  distribution: line(64),
  group: vine.enum(GROUPS).optional(),
  search: line(100).optional(),
  offset: vine.number().withoutDecimals().min(0).optional(),
})

/** Query of `GET /leads/{id}/way`: a profile by key, one of its versions, and one run where there were several. */
export const wayQuery = vine.create({
  profile: line(64),
  version: vine.number().withoutDecimals().range([1, 1_000_000]),
  distribution: line(64).optional(),
})

/** Query of `GET /leads/{id}/events`. */
export const eventsQuery = vine.create({
  before: line(64).optional(),
  show: vine.enum(TIMELINE_SHOWS).optional(),
})

/** Body of `POST /leads/{id}/reveal`. */
export const revealInput = vine.create({ field: line(64) })

/** Body of `POST /leads/{id}/preview` and `POST /leads/{id}/distributions`. */
export const profileInput = vine.create({ profile: line(64) })
