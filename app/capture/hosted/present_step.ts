import type { AnswerProblem } from '#capture/forms/check_answers'
import type { FormElement } from '#capture/forms/form_document'
import { HOSTED_WORDS } from '#capture/forms/hosted_words'
import { liveRule } from '#capture/forms/live_rule'
import { blocksOf, inlines } from '#capture/forms/rich_text'
import { type Walk, visibleSteps, walkForm } from '#capture/forms/walk_form'
import { challengeFor } from '#capture/hosted/guard'
import { asksForContact } from '#capture/hosted/partials'
import { type DrawnInput, presentInputs } from '#capture/hosted/present_element'
import { type SiteForm, contextOf } from '#capture/hosted/site_form'
import { type Visit, sealVisit } from '#capture/hosted/visit'

export interface Showing {
  step: string
  problems: readonly AnswerProblem[]
  note?: 'quick' | 'many'
}

/** One step as it is drawn: everything a page of it says and asks. */
export async function presentStep(of: SiteForm, visit: Visit, showing: Showing, now: number) {
  const { document, form } = of
  const words = HOSTED_WORDS[document.language]
  const walk = walkForm(document, of.entity, visit.answers, contextOf(of, now))
  const steps = visibleSteps(walk)
  const at = walk.steps.findIndex(({ step }) => step.key === showing.step)
  const { step, shown } = walk.steps[at]!
  const place = Math.max(
    0,
    steps.findIndex((one) => one.step === step)
  )
  const last = place === steps.length - 1
  const drawn = step.elements
    .filter((one) => one.type !== 'field' || !one.hidden)
    .map((one) => presentElement(of, visit, walk, at, one, showing.problems))
  const inputs = drawn.flatMap((one) => one.inputs)
  return {
    words,
    title: place === 0 ? (document.title ?? form.name) : '',
    intro: place === 0 && document.intro ? blocksOf(document.intro) : [],
    heading: step.title ?? '',
    text: step.intro ? blocksOf(step.intro) : [],
    progress: progressOf(of, steps, place),
    note: showing.note ? words[showing.note] : '',
    wrong: listOfProblems(drawn),
    multipart: inputs.some(({ control }) => control === 'file'),
    sealed: sealVisit(form.id, visit),
    step: step.key,
    shown: [...shown].join(','),
    elements: drawn,
    back: place > 0,
    button: step.button ?? (last ? (document.submit ?? words.submit) : words.next),
    kept: !of.preview && document.partial && asksForContact(of, step.key) ? words.partial : '',
    work: of.preview ? '' : JSON.stringify(await challengeFor(of, visit)),
  }
}
export type DrawnStep = Awaited<ReturnType<typeof presentStep>>

function progressOf({ document }: SiteForm, steps: Walk['steps'], place: number) {
  const kind = document.look?.progress ?? 'bar'
  if (kind === 'none' || steps.length < 2) return null
  const words = HOSTED_WORDS[document.language]
  return {
    kind,
    label: words.step(place + 1, steps.length),
    at: place + 1,
    of: steps.length,
    names: steps.map(({ step }, i) => ({
      ...{ name: step.title ?? String(i + 1), now: i === place, done: i < place },
    })),
  }
}

interface DrawnElement {
  type: FormElement['type']
  key: string
  half: boolean
  /** It is not shown now, and may be as soon as an answer of this step changes. */
  off: boolean
  when: string
  legend: string
  help: string
  required: boolean
  heading: string
  blocks: ReturnType<typeof blocksOf>
  words: ReturnType<typeof inlines>
  inputs: DrawnInput[]
  ticked: boolean
  problem: string
}

function presentElement(
  of: SiteForm,
  visit: Visit,
  walk: Walk,
  at: number,
  element: FormElement,
  problems: readonly AnswerProblem[]
): DrawnElement {
  const { document, entity, account } = of
  const words = HOSTED_WORDS[document.language]
  const { shown } = walk.steps[at]!
  const { language } = document
  const found = problems.find((one) => one.element === element.key)
  const drawing = { entity, words, language, currency: account.currency, problems }
  const answer = visit.answers[element.key]
  const inputs = element.type === 'field' ? presentInputs(element, answer, drawing) : []
  return {
    ...{ type: element.type, key: element.key, off: !shown.has(element.key) },
    half: element.type === 'field' && element.width === 'half',
    when: whenOf(of, visit, at, element),
    legend: inputs.length > 1 && element.type === 'field' ? legendOf(of, element) : '',
    help: element.type === 'field' ? (element.help ?? '') : '',
    required: element.type === 'consent' ? element.required : false,
    heading: element.type === 'text' ? (element.heading ?? '') : '',
    blocks: element.type === 'text' ? blocksOf(element.text) : [],
    words: element.type === 'consent' ? inlines(element.text) : [],
    inputs,
    ticked: answer === 'yes',
    problem: found && element.type === 'consent' ? words.problem(found.rule) : '',
  }
}

/** What decides about an element while its step is filled in, by what was answered before the step. */
function whenOf(of: SiteForm, visit: Visit, at: number, element: FormElement): string {
  if (!element.show_when) return ''
  const now = Date.now()
  const rest = { ...of.document, steps: of.document.steps.slice(0, at) }
  const { values } = walkForm(rest, of.entity, visit.answers, contextOf(of, now))
  const step = of.document.steps[at]!
  return JSON.stringify(liveRule(element.show_when, element, step, of.entity, values, now))
}

const legendOf = ({ entity }: SiteForm, element: { field: string; label?: string }) =>
  element.label ?? entity.fields.find(({ key }) => key === element.field)?.label ?? ''

const MOST_LABEL = 60
/** A consent has whole sentences: enough of them to know which it is. */
const shortened = (text: string) =>
  text.length > MOST_LABEL ? `${text.slice(0, MOST_LABEL).toWellFormed().trimEnd()}…` : text

/** Said at the top, with a link to each. */
const listOfProblems = (elements: DrawnElement[]) =>
  elements.flatMap(({ inputs, problem, key, words }) => [
    ...inputs
      .filter((one) => one.problem)
      .map((one) => ({ id: one.options[0]?.id || one.id, label: one.label, text: one.problem })),
    ...(problem
      ? [
          {
            id: `e-${key}`,
            label: shortened(words.map(({ text }) => text).join('')),
            text: problem,
          },
        ]
      : []),
  ])
