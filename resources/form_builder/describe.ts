/* What differs between two documents of a form, as people say it. */
import type { ChangeLine, Words } from '../config/describe_changes.js'
import type { FormDocument, FormElement, FormStep } from './types.js'

type Doc = Pick<FormDocument, 'steps'> & Partial<FormDocument>
type Labels = (field: string) => string

const MAX_TEXT = 80
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const short = (text: string) =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1).trimEnd()}…` : text

function said(value: unknown, { t }: Words): string | undefined {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'string' || typeof value === 'number') return short(String(value))
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return short(value.join(', '))
  return undefined
}

export function elementName(element: FormElement, labels: Labels, { t }: Words): string {
  if (element.type === 'field') return element.label?.trim() || labels(element.field)
  const text = element.type === 'text' && element.heading ? element.heading : element.text
  const kind = t(`capture.form.element.${element.type}`)
  return text.trim() ? `${kind}: ${short(text.trim()).slice(0, 40)}` : kind
}

export const stepName = (step: FormStep, at: number, { t }: Words): string =>
  step.title?.trim()
    ? t('capture.form.step_named', { n: at + 1, title: step.title.trim() })
    : t('capture.form.step_n', { n: at + 1 })

/** Settings of one thing that differ, a line each. */
function settings(before: object, after: object, of: string | null, words: Words): ChangeLine[] {
  const [from, to] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return names
    .filter((name) => !['steps', 'elements', 'key', 'schema', 'type'].includes(name))
    .filter((name) => !same(from[name], to[name]))
    .map((name): ChangeLine => {
      const setting = words.t(`capture.form.set.${name}`)
      const [was, is] = [said(from[name], words), said(to[name], words)]
      return {
        kind: from[name] === undefined ? 'add' : to[name] === undefined ? 'remove' : 'change',
        what: of ? words.t('capture.form.change.of', { setting, of }) : setting,
        ...(was !== undefined && { from: was }),
        ...(is !== undefined && { to: is }),
      }
    })
}

const elementsOf = (doc: Doc) =>
  doc.steps.flatMap((step, i) => step.elements.map((element) => ({ element, step, i })))

/** `labels`: what the entity calls a field. */
export function describeForm(before: Doc, after: Doc, labels: Labels, words: Words): ChangeLine[] {
  const { t } = words
  const lines: ChangeLine[] = []
  const [olds, news] = [elementsOf(before), elementsOf(after)]
  const stepOf = (doc: Doc, key: string) => doc.steps.findIndex((one) => one.key === key)
  for (const [i, step] of before.steps.entries())
    if (stepOf(after, step.key) < 0) lines.push({ kind: 'remove', what: stepName(step, i, words) })
  for (const [i, step] of after.steps.entries()) {
    const was = before.steps.find((one) => one.key === step.key)
    if (was) lines.push(...settings(was, step, stepName(step, i, words), words))
    else lines.push({ kind: 'add', what: stepName(step, i, words) })
  }
  for (const { element } of olds)
    if (!news.some((one) => one.element.key === element.key))
      lines.push({ kind: 'remove', what: elementName(element, labels, words) })
  for (const { element, step, i } of news) {
    const was = olds.find((one) => one.element.key === element.key)
    const name = elementName(element, labels, words)
    if (!was) {
      lines.push({ kind: 'add', what: name, to: stepName(step, i, words) })
      continue
    }
    if (was.step.key !== step.key) {
      const from = stepName(was.step, was.i, words)
      const what = t('capture.form.change.moved', { name })
      lines.push({ kind: 'change', what, from, to: stepName(step, i, words) })
    }
    lines.push(...settings(was.element, element, name, words))
  }
  if (reordered(before, after)) lines.push({ kind: 'change', what: t('capture.form.change.order') })
  return [...lines, ...settings(before, after, null, words)]
}

/** What is in both stands in another order. */
function reordered(before: Doc, after: Doc): boolean {
  const order = (doc: Doc, other: Doc) => {
    const there = new Map(elementsOf(other).map(({ element, step }) => [element.key, step.key]))
    const stayed = elementsOf(doc).filter(
      ({ element, step }) => there.get(element.key) === step.key
    )
    const steps = doc.steps.filter(({ key }) => other.steps.some((one) => one.key === key))
    const byStep = (key: string) =>
      stayed.filter(({ step }) => step.key === key).map(({ element }) => element.key)
    return {
      steps: steps.map(({ key }) => key),
      elements: Object.fromEntries(
        steps.map(({ key }) => [key, byStep(key)]).sort(([a], [b]) => (a < b ? -1 : 1))
      ),
    }
  }
  return !same(order(before, after), order(after, before))
}
