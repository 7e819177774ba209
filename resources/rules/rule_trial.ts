/*
 * Asks the server about the rule while it is written: whether it can be read and, where there is a sample, what
 * becomes of each part of it. What is not filled in yet is left out, so that the rest keeps its verdicts.
 */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { Problem, postJson } from '~/request'
import type { RuleEditor } from './rule_editor'
import {
  type GroupNode,
  pathsOf,
  placeOf,
  verdictsOf,
  withoutNodes,
  writeRule,
} from './rule_tree.js'
import type { Condition, Rule, Verdict } from './types.js'

/** A stored lead by its id, or values typed by hand. */
export interface RuleSample {
  lead?: string
  values?: Record<string, unknown>
  source?: string
}

export interface TriedCondition extends Condition {
  actual: unknown
  matched: boolean
}

export interface RuleTrial {
  matched: boolean | null
  verdicts: Record<string, Verdict>
  conditions: TriedCondition[]
  explanation: string
  smallest_change: { sentence: string; conditions: TriedCondition[] } | null
  lead: { id: string; title: string | null; kind: 'stored' | 'typed' | 'made_up' } | null
}

const PAUSE_MS = 300
const UNFINISHED = new Set(['no_field', 'unknown_field', 'wrong_operator', 'no_value', 'bad_range'])

export function useRuleTrial(
  editor: RuleEditor,
  { entity, sample }: { entity(): string | undefined; sample(): RuleSample | null | undefined }
) {
  const trial = shallowRef<(RuleTrial & { complete: boolean }) | null>(null)
  /** What is wrong with the sample itself, by field (`values.state`). */
  const sampleErrors = shallowRef<Record<string, string>>({})
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | null = null

  const forget = () => {
    editor.verdicts.value = editor.problems.value = new Map()
    trial.value = null
  }

  async function ask() {
    // About something else than leads: its verdicts come from elsewhere.
    if (!entity()) return
    const unfinished = [...editor.warnings.value].flatMap(([id, found]) =>
      found.some(({ code }) => UNFINISHED.has(code)) ? [id] : []
    )
    const root = withoutNodes(editor.root.value, unfinished)
    const rule = writeRule(root)
    const given = sample()
    if (!rule && !given) return forget()
    running?.abort()
    running = new AbortController()
    const { signal } = running
    busy.value = true
    try {
      const body = { entity: entity(), rule, ...given }
      const answer = await postJson<RuleTrial>('/rules/try', body, { signal })
      editor.verdicts.value = verdictsOf(root, answer.verdicts)
      editor.problems.value = new Map()
      sampleErrors.value = {}
      trial.value = { ...answer, complete: unfinished.length === 0 }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Problem)) throw error
      refused(root, error)
    } finally {
      if (!signal.aborted) busy.value = false
    }
  }

  function refused(root: GroupNode, { errors }: Problem) {
    forget()
    const paths = pathsOf(root)
    const problems = new Map<number, string>()
    const about: Record<string, string> = {}
    for (const { field, message } of errors) {
      const place = /^rule(?:\.|$)/.test(field)
        ? placeOf(paths, field.replace(/^rule\.?/, ''))
        : null
      if (place) problems.set(place.id, message)
      else about[field] = message
    }
    editor.problems.value = problems
    sampleErrors.value = about
  }

  const soon = (after = PAUSE_MS) => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), after)
  }
  watch([() => writeText(editor.root.value), entity, () => JSON.stringify(sample())], () => soon())
  soon(0)
  onScopeDispose(() => {
    clearTimeout(timer)
    running?.abort()
  })

  return { trial, sampleErrors, busy }
}

const writeText = (root: GroupNode): string => JSON.stringify(writeRule(root) as Rule | null)
