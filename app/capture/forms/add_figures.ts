import type { FormDocument } from '#capture/forms/form_document'

/** What is counted of a form as a whole, and `step` of each step: how many reached it. */
export const FIGURE_NAMES = [
  ...(['view', 'start', 'step', 'submit', 'lead', 'confirmed', 'partial', 'refused'] as const),
] as const
export type FigureName = (typeof FIGURE_NAMES)[number]

/** A line of `form_figures`; `step` is '' for the form as a whole. */
export interface FigureRow {
  version: number
  /** Local date of the account. */
  day: string
  step: string
  name: string
  count: number
}

export type FormSums = Record<FigureName, number>
const nothing = (): FormSums =>
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, 0])) as FormSums

/** Sums of the form as a whole. */
export function addWhole(rows: readonly FigureRow[]): FormSums {
  const sums = nothing()
  for (const { step, name, count } of rows)
    if (step === '' && name in sums) sums[name as FigureName] += count
  return sums
}

export interface StepSums {
  key: string
  title: string
  reached: number
  left: number
}

/**
 * How many reached each step of a document, and how many of them came no further: to no later step, and not to sending it.
 * The first is reached by whoever sees the form. A step that is shown by a rule may be passed over by most.
 */
export function addSteps(rows: readonly FigureRow[], document: FormDocument): StepSums[] {
  const whole = addWhole(rows)
  const reachedAt = document.steps.map(({ key }, i) => {
    const counted = rows.filter(({ step, name }) => step === key && name === 'step')
    return Math.max(
      i === 0 ? whole.view : 0,
      counted.reduce((sum, { count }) => sum + count, 0)
    )
  })
  return document.steps.map(({ key, title }, i) => {
    const further = Math.max(whole.submit, ...reachedAt.slice(i + 1))
    const reached = reachedAt[i]
    return { key, title: title?.trim() ?? '', reached, left: Math.max(0, reached - further) }
  })
}

/** Views, starts and submits of each day of a span, also of those with none. */
export function addDays(rows: readonly FigureRow[], days: readonly string[]) {
  const byDay = new Map(days.map((day) => [day, { day, view: 0, start: 0, submit: 0 }]))
  for (const { day, step, name, count } of rows) {
    const sums = byDay.get(day)
    if (sums && step === '' && (name === 'view' || name === 'start' || name === 'submit'))
      sums[name] += count
  }
  return [...byDay.values()]
}
