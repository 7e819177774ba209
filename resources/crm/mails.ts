/* Mails to leads, and the templates they begin with. */
import type { Completion } from '~/code/types'

export const MAIL_TEMPLATES = '/settings/mail-templates'

export interface MailTemplateForm {
  key: string
  name: string
  entity?: string
  language?: 'en' | 'de'
  subject: string
  text: string
}

export interface MailTemplateHead {
  id: string
  form: MailTemplateForm
  revision: string
  updated_at: string
}

export interface MailEntity {
  key: string
  name: string
  fields: { key: string; label: string }[]
}

export interface MailDraft {
  templates: { key: string; name: string; language: string | null }[]
  addresses: { field: string; label: string; address: string }[]
  subject: string
  text: string
  unfilled: string[]
}

export interface WrittenMail {
  id: string
  template: string | null
  to: string
  subject: string
  text: string
  status: 'queued' | 'sent' | 'failed'
  error: string | null
  kept: boolean
  actor: string | null
  created_at: string
  sent_at: string | null
}

export interface MailPreview {
  subject?: string
  text?: string
  problems: Record<string, string>
  unfilled: string[]
}

/** What "{{" offers: fields of the entity, or of all where it is for any. */
export function mailVariables(
  names: Readonly<Record<string, readonly string[]>>,
  entities: readonly MailEntity[]
): Completion[] {
  const fields = new Map<string, string>()
  for (const entity of entities)
    for (const { key, label } of entity.fields) if (!fields.has(key)) fields.set(key, label)
  return [
    ...[...fields].map(([key, label]) => ({ label: `lead.${key}`, detail: label })),
    ...Object.entries(names).flatMap(([root, parts]) =>
      parts.map((part) => ({ label: `${root}.${part}` }))
    ),
  ]
}

const PLACE = /\{\{[^{}]*\}\}/g
/** Places of a text that are still to be filled in, each with where it stands. */
export const openPlaces = (text: string): { place: string; at: number }[] =>
  [...text.matchAll(PLACE)].map((match) => ({ place: match[0], at: match.index }))
