import {
  type InjectionKey,
  computed,
  inject,
  markRaw,
  nextTick,
  ref,
  shallowRef,
  toRaw,
  watch,
} from 'vue'
import { router, usePage } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { saveOnTop } from '~/config/stale'
import { useWords } from '~/config/words'
import { useEdit } from '~/edit'
import * as history from '~/editor/history'
import { problemsByField } from '~/problem_text'
import { Problem, patchJson, postJson } from '~/request'
import type { SharedProps } from '~/types'
import { describeForm, elementName, stepName } from './describe'
import * as docs from './document'
import type { BuilderProps, EntityField, FormDocument, FormElement, FormProblem } from './types'
import { fieldOf } from './field_look'

interface Kept {
  name: string
  document: FormDocument
}
/** What is looked at on the right: the form itself, a step or an element, by its key. */
export type Selected = { kind: 'form' } | { kind: 'step' | 'element'; key: string }
/** What is dragged: something new, or what is there. */
export type Dragged =
  { kind: 'new'; what: New } | { kind: 'element'; key: string } | { kind: 'step'; key: string }
export type New = { type: 'field'; field: string } | { type: 'text' } | { type: 'consent' }

const CHECK_AFTER_MS = 400
const plain = (value: Kept): Kept => markRaw(JSON.parse(JSON.stringify(toRaw(value))) as Kept)

export function useFormBuilder(props: BuilderProps) {
  const { t } = useI18n({ useScope: 'global' })
  const words = useWords()
  const path = `/forms/${props.form.key}`
  const disabled = computed(() => !usePage<SharedProps>().props.can?.configure)
  const initial = () => ({ name: props.form.name, document: props.form.document })

  let base = String(props.form.revision)
  const edit = useEdit<Kept>({
    key: `form:${props.form.key}`,
    initial,
    async save(value) {
      const done = await saveOnTop<BuilderProps, Kept>(
        base,
        (on) => patchJson(path, { ...value, base: Number(on) }),
        ({ current }) => {
          const { document } = current as unknown as Kept
          return { lines: describeForm(document, value.document, labelOf, words) }
        }
      )
      base = 'saved' in done ? String(done.saved.form.revision) : done.theirs.revision
      router.reload({ only: ['form', 'problems', 'fields'] })
      if ('theirs' in done) return done.theirs.current
      problems.value = done.saved.problems
      return { name: done.saved.form.name, document: done.saved.form.document }
    },
  })

  // Newer props are followed as the edit follows them: not in the middle of a change.
  watch(
    () => props.form.revision,
    (revision) => edit.dirty || (base = String(revision))
  )

  // ---------------------------------------------------------------- the document and its undo

  const steps = shallowRef(history.begin(plain(edit.value)))
  const kept = computed(() => history.present(steps.value))
  const document = computed(() => kept.value.document)
  function go(next: history.History<Kept>) {
    if (next === steps.value) return
    steps.value = next
    edit.value = history.present(next)
  }
  function change(make: (doc: FormDocument) => FormDocument, merge: string | null = null) {
    if (disabled.value) return
    const next = make(document.value)
    if (next === document.value) return
    const value = markRaw({ name: kept.value.name, document: markRaw(next) })
    go(history.record(steps.value, value, { label: '', merge, at: Date.now() }))
  }
  function rename(name: string) {
    const value = markRaw({ name, document: document.value })
    go(history.record(steps.value, value, { label: '', merge: 'name', at: Date.now() }))
  }
  watch(
    () => edit.value,
    (value) => {
      if (toRaw(value) === kept.value) return
      const next = plain(value)
      const same = JSON.stringify(next) === JSON.stringify(kept.value)
      steps.value = same
        ? history.replacePresent(steps.value, next)
        : history.record(steps.value, next, { label: '', at: Date.now() })
    },
    { flush: 'sync' }
  )

  // ---------------------------------------------------------------- what is wrong

  const problems = shallowRef<FormProblem[]>(props.problems)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  async function check() {
    const mine = ++asked
    try {
      const answer = await postJson<{ problems: FormProblem[] }>(`${path}/check`, {
        document: document.value,
      })
      if (mine === asked) problems.value = answer.problems
    } catch (error) {
      // A document that cannot be read at all is told by its places; a lost connection says nothing new.
      if (mine === asked && error instanceof Problem && error.errors.length)
        problems.value = error.errors.map((one) => ({ ...one, level: 'problem' }))
    }
  }
  watch(document, () => {
    if (disabled.value) return
    clearTimeout(timer)
    timer = setTimeout(() => void check(), CHECK_AFTER_MS)
  })
  const textOf = ({ rule, message, subject = '' }: FormProblem) => {
    const key = `capture.form.problem.${rule}`
    if (words.te(key)) return t(key, { subject: /^rule_/.test(rule) ? labelOf(subject) : subject })
    return problemsByField([{ field: '', rule, message }])['']
  }
  const placed = computed(() =>
    problems.value.map((one) => ({
      ...one,
      text: textOf(one),
      place: docs.placeOf(document.value, one.field),
    }))
  )
  const problemsAt = (kind: Selected['kind'], key: string | null) =>
    placed.value.filter(({ place }) => place.kind === kind && place.key === key)

  // ---------------------------------------------------------------- what is chosen, and what is done with it

  const selected = ref<Selected>({ kind: 'form' })
  /** Where there is no room beside: the panel over the page. */
  const panelOpen = ref(false)
  function select(next: Selected) {
    selected.value = next
    panelOpen.value = true
  }
  // What undo took away is not looked at any longer.
  watch(document, (doc) => {
    const now = selected.value
    if (now.kind === 'element' && !docs.findElement(doc, now.key)) selected.value = { kind: 'form' }
    if (now.kind === 'step' && !docs.findStep(doc, now.key)) selected.value = { kind: 'form' }
  })

  const said = ref('')
  const focus = (key: string) =>
    void nextTick(() =>
      globalThis.document.querySelector<HTMLElement>(`[data-part="${key}"]`)?.focus()
    )

  const labelOf = (name: string): string => {
    const { field, part } = fieldOf(props.fields, name)
    if (!field) return name
    return part ? `${field.label} · ${t(`rules.part.${part}`)}` : field.label
  }
  const nameOf = (element: FormElement) => elementName(element, labelOf, words)
  const stepNameOf = (key: string) => {
    const at = document.value.steps.findIndex((one) => one.key === key)
    return at < 0 ? '' : stepName(document.value.steps[at], at, words)
  }

  /** Behind what is chosen, else at the end of the last step. */
  function nextPlace(): docs.Place {
    const now = selected.value
    if (now.kind === 'element') {
      const found = docs.findElement(document.value, now.key)
      if (found) return { step: found.step.key, at: found.at + 1 }
    }
    const step = now.kind === 'step' ? docs.findStep(document.value, now.key) : null
    const last = step ?? document.value.steps.at(-1)!
    return { step: last.key, at: last.elements.length }
  }
  function add(what: New, place = nextPlace()) {
    const key = docs.freeKey(document.value, 'e')
    change((doc) => docs.addElement(doc, newElement(key, what, props.fields), place))
    said.value = t('capture.form.said.added', {
      name: nameOf(newElement(key, what, props.fields)),
      step: stepNameOf(place.step),
    })
    selected.value = { kind: 'element', key }
    return key
  }
  function addStep() {
    change((doc) => docs.addStep(doc))
    const { key } = document.value.steps.at(-1)!
    selected.value = { kind: 'step', key }
    focus(key)
  }
  function move(key: string, place: docs.Place) {
    change((doc) => docs.moveElement(doc, key, place))
    sayPlace(key)
  }
  function nudge(key: string, by: -1 | 1) {
    if (docs.findStep(document.value, key)) {
      const at = document.value.steps.findIndex((one) => one.key === key)
      change((doc) => docs.moveStep(doc, key, at + by))
      said.value = stepNameOf(key)
    } else {
      change((doc) => docs.nudgeElement(doc, key, by))
      sayPlace(key)
    }
    focus(key)
  }
  function sayPlace(key: string) {
    const found = docs.findElement(document.value, key)
    if (!found) return
    said.value = t('capture.form.said.moved', {
      name: nameOf(found.element),
      n: found.at + 1,
      step: stepNameOf(found.step.key),
    })
  }
  function remove(key: string) {
    const found = docs.findElement(document.value, key)
    const next = found && (found.step.elements[found.at + 1] ?? found.step.elements[found.at - 1])
    if (found) change((doc) => docs.removeElement(doc, key))
    else change((doc) => docs.removeStep(doc, key))
    said.value = t('capture.form.said.removed')
    const to = next?.key ?? found?.step.key ?? document.value.steps.at(-1)!.key
    selected.value = { kind: 'form' }
    focus(to)
  }

  return {
    ...{ t, words, path, edit, disabled, document, change, rename, placed, problemsAt, check },
    ...{ selected, select, panelOpen, said, focus, labelOf, nameOf, stepNameOf },
    ...{ add, addStep, move, nudge, remove },
    name: computed(() => kept.value.name),
    fields: computed(() => props.fields),
    profiles: computed(() => props.profiles),
    keptForm: computed(() => props.form),
    /** Of the draft as it was saved last, from here or before. */
    revision: () => Number(base),
    dragged: shallowRef<Dragged | null>(null),
    mark: shallowRef<docs.Place | null>(null),
    canUndo: computed(() => history.canUndo(steps.value)),
    canRedo: computed(() => history.canRedo(steps.value)),
    undo: () => go(history.undo(steps.value)),
    redo: () => go(history.redo(steps.value)),
  }
}

function newElement(key: string, what: New, fields: readonly EntityField[]): FormElement {
  if (what.type === 'text') return { type: 'text', key, text: '' }
  if (what.type === 'consent') return { type: 'consent', key, text: '', required: true }
  const { field } = fieldOf(fields, what.field)
  const few = field?.type === 'select' && (field.options?.length ?? 0) <= 6
  return { type: 'field', key, field: what.field, ...(few && { control: 'buttons' as const }) }
}

export type FormBuilder = ReturnType<typeof useFormBuilder>
export const FORM_BUILDER: InjectionKey<FormBuilder> = Symbol('form builder')
export const useBuilder = () => inject(FORM_BUILDER)!
