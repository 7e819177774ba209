import type {
  FieldElement,
  FormDocument,
  FormElement,
  FormLanguage,
  FormStep,
} from '#capture/forms/form_document'
import { START_WORDS, type StartWords } from '#capture/forms/start_words'
import type { Entity, Field } from '#entities/types'

/** What a new form may begin as; `required` is one step with what the entity requires. */
export const FORM_STARTS = ['required', 'quote', 'callback', 'short'] as const
export type FormStart = (typeof FORM_STARTS)[number]

const CHOICES = ['select', 'multi_select', 'checkbox']
const isName = ({ key, type }: Field) =>
  type === 'text' && /(^|_)(name|vorname|nachname)($|_)|name$/i.test(key)
const isContact = (field: Field) => ['email', 'phone'].includes(field.type) || isName(field)
const ofType = (fields: Field[], type: string) => fields.filter((one) => one.type === type)

/**
 * A form to begin with, made of the entity's own fields. What the entity requires is asked in every one of them, so that
 * it can be published as it is.
 */
export function startForm(
  entity: Pick<Entity, 'fields'>,
  start: FormStart,
  language: FormLanguage
): FormDocument {
  const words = START_WORDS[language]
  const groups = groupsOf(entity.fields, start)
  const asked = new Set(groups.flat())
  const missing = entity.fields.filter((field) => field.required && !asked.has(field))
  // What is missing goes before whom it is about.
  const last = groups.length - 1
  const filled = groups.map((group, i) => (i === last ? [...missing, ...group] : group))
  let made = 0
  const key = (letter: string) => `${letter}${++made}`
  const steps = filled
    .filter((group) => group.length > 0)
    .map((group, i, all): FormStep => ({
      key: key('s'),
      ...(all.length > 1 && {
        title: titleOf(group, i === all.length - 1, i === 0, words),
      }),
      elements: group.map((field) => elementOf(field, key('e'))),
    }))
  if (steps.length === 0) steps.push({ key: key('s'), elements: [] })
  const email = ofType(filled.flat(), 'email').find((one) => one.required || start === 'short')
  if (filled.flat().some(isContact)) {
    const consent: FormElement = {
      type: 'consent',
      key: key('e'),
      text: words.consent,
      required: true,
    }
    steps[steps.length - 1].elements.push(consent)
  }
  if (email && start === 'short') requireField(steps, email.key)
  // Whoever asks for a call leaves a number.
  const phone = start === 'callback' && ofType(filled.flat(), 'phone')[0]
  if (phone) requireField(steps, phone.key)
  return {
    schema: 1,
    language,
    ...(start !== 'required' && { intro: words.intro[start] }),
    steps,
    submit: words.submit[start],
    after: { type: 'page', ...words.thanks },
    ...(email && start === 'short' && { double_opt_in: { field: email.key, ...words.opt_in } }),
  }
}

function titleOf(group: Field[], last: boolean, first: boolean, words: StartWords): string {
  if (last && group.some(isContact)) return words.contact
  return first ? words.project : words.details
}

/** Fields of each step. */
function groupsOf(fields: Field[], start: FormStart): Field[][] {
  const names = fields.filter(isName)
  const [emails, phones] = [ofType(fields, 'email'), ofType(fields, 'phone')]
  if (start === 'short') return [[...names.slice(0, 1), ...emails.slice(0, 1)]]
  if (start === 'callback') {
    const when = ofType(fields, 'datetime').slice(0, 1)
    return [[...names, ...phones.slice(0, 1), ...when]]
  }
  if (start === 'required') {
    const contact = fields.filter((one) => one.required || ['email', 'phone'].includes(one.type))
    return [contact]
  }
  const choices = fields.filter(({ type }) => CHOICES.includes(type))
  const rest = fields.filter(
    (one) => !choices.includes(one) && !isContact(one) && !one.encrypted && one.type !== 'file'
  )
  return [choices, rest, [...names, ...emails, ...phones]]
}

function elementOf(field: Field, key: string): FieldElement {
  const few = field.type === 'select' && (field.options?.length ?? 0) <= 6
  return {
    type: 'field',
    key,
    field: field.key,
    ...(isName(field) && { width: 'half' as const }),
    ...(few && { control: 'buttons' as const }),
  }
}

function requireField(steps: FormStep[], field: string) {
  for (const { elements } of steps)
    for (const element of elements)
      if (element.type === 'field' && element.field === field) element.required = true
}
