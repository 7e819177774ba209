import vine from '@vinejs/vine'
import { DOMAIN_USES } from '#accounts/judge_domain'
import { line } from '#shared/list_query'

export const domainInput = vine.create({
  host: line(300).trim().minLength(1),
  use: vine.enum(DOMAIN_USES),
})

export const askQuery = vine.create({
  domain: line(300),
  token: line(200).optional(),
})
