import type { LeadView } from '#sdk'
import type { Rule } from '#sdk/rule'
import { type Answers, isField, isUpload } from '#capture/forms/answers'
import { fieldNamed } from '#capture/forms/asked_fields'
import type {
  FieldElement,
  FormDocument,
  FormElement,
  FormStep,
} from '#capture/forms/form_document'
import { acceptChanges } from '#entities/accept_lead'
import { isBlank } from '#entities/clean_text'
import type { AcceptContext, Entity } from '#entities/types'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import { entityRuleSchema } from '#routing/rule_schema'

/** A form with what was answered so far: what of it is shown, and what the shown part says. */
export interface Walk {
  steps: { step: FormStep; visible: boolean; shown: ReadonlySet<string> }[]
  /** Normal forms by field key, of what is shown and can be read. */
  values: Record<string, unknown>
  /** As it was written, by what the element asks for: what a lead is accepted from. */
  input: Record<string, unknown>
  /** The shown element that asks for each. */
  askedBy: Map<string, FieldElement>
}

export interface WalkContext extends AcceptContext {
  /** ms. */
  now: number
  source: string | null
}

const compiled = new WeakMap<Entity, WeakMap<object, CompiledRule<LeadView> | null>>()

/** A rule that does not compile any more hides nothing: its entity was changed after the form was published. */
function ruleOf(entity: Entity, rule: Rule): CompiledRule<LeadView> | null {
  let rules = compiled.get(entity)
  if (!rules) compiled.set(entity, (rules = new WeakMap()))
  const known = rules.get(rule)
  if (known !== undefined) return known
  const made = compileRule(rule, entityRuleSchema(entity))
  const result = made.ok ? made.value : null
  rules.set(rule, result)
  return result
}

/**
 * Goes through a form from its beginning. A rule sees what was answered before it in the order of the document, and only
 * what is shown itself: an answer that is hidden again does not count.
 */
export function walkForm(
  document: FormDocument,
  entity: Entity,
  answers: Answers,
  context: WalkContext
): Walk {
  const walk: Walk = { steps: [], values: {}, input: {}, askedBy: new Map() }
  const holds = (rule: Rule | undefined) =>
    !rule || (ruleOf(entity, rule)?.test(viewOf(entity, walk.values, context), context.now) ?? true)
  for (const step of document.steps) {
    const visible = holds(step.show_when)
    const shown = new Set<string>()
    for (const element of visible ? step.elements : []) {
      if (!holds(element.show_when)) continue
      shown.add(element.key)
      if (isField(element)) take(walk, entity, element, answers, context)
    }
    const asks = step.elements.some((one) => shown.has(one.key) && !isHidden(one))
    // A step with nothing left to show is passed over like one that is hidden itself.
    walk.steps.push({ step, visible: visible && asks, shown })
  }
  return walk
}

const isHidden = (element: FormElement) => isField(element) && element.hidden === true

const viewOf = (
  entity: Entity,
  values: Record<string, unknown>,
  { now, source }: WalkContext
): LeadView => ({
  ...{ id: '', entity: entity.key, values, source, test: false },
  created_at: new Date(now).toISOString(),
})

function take(
  walk: Walk,
  entity: Entity,
  element: FieldElement,
  answers: Answers,
  context: WalkContext
) {
  const found = fieldNamed(entity, element.field)
  if (!found) return
  walk.askedBy.set(element.field, element)
  const answer = answers[element.key]
  if (answer === undefined || isBlank(answer)) return
  const { key } = found.field
  if (isUpload(answer)) {
    const { name, type, size } = answer
    walk.values[key] = { name, type, size, path: null }
    return
  }
  walk.input[element.field] = answer
  const value = normalOf(walk, entity, key, context)
  if (value === undefined) delete walk.values[key]
  else walk.values[key] = value
}

/** Of one field with all its parts that are there so far; undefined: it cannot be read. */
function normalOf(walk: Walk, entity: Entity, key: string, context: WalkContext): unknown {
  const sent = Object.entries(walk.input).filter(
    ([name]) => name === key || name.startsWith(`${key}.`)
  )
  const read = acceptChanges(Object.fromEntries(sent), entity, context.now, context)
  return read.ok ? read.value.values[key] : undefined
}

/** The steps that are shown, in order. */
export const visibleSteps = (walk: Walk) => walk.steps.filter(({ visible }) => visible)
