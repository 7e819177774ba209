/*
 * What a form is: one document per version, made in the builder and drawn by the hosted page. Texts are what whoever built
 * it wrote, in the form's own language. Keys of steps and elements are unique in the document and never change once a
 * version was published: figures of a step are counted under its key.
 *
 * `parseForm` reads a document that may be a draft: words may be empty (then they are not said) and rules half written. One
 * that was published has passed `checkForm`: its rules compile and ask only for what was asked before or is hidden.
 */
import type { Rule } from '#sdk/rule'

export const FORM_LANGUAGES = ['en', 'de'] as const
export type FormLanguage = (typeof FORM_LANGUAGES)[number]

/** How a select, multi_select or checkbox field is asked; the others have one way. */
export const CHOICE_CONTROLS = ['buttons', 'list', 'menu'] as const
export type ChoiceControl = (typeof CHOICE_CONTROLS)[number]

export interface FieldElement {
  type: 'field'
  key: string
  /** Key of a field of the form's entity, or a part of an address (`address.postal_code`). */
  field: string
  /** Absent: the field's own. */
  label?: string
  help?: string
  placeholder?: string
  /** Absent: as the field has it. A field the entity requires cannot be made optional, nor shown under a rule only. */
  required?: boolean
  width?: 'full' | 'half'
  control?: ChoiceControl
  /** Said instead of the options' own values, by value. */
  option_labels?: Record<string, string>
  /** Of a file field: media types such as `image/*` or `application/pdf`, and megabytes (5 at most). */
  accept?: string[]
  max_mb?: number
  /** Value it begins with. */
  value?: string
  /** Name of the query parameter the value is taken from, where there is one. */
  from_query?: string
  /** Sent, and not shown. */
  hidden?: boolean
  show_when?: Rule
}

/** Plain text with blank lines between paragraphs, `- ` for points and `[words](https://…)` for links. */
export interface TextElement {
  type: 'text'
  key: string
  heading?: string
  text: string
  show_when?: Rule
}

/** Something to agree to. Its text is kept with the lead as it was shown, with the form's version. */
export interface ConsentElement {
  type: 'consent'
  key: string
  /** May hold links as a TextElement does. */
  text: string
  required: boolean
  show_when?: Rule
}

export type FormElement = FieldElement | TextElement | ConsentElement

/** Rules see the values of the form's entity, by the one grammar; a step that is not shown is passed over. */
export interface FormStep {
  key: string
  title?: string
  intro?: string
  elements: FormElement[]
  /** Of the button that leads on; absent: "Next", and the document's `submit` on the last step. */
  button?: string
  show_when?: Rule
}

export interface FormDocument {
  schema: 1
  language: FormLanguage
  /** Of the hosted page; absent: the form's name. */
  title?: string
  intro?: string
  steps: FormStep[]
  submit?: string
  after: { type: 'page'; title: string; text: string } | { type: 'redirect'; url: string }
  /** Mailed before the lead counts: it is stored, and distributed, when the link is followed. */
  double_opt_in?: { field: string; subject: string; text: string; button: string } | null
  /** Keep what was filled in by those who did not finish (needs a contact value and is said on the page). */
  partial?: boolean
  /** `normal`: honeypot, timing and proof of work; `strict`: more work, fewer a minute. */
  guard?: 'normal' | 'strict'
  /** Origins that may embed it, such as `https://solar.example`; empty: everywhere. */
  origins?: string[]
  /** Profile its leads run through instead of those that run on arrival. */
  profile?: string | null
  /** Its leads' source; absent: the form's key. */
  source?: string
  look?: {
    /** Absent: the account's brand. */
    accent?: string
    background?: 'page' | 'panel' | 'none'
    show_logo?: boolean
    progress?: 'bar' | 'steps' | 'none'
  }
}

export const MAX_STEPS = 20
export const MAX_ELEMENTS = 200
