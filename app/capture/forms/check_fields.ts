import { type AskedField, askedFields, fieldKeyOf, fieldNamed } from '#capture/forms/asked_fields'
import type { FormProblem } from '#capture/forms/check_form'
import type { FormDocument } from '#capture/forms/form_document'
import { acceptChanges } from '#entities/accept_lead'
import { isBlank } from '#entities/clean_text'
import type { AcceptContext, Entity, Field } from '#entities/types'
import { at } from '#shared/shape'

const CHOICES = ['select', 'multi_select', 'checkbox']
const CONTACT = ['email', 'phone']

/** Fields of the entity as the form asks for them. */
export function checkFields(
  document: FormDocument,
  entity: Entity,
  context: AcceptContext
): FormProblem[] {
  const asked = askedFields(document)
  return [
    ...checkTwice(asked),
    ...asked.flatMap((one) => checkElement(one, entity, context)),
    ...checkRequired(asked, entity),
    ...checkContact(document, asked, entity),
  ]
}

/** A field is asked once; an address whole or by its parts. */
function checkTwice(asked: AskedField[]): FormProblem[] {
  const problems: FormProblem[] = []
  const seen = new Set<string>()
  for (const { element, path } of asked) {
    const { field: name } = element
    const key = fieldKeyOf(name)
    const again =
      seen.has(name) ||
      (key === name ? [...seen].some((one) => fieldKeyOf(one) === key) : seen.has(key))
    seen.add(name)
    if (again)
      problems.push({
        field: at(path, 'field'),
        rule: 'field_twice',
        message: `"${name}" is asked already`,
        level: 'problem',
      })
  }
  return problems
}

function checkElement(
  { element, path }: AskedField,
  entity: Entity,
  context: AcceptContext
): FormProblem[] {
  const problems: FormProblem[] = []
  const say = (
    key: string,
    rule: string,
    message: string,
    level: FormProblem['level'],
    subject?: string
  ) => problems.push({ field: at(path, key), rule, message, level, ...(subject && { subject }) })
  const named = fieldNamed(entity, element.field)
  if (!named) {
    say('field', 'unknown_field', `${entity.name} has no field "${element.field}"`, 'problem')
    return problems
  }
  const { field, part } = named
  if (element.control && !CHOICES.includes(field.type))
    say('control', 'no_choice', `a ${field.type} field is asked in one way`, 'warning')
  for (const option of Object.keys(element.option_labels ?? {}))
    if (field.type !== 'checkbox' && !field.options?.includes(option))
      say(
        'option_labels',
        'unknown_option',
        `"${option}" is no option of the field`,
        'warning',
        option
      )
  if (field.type === 'file' && element.hidden)
    say('hidden', 'hidden_file', 'a file cannot be taken from a hidden field', 'problem')
  if (element.hidden && element.value === undefined && !element.from_query)
    say('hidden', 'hidden_empty', 'it is hidden and has no value: nothing will be sent', 'warning')
  const wrong = part ? null : valueProblem(element.value, field, entity, context)
  if (wrong) say('value', 'unreadable_value', wrong, 'problem')
  return problems
}

/** Whether what a field begins with can be read as its type. */
function valueProblem(
  value: string | undefined,
  field: Field,
  entity: Entity,
  context: AcceptContext
): string | null {
  if (value === undefined || isBlank(value)) return null
  if (field.type === 'file') return 'a file has no value to begin with'
  if (['today', 'now'].includes(value) && ['date', 'datetime'].includes(field.type)) return null
  const alone = { ...entity, fields: [{ ...field, label: 'the value', required: false }] }
  const given = field.type === 'multi_select' ? value.split(',').map((one) => one.trim()) : value
  const read = acceptChanges({ [field.key]: given }, alone, 0, context)
  return read.ok ? null : read.problem[0].message
}

/** What the entity requires has to come with every lead, else all of them are refused. */
function checkRequired(asked: AskedField[], entity: Entity): FormProblem[] {
  const problems: FormProblem[] = []
  for (const field of entity.fields) {
    if (!field.required || !isBlank(field.default)) continue
    const here = asked.filter(({ element }) => fieldKeyOf(element.field) === field.key)
    if (here.length === 0) {
      const message = `"${field.label}" is required of every ${entity.name} and is not asked`
      problems.push({
        field: 'steps',
        rule: 'required_missing',
        message,
        level: 'problem',
        subject: field.label,
      })
    }
    if (here.length > 0 && here.every(({ conditional }) => conditional)) {
      const message = `"${field.label}" is required of every ${entity.name}: whoever does not see it could not send the form`
      const path = at(here[0].path, 'show_when')
      problems.push({
        field: path,
        rule: 'required_conditional',
        message,
        level: 'problem',
        subject: field.label,
      })
    }
    for (const { element, path } of here) {
      const whole = element.field === field.key
      if (element.required === false && whole) {
        const message = `"${field.label}" is required of every ${entity.name}`
        problems.push({
          field: at(path, 'required'),
          rule: 'required_optional',
          message,
          level: 'problem',
        })
      }
      if (element.hidden && isBlank(element.value)) {
        const message = `"${field.label}" is required and hidden: without its parameter the form cannot be sent`
        const level = element.from_query ? 'warning' : 'problem'
        problems.push({ field: at(path, 'hidden'), rule: 'required_hidden', message, level })
      }
    }
  }
  return problems
}

/** What needs somebody to write to, and what should be agreed to by them. */
function checkContact(document: FormDocument, asked: AskedField[], entity: Entity): FormProblem[] {
  const problems: FormProblem[] = []
  const contact = asked.some(({ element }) =>
    CONTACT.includes(fieldNamed(entity, element.field)?.field.type ?? '')
  )
  const consents = document.steps.some(({ elements }) =>
    elements.some(({ type }) => type === 'consent')
  )
  if (contact && !consents)
    problems.push({
      field: 'steps',
      rule: 'no_consent',
      message: 'it asks how to reach somebody, and for no consent',
      level: 'warning',
    })
  if (document.partial && !contact)
    problems.push({
      field: 'partial',
      rule: 'partial_without_contact',
      message: 'only what has an e-mail address or a phone number is kept unfinished',
      level: 'warning',
    })
  return problems
}
