/*
 * Every edit of a form as a pure function: a document in, a new document out, nothing of the old one changed. What is not
 * touched is shared with it, so that undo is a list of documents.
 */
import type { EntityField, FormDocument, FormElement, FormStep } from './types.js'

type Doc = FormDocument

/** A place between the elements of a step: before the one at `at`, or behind the last. */
export interface Place {
  step: string
  at: number
}

export interface Found {
  step: FormStep
  at: number
  element: FormElement
}

export function findElement(doc: Doc, key: string): Found | null {
  for (const step of doc.steps) {
    const at = step.elements.findIndex((one) => one.key === key)
    if (at >= 0) return { step, at, element: step.elements[at] }
  }
  return null
}

export const findStep = (doc: Doc, key: string): FormStep | null =>
  doc.steps.find((one) => one.key === key) ?? null

/** `e1`, `e2`, …: the first number above all there are, so that a key that was deleted does not come back. */
export function freeKey(doc: Doc, letter: 's' | 'e'): string {
  const keys = doc.steps.flatMap((step) => [step.key, ...step.elements.map(({ key }) => key)])
  const numbers = keys.map((key) => Number(/^[a-z](\d+)$/.exec(key)?.[1] ?? 0))
  return `${letter}${Math.max(0, ...numbers) + 1}`
}

const withStep = (doc: Doc, key: string, map: (step: FormStep) => FormStep): Doc => ({
  ...doc,
  steps: doc.steps.map((step) => (step.key === key ? map(step) : step)),
})

export function addElement(doc: Doc, element: FormElement, { step, at }: Place): Doc {
  if (!findStep(doc, step) || findElement(doc, element.key)) return doc
  return withStep(doc, step, (one) => ({
    ...one,
    elements: one.elements.toSpliced(Math.max(0, at), 0, element),
  }))
}

/** Moves an element to a place as it is counted before it is taken out. */
export function moveElement(doc: Doc, key: string, place: Place): Doc {
  const found = findElement(doc, key)
  if (!found || !findStep(doc, place.step)) return doc
  const same = found.step.key === place.step
  const at = same && found.at < place.at ? place.at - 1 : place.at
  if (same && at === found.at) return doc
  return addElement(removeElement(doc, key), found.element, { step: place.step, at })
}

/** One place up or down, on into the step before or after. */
export function nudgeElement(doc: Doc, key: string, by: -1 | 1): Doc {
  const found = findElement(doc, key)
  if (!found) return doc
  const to = found.at + by
  if (to >= 0 && to < found.step.elements.length)
    return moveElement(doc, key, { step: found.step.key, at: by === 1 ? to + 1 : to })
  const next = doc.steps[doc.steps.indexOf(found.step) + by]
  if (!next) return doc
  return moveElement(doc, key, { step: next.key, at: by === 1 ? 0 : next.elements.length })
}

export function removeElement(doc: Doc, key: string): Doc {
  const found = findElement(doc, key)
  if (!found) return doc
  return withStep(doc, found.step.key, (one) => ({
    ...one,
    elements: one.elements.toSpliced(found.at, 1),
  }))
}

/** What is undefined, null or an empty text is taken out: an absent setting has its default. `keep`: but for these. */
export function changed<T extends object>(one: T, change: object, keep: readonly string[] = []): T {
  const next = { ...one, ...change } as Record<string, unknown>
  for (const [name, value] of Object.entries(change)) {
    const empty = value === undefined || value === null || value === ''
    if (empty && !keep.includes(name)) delete next[name]
    else if (empty) next[name] = ''
  }
  return next as T
}

/** The text of an element is always there, if only empty. */
const ALWAYS = ['text', 'title', 'url', 'subject', 'button', 'field']

export function updateElement(doc: Doc, key: string, change: object): Doc {
  const found = findElement(doc, key)
  if (!found) return doc
  const keep = found.element.type === 'field' ? [] : ALWAYS
  const element = changed(found.element, change, keep)
  return withStep(doc, found.step.key, (one) => ({
    ...one,
    elements: one.elements.with(found.at, element),
  }))
}

/** An element like it, behind it. A field is asked once: it has no double. */
export function duplicateElement(doc: Doc, key: string): Doc {
  const found = findElement(doc, key)
  if (!found || found.element.type === 'field') return doc
  const copy = { ...found.element, key: freeKey(doc, 'e') }
  return addElement(doc, copy, { step: found.step.key, at: found.at + 1 })
}

export function addStep(doc: Doc, at = doc.steps.length): Doc {
  const step: FormStep = { key: freeKey(doc, 's'), elements: [] }
  return { ...doc, steps: doc.steps.toSpliced(at, 0, step) }
}

export function moveStep(doc: Doc, key: string, to: number): Doc {
  const from = doc.steps.findIndex((one) => one.key === key)
  if (from < 0 || to < 0 || to >= doc.steps.length || from === to) return doc
  const rest = doc.steps.toSpliced(from, 1)
  return { ...doc, steps: rest.toSpliced(to, 0, doc.steps[from]) }
}

/** Takes a step out with what is in it; the last one stays. */
export const removeStep = (doc: Doc, key: string): Doc =>
  doc.steps.length < 2 || !findStep(doc, key)
    ? doc
    : { ...doc, steps: doc.steps.filter((one) => one.key !== key) }

export const updateStep = (doc: Doc, key: string, change: object): Doc =>
  findStep(doc, key) ? withStep(doc, key, (one) => changed(one, change)) : doc

export const updateForm = (doc: Doc, change: object): Doc => changed(doc, change)

/** Names of the fields that are asked, in order: `email`, `home.city`. */
export const askedFields = (doc: Doc): string[] =>
  doc.steps.flatMap(({ elements }) =>
    elements.flatMap((one) => (one.type === 'field' ? [one.field] : []))
  )

/** Fields of the entity that are not asked yet. An address of which a part is asked counts as asked. */
export function freeFields(doc: Doc, fields: readonly EntityField[]): EntityField[] {
  const asked = new Set(askedFields(doc).map((name) => name.split('.', 1)[0]))
  return fields.filter(({ key }) => !asked.has(key))
}

/** Fields that are asked before a step or an element, or are hidden: what its rule may look at. */
export function fieldsBefore(doc: Doc, key: string): string[] {
  const before: string[] = []
  let passed = false
  for (const step of doc.steps) {
    if (step.key === key) passed = true
    for (const element of step.elements) {
      if (element.key === key) passed = true
      if (element.type !== 'field' || element.key === key) continue
      if (!passed || element.hidden) before.push(element.field)
    }
  }
  return before
}

/** Where a problem stands: `steps[0].elements[2].field` is the third element of the first step. */
export interface ProblemPlace {
  kind: 'element' | 'step' | 'form'
  key: string | null
  /** What of it: `field`, `show_when`. */
  setting: string
}

export function placeOf(doc: Doc, path: string): ProblemPlace {
  const element = /^(?:document\.)?steps\[(\d+)\]\.elements\[(\d+)\]\.?(.*)$/.exec(path)
  if (element) {
    const found = doc.steps[Number(element[1])]?.elements[Number(element[2])]
    if (found) return { kind: 'element', key: found.key, setting: element[3] }
  }
  const step = /^(?:document\.)?steps\[(\d+)\]\.?(.*)$/.exec(path)
  const found = step && doc.steps[Number(step[1])]
  if (step && found) return { kind: 'step', key: found.key, setting: step[2] }
  return { kind: 'form', key: null, setting: path.replace(/^document\./, '') }
}
