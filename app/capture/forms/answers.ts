import type { ConsentElement, FieldElement, FormDocument } from '#capture/forms/form_document'
import type { FormElement, FormStep } from '#capture/forms/form_document'
import { fieldNamed } from '#capture/forms/asked_fields'
import { ADDRESS_PARTS, type Entity } from '#entities/types'

/** A file that was sent with a step and lies apart until the whole is sent. */
export interface Upload {
  upload: string
  name: string
  type: string
  size: number
}

/** What was answered, by element key: text, several choices, the parts of an address, or a file. */
export type Answer = string | string[] | Record<string, string> | Upload
export type Answers = Record<string, Answer>

export const isUpload = (answer: Answer | undefined): answer is Upload =>
  typeof answer === 'object' && !Array.isArray(answer) && 'upload' in answer

export const elementsOf = (document: FormDocument): FormElement[] =>
  document.steps.flatMap(({ elements }) => elements)

export const isField = (element: FormElement): element is FieldElement => element.type === 'field'
export const isConsent = (element: FormElement): element is ConsentElement =>
  element.type === 'consent'

/** Inputs of an element are called after it; those of an address as a whole after its parts too. */
export const inputName = (key: string, part?: string) => (part ? `e:${key}:${part}` : `e:${key}`)

const MOST_CHARACTERS = 10_000
const MOST_CHOICES = 200

const one = (value: unknown): string => {
  const last = Array.isArray(value) ? value.at(-1) : value
  return typeof last === 'string' ? last.slice(0, MOST_CHARACTERS + 1) : ''
}

const several = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((each): each is string => typeof each === 'string' && each !== '')
    .slice(0, MOST_CHOICES)
    .map((each) => each.slice(0, 1_000))

/**
 * What a step's inputs say, for the elements it shows; whatever else came along is left. A box that is not ticked sends
 * nothing, so of those that were shown nothing means no. Files are read apart.
 */
export function readStep(
  step: FormStep,
  entity: Entity,
  body: Readonly<Record<string, unknown>>
): Answers {
  const answers: Answers = {}
  for (const element of step.elements) {
    const { key } = element
    if (isConsent(element)) answers[key] = one(body[inputName(key)]) ? 'yes' : ''
    if (!isField(element) || element.hidden) continue
    const found = fieldNamed(entity, element.field)
    if (!found || found.field.type === 'file') continue
    const { type } = found.field
    if (type === 'multi_select') answers[key] = several(body[inputName(key)])
    else if (type === 'checkbox' && !element.control)
      answers[key] = one(body[inputName(key)]) ? 'yes' : 'no'
    else if (type === 'address' && found.part === null)
      answers[key] = Object.fromEntries(
        ADDRESS_PARTS.map((part) => [part, one(body[inputName(key, part)])])
      )
    else answers[key] = one(body[inputName(key)])
  }
  return answers
}

/** What the elements begin with: what the address of the page says, else what the document does. */
export function beginWith(document: FormDocument, query: Readonly<Record<string, unknown>>) {
  const answers: Answers = {}
  for (const element of elementsOf(document)) {
    if (!isField(element)) continue
    const asked = element.from_query ? one(query[element.from_query]) : ''
    const value = asked || element.value
    if (value) answers[element.key] = value
  }
  return answers
}
