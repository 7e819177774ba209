import vine from '@vinejs/vine'
import { MOST_SUBJECT, MOST_TEXT } from '#crm/mail_templates/types'
import { line } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

const key = () => line(64).minLength(1)
const words = {
  template: key().optional(),
  subject: vine.string().maxLength(MOST_SUBJECT).optional(),
  text: vine.string().maxLength(MOST_TEXT).optional(),
  to: line(254).optional(),
}

/** Body of `POST /api/v1/leads/{id}/mails`: what is not said comes from the template. */
export const leadMailInput = vine.create(words)
export const leadMailSchema: JsonSchema = { ...leadMailInput.toJSONSchema() }

/** The same from a page, which names each mail it writes: a second click is no second mail. */
export const writtenMailInput = vine.create({ ...words, key: key() })

/** What the dialog asks for: a template filled in, or none yet. */
export const draftMailInput = vine.create({ template: key().nullable().optional() })

/** A template that is being written, on a lead or on an invented one. */
export const previewMailInput = vine.create({
  entity: key().nullable().optional(),
  subject: vine.string().maxLength(MOST_SUBJECT),
  text: vine.string().maxLength(MOST_TEXT),
  lead: line(40).nullable().optional(),
})
