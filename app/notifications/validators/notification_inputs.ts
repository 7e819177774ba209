import vine from '@vinejs/vine'
import { line } from '#shared/list_query'
import { MAIL_WAYS, NOTICE_KINDS } from '#notifications/kinds'

/** Query of the list. */
export const inboxQuery = vine.create({
  kind: vine.enum(NOTICE_KINDS).optional(),
  before: line(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 50]).optional(),
})

export const choicesValidator = vine.create({
  digest_hour: vine.number().withoutDecimals().range([0, 23]),
  choices: vine
    .array(
      vine.object({
        kind: vine.enum(NOTICE_KINDS),
        app: vine.boolean({ strict: true }),
        mail: vine.enum(MAIL_WAYS),
      })
    )
    .maxLength(NOTICE_KINDS.length),
})

/** Where it may lead is decided when it is called, address by address. */
export const webhookValidator = vine.create({
  url: vine
    .string()
    .trim()
    .maxLength(2000)
    .url({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
    .regex(/^https?:\/\/[^@/?#]+([/?#]|$)/i),
  kinds: vine.array(vine.enum(NOTICE_KINDS)).minLength(1).distinct(),
})
