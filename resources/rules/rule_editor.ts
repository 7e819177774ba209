/*
 * The state of one rule builder: the tree, what was undone, where the focus is, and every edit with its announcement.
 */
import { type InjectionKey, computed, inject, nextTick, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '~/format'
import { describeCondition } from './describe_rule.js'
import { lintRule } from './lint_rule.js'
import { carryValue, firstOperator, valueKind } from './operators.js'
import {
  type ConditionNode,
  type Direction,
  type GroupNode,
  type RuleNode,
  changeNode,
  duplicateNode,
  insertAt,
  insertBehind,
  moveNode,
  newCondition,
  newGroup,
  pathsOf,
  placeOf,
  readRule,
  removeNode,
  rowOf,
  rowsOf,
  unwrapNode,
  wrapNode,
  writeRule,
} from './rule_tree.js'
import type { Rule, RuleField, Translate, Verdict } from './types.js'

export interface EditorInput {
  rule(): Rule | null
  fields(): readonly RuleField[]
  /** Problems of the last save, by path below the rule. */
  errors(): Record<string, string>
  disabled(): boolean
  emit(rule: Rule | null): void
  /** The element the rows are in. */
  element(): HTMLElement | null
}

export type RuleEditor = ReturnType<typeof useRuleEditor>
export const RULE_EDITOR: InjectionKey<RuleEditor> = Symbol('rule editor')
export const useEditor = () => inject(RULE_EDITOR)!

const MAX_HISTORY = 100
/** Typing within this time is one step to undo. */
const TYPING_MS = 1500

export function useRuleEditor(input: EditorInput) {
  const { t: translate, locale } = useI18n({ useScope: 'global' })
  const { zone } = useFormat()
  const t = translate as Translate
  const manner = computed(() => ({ locale: locale.value, timeZone: zone() }))

  const root = shallowRef<GroupNode>(readRule(input.rule()))
  const past = shallowRef<GroupNode[]>([])
  const future = shallowRef<GroupNode[]>([])
  const active = ref<number | null>(null)
  const said = ref('')
  let emitted = JSON.stringify(input.rule())
  let typing = { key: '', at: 0 }

  watch(input.rule, (rule) => {
    const text = JSON.stringify(rule)
    if (text === emitted) return
    emitted = text
    root.value = readRule(rule)
    past.value = future.value = []
  })

  const byKey = computed(() => new Map(input.fields().map((field) => [field.key, field])))
  const paths = computed(() => pathsOf(root.value))
  const rows = computed(() => rowsOf(root.value).slice(1))
  const warnings = computed(() =>
    Map.groupBy(lintRule(root.value, input.fields(), t, manner.value), ({ id }) => id)
  )
  const errors = computed(() => {
    const found = new Map<number, string[]>()
    for (const [field, message] of Object.entries(input.errors())) {
      const id = placeOf(paths.value, field)?.id ?? root.value.id
      found.set(id, [...(found.get(id) ?? []), message])
    }
    return found
  })

  // ---------------------------------------------------------------- changing

  function put(next: GroupNode) {
    root.value = next
    const rule = writeRule(next)
    emitted = JSON.stringify(rule)
    input.emit(rule)
  }

  function change(next: GroupNode, step = '') {
    if (next === root.value || input.disabled()) return
    const now = Date.now()
    const goesOn = step !== '' && step === typing.key && now - typing.at < TYPING_MS
    if (!goesOn) past.value = [...past.value, root.value].slice(-MAX_HISTORY)
    typing = { key: step, at: now }
    future.value = []
    put(next)
  }

  function turn(from: typeof past, to: typeof past, word: string) {
    const next = from.value.at(-1)
    if (!next) return
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, root.value]
    put(next)
    say(word)
    if (active.value !== null) void focus(active.value)
  }

  const say = (key: string, values: Record<string, unknown> = {}) => {
    said.value = ''
    // The same words again are only read out when they were gone in between.
    void nextTick(() => (said.value = t(`rules.said.${key}`, values)))
  }

  async function focus(id: number | null, control = false) {
    const target =
      id !== null && rowOf(root.value, id) && id !== root.value.id
        ? id
        : (rows.value[0]?.node.id ?? null)
    active.value = target
    await nextTick()
    const row = input.element()?.querySelector<HTMLElement>(`[data-row="${target}"]`)
    const first = control ? row?.querySelector<HTMLElement>('[data-edit] :is(button, input)') : null
    const place = first ?? row ?? input.element()?.querySelector<HTMLElement>('[data-add]')
    place?.focus()
  }

  /** "State is one of CA" or "any of these": how a part is called when it is spoken of. */
  function nameOf(node: RuleNode): string {
    if (node.kind === 'group') return t(`rules.mode.${modeOf(node)}`)
    const pieces = describeCondition(node, byKey.value, t, manner.value)
    const text = pieces.map((piece) => piece.text).join(' ')
    return node.negated ? `${t('rules.word.not')} (${text})` : text
  }

  // ---------------------------------------------------------------- edits

  /** Lines nobody has left yet since they were made: what they lack is no mistake so far. */
  const fresh = ref(new Set<number>())
  function blank() {
    const node = newCondition('', 'equals', '')
    fresh.value.add(node.id)
    return node
  }

  function addCondition(beside: number | null = null, behind = false) {
    const node = blank()
    const at = beside ?? root.value.id
    change(behind ? insertBehind(root.value, at, node) : insertAt(root.value, at, node))
    say('added')
    void focus(node.id, true)
  }

  function addGroup(beside: number | null = null, behind = false) {
    const node = blank()
    const at = beside ?? root.value.id
    const row = rowOf(root.value, at)
    const around = behind ? row?.parent : row?.node.kind === 'group' ? row.node : row?.parent
    const group = newGroup((around ?? root.value).mode === 'all' ? 'any' : 'all', [node])
    change(behind ? insertBehind(root.value, at, group) : insertAt(root.value, at, group))
    say('addedGroup', { mode: nameOf(group) })
    void focus(node.id, true)
  }

  function remove(id: number) {
    const before = rows.value
    const at = before.findIndex(({ node }) => node.id === id)
    const { node } = before[at]
    change(removeNode(root.value, id))
    say('removed', { what: nameOf(node) })
    const left = new Set(rows.value.map((row) => row.node.id))
    const next = [...before.slice(at + 1), ...before.slice(0, at).reverse()]
    void focus(next.find((row) => left.has(row.node.id))?.node.id ?? null)
  }

  function move(id: number, direction: Direction) {
    const next = moveNode(root.value, id, direction)
    if (next === root.value) return say('stays')
    change(next)
    const { index, parent } = rowOf(next, id)!
    say('moved', {
      at: index + 1,
      of: parent!.children.length,
      mode: nameOf(parent!),
    })
    void focus(id)
  }

  function duplicate(id: number) {
    const copy = duplicateNode(root.value, id)
    change(copy.root)
    say('duplicated')
    void focus(copy.id)
  }

  function wrap(id: number) {
    const wrapped = wrapNode(root.value, id)
    change(wrapped.root)
    const group = rowOf(wrapped.root, wrapped.id)?.node
    say('wrapped', { mode: group ? nameOf(group) : '' })
    void focus(wrapped.id)
  }

  function unwrap(id: number) {
    const row = rowOf(root.value, id)
    const first = row?.node.kind === 'group' ? row.node.children[0] : null
    const next = unwrapNode(root.value, id)
    if (next === root.value) return say('stays')
    change(next)
    say('unwrapped')
    void focus(first?.id ?? null)
  }

  function setMode(id: number, mode: Mode) {
    const [negated, plain] = MODES[mode]
    change(changeNode(root.value, id, { negated, mode: plain }))
    say('mode', { mode: t(`rules.mode.${mode}`) })
  }

  function toggleMode(id: number) {
    const node = rowOf(root.value, id)?.node
    if (node?.kind !== 'group') return
    change(changeNode(root.value, id, { mode: node.mode === 'all' ? 'any' : 'all' }))
    say('connector', { word: t(node.mode === 'all' ? 'rules.word.or' : 'rules.word.and') })
  }

  function negate(id: number) {
    const node = rowOf(root.value, id)?.node
    if (!node) return
    change(changeNode(root.value, id, { negated: !node.negated }))
    say(node.negated ? 'affirmed' : 'negated')
  }

  function setField(node: ConditionNode, field: string) {
    const before = byKey.value.get(node.field)?.type
    const found = byKey.value.get(field)
    const type = found?.type ?? 'any'
    const operator = before === type ? node.operator : firstOperator(type)
    const kind = valueKind(type, operator, Boolean(found?.options?.length))
    const carried = before === type && !found?.options?.length ? node.value : undefined
    change(changeNode(root.value, node.id, { field, operator, value: carryValue(carried, kind) }))
  }

  function setOperator(node: ConditionNode, operator: string) {
    const field = byKey.value.get(node.field)
    const kind = valueKind(field?.type ?? 'any', operator, Boolean(field?.options?.length))
    change(changeNode(root.value, node.id, { operator, value: carryValue(node.value, kind) }))
  }

  const setValue = (node: ConditionNode, value: unknown) =>
    change(changeNode(root.value, node.id, { value }), `value:${node.id}`)

  /** Puts a rule that was pasted behind a part, or in the place of everything. */
  function paste(rule: Rule, beside: number | null) {
    const given = readRule(rule)
    if (beside === null) {
      change(given)
      say('pasted')
      return void focus(null)
    }
    const node = given.children.length === 1 && !given.negated ? given.children[0] : given
    change(insertBehind(root.value, beside, node))
    say('pasted')
    void focus(node.id)
  }

  return {
    t,
    manner,
    root,
    rows,
    byKey,
    paths,
    warnings,
    errors,
    active,
    said,
    disabled: computed(input.disabled),
    fields: computed(input.fields),
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    undo: () => turn(past, future, 'undone'),
    redo: () => turn(future, past, 'redone'),
    addCondition,
    addGroup,
    remove,
    move,
    duplicate,
    wrap,
    unwrap,
    setMode,
    toggleMode,
    negate,
    setField,
    setOperator,
    setValue,
    paste,
    focus,
    fresh,
    nameOf,
    say,
    /** What the server says of a part that nobody has saved yet, and what became of it on the sample; by id. */
    problems: shallowRef<ReadonlyMap<number, string>>(new Map()),
    verdicts: shallowRef<ReadonlyMap<number, Verdict>>(new Map()),
  }
}

export type Mode = 'all' | 'any' | 'none' | 'not_all'

const MODES: Record<Mode, [negated: boolean, mode: GroupNode['mode']]> = {
  all: [false, 'all'],
  any: [false, 'any'],
  none: [true, 'any'],
  not_all: [true, 'all'],
}

export const modeOf = ({ negated, mode }: GroupNode): Mode =>
  negated ? (mode === 'any' ? 'none' : 'not_all') : mode
