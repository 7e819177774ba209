import type { Locale } from '#shared/locales'

/** What a mail to a lead begins with: whoever writes it sees it filled in, and changes what they like. */
export interface MailTemplate {
  id: string
  accountId: string
  key: string
  name: string
  /** Key of the entity whose leads it is for; null: of any. */
  entity: string | null
  /** Of its text, for who chooses. */
  language: Locale | null
  subject: string
  text: string
  createdAt: number
  updatedAt: number
}

/** A template as the blueprint writes it. */
export interface MailTemplateInput {
  key: string
  /** The key, where there is none. */
  name?: string
  entity?: string
  language?: Locale
  subject: string
  text: string
}

export type MailTemplateForm = MailTemplateInput & { name: string }
export type MailTemplateValues = Pick<
  MailTemplate,
  'key' | 'name' | 'entity' | 'language' | 'subject' | 'text'
>

export const MOST_SUBJECT = 255
export const MOST_TEXT = 20_000
