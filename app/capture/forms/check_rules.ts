import { type AskedField, askedFields, fieldKeyOf } from '#capture/forms/asked_fields'
import type { FormProblem } from '#capture/forms/check_form'
import type { FormDocument } from '#capture/forms/form_document'
import type { Entity } from '#entities/types'
import { compileRule } from '#routing/compile_rule'
import { entityRuleSchema } from '#routing/rule_schema'
import type { Rule } from '#sdk/rule'
import { at } from '#shared/shape'

/** A place a rule stands at: the values it may ask for are those asked before. */
interface Place {
  rule: Rule
  path: string
  step: number
  /** Position in the step; -1 is the step itself. */
  place: number
}

/** Rules are read by the one grammar, and ask only for what whoever fills in the form has been asked before. */
export function checkRules(document: FormDocument, entity: Entity): FormProblem[] {
  const schema = entityRuleSchema(entity)
  const asked = askedFields(document)
  return placesOf(document).flatMap((place): FormProblem[] => {
    const compiled = compileRule(place.rule, schema, place.path)
    if (!compiled.ok)
      return compiled.problem.map((one) => ({ ...one, rule: ruleOf(one.rule), level: 'problem' }))
    return compiled.value.fields.flatMap((name) => notAsked(name, place, asked) ?? [])
  })
}

/** A rule that is not finished is said as one: the rule's own editor says what is missing. */
const ruleOf = (rule: string) => (rule === 'unknown_field' ? 'rule_unknown_field' : 'rule_invalid')

function notAsked(
  name: string,
  { path, step, place }: Place,
  asked: AskedField[]
): FormProblem | null {
  const key = fieldKeyOf(name)
  const found = asked.filter(
    ({ element }) => element.field === name || element.field === key || keyOnly(element.field, name)
  )
  if (found.length === 0) {
    const message = `"${name}" is not asked in this form`
    return { field: path, rule: 'rule_not_asked', message, level: 'problem', subject: name }
  }
  // What is hidden is known from the start.
  const known = found.some(
    (one) =>
      (one.element.hidden && (one.step !== step || one.place !== place)) ||
      one.step < step ||
      (one.step === step && one.place < place)
  )
  if (known) return null
  const message = `"${name}" is asked only later`
  return { field: path, rule: 'rule_asked_later', message, level: 'problem', subject: name }
}

/** A rule on the whole address may lean on any part of it. */
const keyOnly = (asked: string, name: string) => !name.includes('.') && fieldKeyOf(asked) === name

function placesOf(document: FormDocument): Place[] {
  const places: Place[] = []
  for (const [step, one] of document.steps.entries()) {
    const here = at('steps', step)
    if (one.show_when)
      places.push({ rule: one.show_when, path: at(here, 'show_when'), step, place: -1 })
    for (const [place, { show_when: rule }] of one.elements.entries()) {
      const path = at(at(at(here, 'elements'), place), 'show_when')
      if (rule) places.push({ rule, path, step, place })
    }
  }
  return places
}
