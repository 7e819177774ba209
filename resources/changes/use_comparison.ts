import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { type ChangeLine, type FieldChange, describeChanges } from '~/config/describe_changes'
import type { Around, Words } from '~/config/describe_changes'
import { problemText } from '~/problem_text'
import { postJson } from '~/request'
import { type RouteDifference, diffOverlay } from './diff_overlay'

export type Side = 'live' | 'draft' | number

export interface Told {
  version: number | null
  live: boolean
  by: string | null
  at: string | null
}

export interface Comparison {
  changes: FieldChange[]
  before: Record<string, unknown>
  after: Record<string, unknown>
  from: Told
  to: Told
}

export interface ComparisonWish {
  /** Key of the profile. */
  profile: string
  from: Side
  to: Side
  /** The second side with what is not saved yet. */
  form?: object | null
}

const PAUSE_MS = 300

/** What differs between two sides of a profile, in words and as it is drawn; asked anew when a side changes. */
export function useComparison(wish: () => ComparisonWish, around: () => Around, words: Words) {
  const found = shallowRef<Comparison | null>(null)
  const failure = ref('')
  const busy = ref(false)
  let running: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look() {
    running?.abort()
    const { signal } = (running = new AbortController())
    const { profile, form, from, to } = wish()
    busy.value = true
    try {
      const url = `/profiles/${encodeURIComponent(profile)}/compare`
      found.value = await postJson<Comparison>(
        url,
        { from: String(from), to: String(to), ...(form && { form }) },
        { signal }
      )
      failure.value = ''
    } catch (error) {
      if (signal.aborted) return
      found.value = null
      failure.value = problemText(error)
    } finally {
      if (!signal.aborted) busy.value = false
    }
  }
  watch(
    () => JSON.stringify(wish()),
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), PAUSE_MS)
    }
  )
  void look()
  onScopeDispose(() => {
    clearTimeout(timer)
    running?.abort()
  })

  const lines = computed<ChangeLine[]>(() =>
    found.value
      ? describeChanges(
          found.value.changes,
          { ...around(), before: found.value.before, after: found.value.after },
          words
        )
      : []
  )
  const drawn = computed<RouteDifference | null>(() =>
    found.value
      ? diffOverlay(found.value.before, found.value.after, (tone) =>
          words.t(`changes.badge.${tone}`)
        )
      : null
  )
  return { found, lines, drawn, failure, busy, look }
}
