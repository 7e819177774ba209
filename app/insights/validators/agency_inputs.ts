import vine from '@vinejs/vine'
import { STARTERS } from '#distribution/setup/starters'
import { CLIENT_SORTS } from '#insights/agency/find_clients'
import { line, page } from '#shared/list_query'
import { LOCALES } from '#shared/locales'
import type { JsonSchema } from '#shared/shape'

export const clientsQuery = vine.create({
  search: line(120).optional(),
  sort: vine.enum(CLIENT_SORTS).optional(),
  dir: vine.enum(['asc', 'desc']).optional(),
  ...page,
})

/** A client to be made, by page or API. Which codes there are is checked with the account itself. */
export const clientInput = vine.create({
  name: line(120).trim().minLength(1),
  key: line(64).trim().optional(),
  country: line(2).trim().nullable().optional(),
  currency: line(3).trim().optional(),
  time_zone: line(64).trim().optional(),
  language: vine.enum(LOCALES).optional(),
  starter: vine.enum(STARTERS).nullable().optional(),
  owner: line(254).trim().toLowerCase().email().nullable().optional(),
})

export const restInput = vine.create({ resting: vine.boolean() })

export const ownerInput = vine.create({ owner: line(254).trim().toLowerCase().email() })
export const clientSchema: JsonSchema = { ...clientInput.toJSONSchema() }
