import { type Answers, isConsent, isField, isUpload } from '#capture/forms/answers'
import { fieldNamed } from '#capture/forms/asked_fields'
import type { FieldElement, FormElement } from '#capture/forms/form_document'
import type { Walk, WalkContext } from '#capture/forms/walk_form'
import { acceptChanges } from '#entities/accept_lead'
import { isBlank } from '#entities/clean_text'
import type { Entity } from '#entities/types'

/** What is wrong with the answer to an element, by the rule it breaks. `part` of an address that is asked as a whole. */
export interface AnswerProblem {
  element: string
  rule: string
  part?: string
}

/** A field its entity requires is required wherever it is shown, whatever the element says. */
export function isRequired(entity: Entity, element: FieldElement): boolean {
  const found = fieldNamed(entity, element.field)
  if (!found) return false
  if (found.part === null && found.field.required) return true
  return element.required ?? false
}

const isEmpty = (answer: unknown): boolean =>
  isBlank(answer) ||
  (typeof answer === 'object' && !Array.isArray(answer) && Object.values(answer!).every(isBlank))

/** What keeps one step from being left: of its shown elements alone, each by the entity's own reading. */
export function checkStep(
  { elements, shown }: { elements: readonly FormElement[]; shown: ReadonlySet<string> },
  entity: Entity,
  answers: Answers,
  context: WalkContext
): AnswerProblem[] {
  const problems: AnswerProblem[] = []
  for (const element of elements) {
    if (!shown.has(element.key)) continue
    const answer = answers[element.key]
    if (isConsent(element) && element.required && answer !== 'yes')
      problems.push({ element: element.key, rule: 'consent' })
    if (!isField(element) || element.hidden) continue
    const found = fieldNamed(entity, element.field)
    if (!found) continue
    const needed = isRequired(entity, element)
    const unticked = found.field.type === 'checkbox' && !element.control && answer === 'no'
    if (isEmpty(answer) || (unticked && needed && element.required)) {
      if (needed) problems.push({ element: element.key, rule: 'required' })
      continue
    }
    if (isUpload(answer)) continue
    const read = acceptChanges({ [element.field]: answer }, entity, context.now, context)
    for (const { field, rule } of read.ok ? [] : read.problem) {
      // What the other parts of an address still lack is not this element's.
      if (rule === 'required') continue
      const part = field.startsWith(`${element.field}.`) && field.slice(element.field.length + 1)
      problems.push({ element: element.key, rule, ...(part && { part }) })
    }
  }
  return problems
}

/**
 * The entity as this form can satisfy it: a field it asks for and does not show is not required, one it shows and
 * requires is.
 */
export function entityForForm(entity: Entity, asks: ReadonlySet<string>, walk: Walk): Entity {
  const shown = new Map<string, boolean>()
  for (const [name, element] of walk.askedBy) {
    const found = fieldNamed(entity, element.field)
    if (found) shown.set(found.field.key, found.part === null && isRequired(entity, element))
    else shown.set(name, false)
  }
  const fields = entity.fields.map((field) => {
    if (!asks.has(field.key)) return field
    const required = shown.has(field.key) && (field.required || shown.get(field.key)!)
    return required === field.required ? field : { ...field, required }
  })
  return { ...entity, fields }
}

/** Keys of the fields a document asks for at all. */
export const asksFor = (elements: readonly FormElement[], entity: Entity): ReadonlySet<string> =>
  new Set(elements.filter(isField).flatMap((one) => fieldNamed(entity, one.field)?.field.key ?? []))
